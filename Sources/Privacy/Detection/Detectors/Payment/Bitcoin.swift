/// An address of Bitcoin's main network.
enum Bitcoin: BoundDetector {
  static let entity = Entity.bitcoin
  static let pattern = """
    `1` or `3` and 25 to 34 characters of base 58 with the right double SHA-256 at the end, or `bc1` and a witness \
    program with the right checksum of Bech32 or Bech32m.
    """
  static let context = ["bitcoin", "btc", "wallet", "wallet address"]
  static let scores = Scores.always(0.97)
  static let anchors = "13bB"

  static func sighting(in text: Text, at position: Int, countries: Set<Country>) -> Sighting? {
    let end = text.end(of: .alphanumeric, from: position)
    guard !text.continuesWord(at: end), (14...90).contains(end - position) else { return nil }
    let isAddress =
      text[position] | 0x20 == UInt8(ascii: "b") ? isWitness(text, position..<end) : isHash(text, position..<end)
    return isAddress ? Sighting(range: position..<end) : nil
  }

  /// Of a public key (version 0) or a script (version 5).
  private static func isHash(_ text: Text, _ range: Range<Int>) -> Bool {
    guard (26...35).contains(range.count), let payload = Base58Check.payload(text[range], bytes: 25) else {
      return false
    }
    return payload[0] == 0 || payload[0] == 5
  }

  /// All in small letters or all in capitals.
  private static func isWitness(_ text: Text, _ range: Range<Int>) -> Bool {
    let isSmall = text.has("bc1", at: range.lowerBound)
    guard isSmall || text.has("BC1", at: range.lowerBound),
      !text[range].contains(where: { $0.isIn(isSmall ? .upper : .lower) })
    else { return false }
    return Bech32.isAddress(text[range].dropFirst(3).map(\.lowercased))
  }
}
