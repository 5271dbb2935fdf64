import Columns
import Glibc

/// Tells whether the texts of a column are tokens, at a third of a nanosecond a character: those of a column share domain
/// and key, so what stands before the hash is taken apart once, and checked by comparison from then on. The same answer
/// as `Token.isToken`.
struct TokenRecognizer {
  /// `pt1_<domain>_<kid>_` of the last token that was taken apart.
  private var prefix: [UInt8] = []
  /// Of the prefix and the last `_`, in the check register at the end of the hash.
  private var check: UInt16 = 0

  /// The first row with a text that is no token; missing ones are nobody's.
  static func firstOther(in texts: Strings, _ validity: Bitmap?) -> Int? {
    var recognizer = TokenRecognizer()
    return table.withUnsafeBufferPointer { table in
      texts.bytes.withUnsafeBufferPointer { bytes in
        texts.offsets.withUnsafeBufferPointer { offsets in
          for row in 0..<texts.count where validity.isValid(row) {
            let text = UnsafeBufferPointer(rebasing: bytes[Int(offsets[row])..<Int(offsets[row + 1])])
            if !recognizer.isToken(text, table) { return row }
          }
          return nil
        }
      }
    }
  }

  @inline(__always)
  private mutating func isToken(_ text: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<UInt16>) -> Bool {
    let isKnown =
      text.count == prefix.count + Self.tail && text.count > Self.tail
      && prefix.withUnsafeBufferPointer { memcmp($0.baseAddress!, text.baseAddress!, $0.count) == 0 }
    guard isKnown else { return takeApart(text) }
    let hash = text.baseAddress! + prefix.count
    var register = check
    var marks: UInt16 = 0
    for place in 0..<Token.hashLength {
      let entry = table[place << 8 | Int(hash[place])]
      register ^= entry
      marks |= entry
    }
    register &= ~Self.mark
    return marks & Self.mark == 0 && hash[Token.hashLength] == UInt8(ascii: "_")
      && hash[Token.hashLength + 1] == Base32.letter(UInt8(register >> 5))
      && hash[Token.hashLength + 2] == Base32.letter(UInt8(register & 31))
  }

  /// Asks `Token`, and keeps the prefix of what is one.
  private mutating func takeApart(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Token.isToken(text) else { return false }
    prefix = Array(text[..<(text.count - Self.tail)])
    check =
      TokenCheck.advanced(prefix.withUnsafeBufferPointer { TokenCheck.register(of: $0) })
      ^ TokenCheck.tailTable[Token.hashLength << 8 | Int(UInt8(ascii: "_"))]
    return true
  }

  /// The hash, `_` and the check characters.
  private static let tail = Token.hashLength + 1 + Token.checkLength
  private static let mark: UInt16 = 0x8000

  /// What each byte at each place of the hash adds to the check register, marked where it may not stand: the last
  /// character's two lowest bits are 0.
  private static let table: [UInt16] = (0..<Token.hashLength).flatMap { place in
    (0..<256).map { byte in
      let value = Base32.values[byte]
      let mayStand = value != 255 && (place < Token.hashLength - 1 || value & 3 == 0)
      return TokenCheck.tailTable[place << 8 | byte] | (mayStand ? 0 : mark)
    }
  }
}
