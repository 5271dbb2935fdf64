/// An IPv6 address.
enum IPv6: AnchoredDetector {
  static let entity = Entity.ipv6
  static let scores = Scores.always(0.85)
  static let pattern = """
    What `inet_pton` reads as an IPv6 address and holds a digit (`abc::def` is a name in code), perhaps with a zone and a \
    prefix length. Times of day are none, nor is a network of /48 or less.
    """
  static let anchor = Anchor.anywhere(":")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    // Only the first colon of a run starts a match.
    let start = text.start(of: .hexadecimal, or: "", before: position, limit: 5)
    guard position - start <= 4, !text.continuesWord(at: start - 1), !text.has(":", at: start - 1),
      !text.has(".", at: start - 1) || start < position
    else { return nil }
    var end = text.end(of: .hexadecimal, or: ":.", from: position)
    while end > position, text.has(".", at: end - 1) || (text.has(":", at: end - 1) && !text.has(":", at: end - 2)) {
      end -= 1
    }
    guard (3...45).contains(end - start), !text.continuesWord(at: end),
      text[start..<end].contains(where: \.isDigit), IPAddress(parsing: Text(rebasing: text[start..<end])) != nil
    else { return nil }
    let address = start..<end
    if text.has("%", at: end) {
      let zone = text.end(of: .alphanumeric, from: end + 1)
      if (1...15).contains(zone - end - 1) { end = zone }
    }
    if end > address.upperBound { return start..<PrefixLength.end(in: text, from: end, atMost: 128) }
    return PrefixLength.extend(address, in: text, atMost: 128)
  }
}
