import Privacy

/// A token: what is taken for one reads the same everywhere, and a change of any one character makes it none.
enum TokenInput: FuzzedInput {
  static let name = "token"

  static func check(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let token = Token(parsing: text)
    let bytes = Array(text.utf8)
    require(bytes.withUnsafeBufferPointer { Token.isToken($0) } == (token != nil), "two opinions on a token")
    guard let token else { return }
    require(token.text == text && Token.isDomain(token.domain), "a token says something else")
    for place in bytes.indices {
      var other = bytes
      other[place] = bytes[place] == UInt8(ascii: "b") ? UInt8(ascii: "c") : UInt8(ascii: "b")
      require(!other.withUnsafeBufferPointer { Token.isToken($0) }, "a changed character passes the check")
    }
  }
}
