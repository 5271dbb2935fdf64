/// The lines after the first one of a private key in PEM armour, until its last.
///
/// Lines of another writer may stand between them, and a first line may have no last one, by mistake or by someone who
/// wants a log to fall silent: so only lines that could be part of a key are swallowed, wherever they stand, and others
/// pass, scrubbed.
struct KeyBlock {
  enum Role: Equatable {
    /// Part of the key: it does not go out.
    case inside
    /// The last line; what begins at `rest` stands behind the key.
    case end(rest: Int)
    case other
  }

  /// Lines, of either kind, after which no last one is waited for: an RSA key of 16384 bits has 200.
  static let lineLimit = 1000
  private(set) var lines = 0
  private(set) var isOver = false

  mutating func role(of line: Text) -> Role {
    lines += 1
    isOver = lines >= Self.lineLimit
    if let end = Self.end(in: line, from: 0) {
      isOver = true
      return .end(rest: end)
    }
    return Self.isKeyText(line) ? .inside : .other
  }

  static func holdsEnd(_ line: Text, from start: Int) -> Bool { end(in: line, from: start) != nil }

  /// Where the text behind `-----END … -----` begins.
  private static func end(in line: Text, from start: Int) -> Int? {
    var position = start
    while position + 9 <= line.count {
      if line.has("-----END ", at: position) {
        let title = line.end(of: [.upper, .digit], or: " ", from: position + 9)
        return line.has("-----", at: title) ? title + 5 : line.count
      }
      position += 1
    }
    return nil
  }

  /// Base64 alone or after a prefix such as a time, an empty line, or a header of RFC 1421 or of OpenPGP's armour.
  private static func isKeyText(_ line: Text) -> Bool {
    var end = line.count
    while end > 0, line[end - 1].isIn(.space) || "\"',+\\".utf8.contains(line[end - 1]) || line.isEscape(at: end - 1) {
      end -= 1
    }
    var start = end
    while start > 0, line[start - 1].isIn(.alphanumeric) || "/+=".utf8.contains(line[start - 1]) { start -= 1 }
    let isWhole = !line[..<start].contains { !$0.isIn(.space) && !"\"'+".utf8.contains($0) }
    if isWhole || end - start >= 40 { return true }
    return ["Proc-Type:", "DEK-Info:", "Version:", "Comment:", "Hash:", "Charset:", "MessageID:"].contains {
      line.starts(with: $0.utf8)
    }
  }
}
