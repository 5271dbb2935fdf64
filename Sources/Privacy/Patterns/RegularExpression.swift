import CRE2

/// A regular expression of RE2's syntax over UTF-8 text. Searching takes time linear in the text, whatever the pattern:
/// RE2 has no backtracking, and refuses what would need it (look-around, back references).
///
/// `@unchecked Sendable`: RE2 promises that a compiled expression may be searched with from many threads at once, and
/// nothing here changes it.
final class RegularExpression: @unchecked Sendable {
  private let pattern: OpaquePointer

  /// Bytes that the automata of one expression may take; RE2 slows down before it would exceed them.
  private static let memory: Int64 = 8 << 20

  init(_ text: String) throws(RegularExpressionError) {
    var copy = text
    let compiled = copy.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cre2_compile($0.baseAddress, $0.count, Self.memory) }
    }
    guard let compiled else { throw RegularExpressionError(.tooLarge, in: text, piece: "") }
    let error = cre2_error_of(compiled)
    guard error == CRE2_OK else {
      var length = 0
      let piece = cre2_error_piece(compiled, &length).map {
        String(
          decoding: UnsafeRawBufferPointer(start: $0, count: length), as: UTF8.self)
      }
      cre2_free(compiled)
      throw RegularExpressionError(RegularExpressionError.Problem(error), in: text, piece: piece ?? "")
    }
    pattern = compiled
  }

  deinit { cre2_free(pattern) }

  /// The leftmost match that lies in `range`; what stands around it counts for `^`, `$` and `\b`.
  func firstMatch(in text: Text, _ range: Range<Int>) -> Range<Int>? {
    guard let base = text.baseAddress else { return nil }
    var (start, end) = (0, 0)
    let isFound = UnsafeRawPointer(base).withMemoryRebound(to: CChar.self, capacity: text.count) {
      cre2_find(pattern, $0, text.count, range.lowerBound, range.upperBound, &start, &end)
    }
    return isFound ? start..<end : nil
  }
}
