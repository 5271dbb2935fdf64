/// An address of Ethereum and the chains that took over its form.
enum Ether: BoundDetector {
  static let entity = Entity.ether
  static let pattern = """
    `0x` and 40 hexadecimal digits; where small letters and capitals are mixed, as the checksum of EIP-55 has them. \
    Without a mixture there is nothing to check, and the finding scores less.
    """
  static let context = ["ethereum", "eth", "ether", "wallet", "wallet address", "erc20", "address"]
  static let scores = Scores(alone: 0.8, bare: 0.8, context: 0.97)
  static let anchors = "0"

  static func sighting(in text: Text, at position: Int, countries: Set<Country>) -> Sighting? {
    let start = position + 2, end = start + 40
    guard text.has("0x", at: position), text.end(of: .hexadecimal, from: start) == end, !text.continuesWord(at: end)
    else {
      return nil
    }
    let digits = Array(text[start..<end])
    if digits.allSatisfy({ $0 == digits[0] }) { return nil }
    let letters = digits.filter { !$0.isDigit }
    guard letters.contains(where: { $0.isIn(.upper) }), letters.contains(where: { $0.isIn(.lower) }) else {
      return Sighting(range: position..<end, validity: .unverified)
    }
    return isChecksummed(digits) ? Sighting(range: position..<end) : nil
  }

  /// EIP-55: a letter is a capital where the hash of the address in small letters has a digit of 8 or more.
  private static func isChecksummed(_ digits: [UInt8]) -> Bool {
    let hash = Keccak256.hash(digits.map(\.lowercased))
    return digits.indices.allSatisfy { index in
      if digits[index].isDigit { return true }
      let nibble = index % 2 == 0 ? hash[index / 2] >> 4 : hash[index / 2] & 15
      return digits[index].isIn(.upper) == (nibble >= 8)
    }
  }
}
