/// Cuts a text into labels.
struct LabelCutter {
  private let separator: [UInt8]

  /// `separator` is not empty.
  init(_ separator: String) { self.separator = Array(separator.utf8) }

  /// Lends each label that is not empty, without the spaces and tabs around it.
  func forEach(in text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    separator.withUnsafeBufferPointer { separator in
      var start = 0
      var place = 0
      while place < text.count {
        if isSeparator(separator, in: text, at: place) {
          lend(text[start..<place], body)
          place += separator.count
          start = place
        } else {
          place += 1
        }
      }
      lend(text[start..<text.count], body)
    }
  }

  @inline(__always)
  private func isSeparator(
    _ separator: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, at place: Int
  ) -> Bool {
    guard text[place] == separator[0], place + separator.count <= text.count else { return false }
    for offset in 1..<max(separator.count, 1) where text[place + offset] != separator[offset] { return false }
    return true
  }

  private func lend(_ slice: Slice<UnsafeBufferPointer<UInt8>>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var slice = slice
    while let first = slice.first, Self.isSpace(first) { slice = slice.dropFirst() }
    while let last = slice.last, Self.isSpace(last) { slice = slice.dropLast() }
    if !slice.isEmpty { body(UnsafeBufferPointer(rebasing: slice)) }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
