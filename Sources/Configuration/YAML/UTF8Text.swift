/// What is looked for in a file's bytes before anything else reads them.
enum UTF8Text {
  /// The length of a UTF-8 byte order mark, 3 or 0.
  static func byteOrderMark(of bytes: [UInt8]) -> Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// The offset of the first byte that is not part of a well-formed sequence.
  static func firstInvalid(in bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error: return offset
      case .emptyInput: return nil
      }
    }
  }

  /// The offset of the first byte of a control character that YAML 1.2.2, section 5.1, keeps out of a file.
  static func firstUnprintable(in bytes: [UInt8]) -> Int? {
    for (offset, byte) in bytes.enumerated() {
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return offset }
      if byte == 0x7F { return offset }
      // C1 controls but NEL: C2 80 ... C2 9F without C2 85.
      if byte == 0xC2, offset + 1 < bytes.count, (0x80...0x9F).contains(bytes[offset + 1]), bytes[offset + 1] != 0x85 {
        return offset
      }
    }
    return nil
  }
}
