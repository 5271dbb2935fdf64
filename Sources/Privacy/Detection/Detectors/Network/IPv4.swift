/// An IPv4 address.
enum IPv4: AnchoredDetector {
  static let entity = Entity.ipv4
  static let scores = Scores.always(0.85)
  static let pattern = """
    Four numbers of 0 to 255 without leading zeros joined by dots, perhaps with a prefix length; not after the word \
    `version`, and not 127.x.x.x or 0.0.0.0, which are no one's, nor a network of /24 or less (`192.0.2.0/24`).
    """
  static let anchor = Anchor.wordStart("0123456789")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard !NumberBorder.continues(text, before: position) else { return nil }
    var cursor = position
    for octet in 0..<4 {
      let end = text.end(of: .digit, from: cursor)
      guard (1...3).contains(end - cursor), end - cursor == 1 || text[cursor] != UInt8(ascii: "0"),
        text[cursor..<end].reduce(0, { $0 * 10 + $1.digitValue }) <= 255
      else { return nil }
      cursor = end
      if octet < 3 {
        guard text.has(".", at: cursor) else { return nil }
        cursor += 1
      }
    }
    guard !text.continuesWord(at: cursor), !followsVersion(text, position) else { return nil }
    // Loopback and "any address" stand in every server's log and name nobody.
    if text.has("127.", at: position) || text.has("0.0.0.0", at: position) { return nil }
    return PrefixLength.extend(position..<cursor, in: text, atMost: 32)
  }

  private static func followsVersion(_ text: Text, _ position: Int) -> Bool {
    let end = text.start(of: .space, or: ":=\"", before: position, limit: 3)
    let start = text.start(of: .letter, or: "", before: end, limit: 8)
    return ["version", "ver", "v"].contains(String(decoding: text[start..<end], as: UTF8.self).lowercased())
  }
}

/// `/24` after an address.
enum PrefixLength {
  /// An address with the prefix length behind it; `nil` if the two are a network of many hosts, which is nobody's address.
  static func extend(_ address: Range<Int>, in text: Text, atMost limit: Int) -> Range<Int>? {
    let end = end(in: text, from: address.upperBound, atMost: limit)
    guard end > address.upperBound else { return address }
    let length = text[(address.upperBound + 1)..<end].reduce(0) { $0 * 10 + $1.digitValue }
    let isNetwork = IPAddress(parsing: Text(rebasing: text[address]))?.isNetwork(length: length) ?? false
    return isNetwork ? nil : address.lowerBound..<end
  }

  /// The end of a prefix length at `position`, or `position` if there is none.
  static func end(in text: Text, from position: Int, atMost limit: Int) -> Int {
    guard text.has("/", at: position) else { return position }
    let end = text.end(of: .digit, from: position + 1)
    guard (1...3).contains(end - position - 1), !text.continuesWord(at: end),
      text[(position + 1)..<end].reduce(0, { $0 * 10 + $1.digitValue }) <= limit
    else { return position }
    return end
  }
}
