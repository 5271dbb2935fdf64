/// The two check characters of a token: CRC-10/ATM (polynomial 0x233, initially 0, not reflected; the CRC of
/// `123456789` is 0x199) over every byte before them, 5 bits a character, most significant first.
///
/// It finds every single wrong character and tells a token from text that looks like one: about 1 in 1000 of it passes.
/// It is no protection against forgery, nor needs to be: a forged token names nobody.
enum TokenCheck {
  static let table: [UInt16] = (0..<256).map { byte in
    var register = UInt16(byte) << 2
    for _ in 0..<8 { register = register & 0x200 != 0 ? register << 1 ^ 0x233 : register << 1 }
    return register & 0x3FF
  }

  @inline(__always)
  static func update(_ register: UInt16, _ byte: UInt8, table: UnsafeBufferPointer<UInt16>) -> UInt16 {
    (register << 8 ^ table[Int(register >> 2 & 0xFF ^ UInt16(byte))]) & 0x3FF
  }

  static func register(of bytes: UnsafeBufferPointer<UInt8>, from start: UInt16 = 0) -> UInt16 {
    table.withUnsafeBufferPointer { table in bytes.reduce(start) { update($0, $1, table: table) } }
  }

  /// Bytes after a token's prefix that the check covers: the hash and the `_` behind it.
  static let tail = Token.hashLength + 1

  /// 256 registers for each place of the tail: what a byte there adds to the register at its end. A CRC that begins at 0
  /// is linear, so the places are independent look-ups; one after the other they took a sixth of a token's time.
  static let tailTable: [UInt16] = table.withUnsafeBufferPointer { table in
    (0..<tail).flatMap { place in
      (0..<256).map { byte in
        (place + 1..<tail).reduce(update(0, UInt8(byte), table: table)) { register, _ in
          update(register, 0, table: table)
        }
      }
    }
  }

  /// The register of a prefix, moved on to the end of a tail of zeros.
  static func advanced(_ register: UInt16) -> UInt16 {
    table.withUnsafeBufferPointer { table in
      (0..<tail).reduce(register) { register, _ in update(register, 0, table: table) }
    }
  }
}
