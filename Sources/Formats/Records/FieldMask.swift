import Columns

/// What may be shown of a value: its shape. Letters become `a` or `A`, digits `9`; ASCII punctuation and spaces stay;
/// everything else, control characters included, becomes `?`.
package enum FieldMask {
  /// The mask shows no more characters than this, nor how many more there are.
  package static let limit = 32

  /// Appends the mask of a text to `line`. Bytes that are not UTF-8 are masked like any other.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to line: inout [UInt8]) {
    var shown = 0
    for byte in text {
      // Continuation bytes belong to the character before.
      if byte & 0xC0 == 0x80 { continue }
      if shown == limit { break }
      shown += 1
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): line.append(UInt8(ascii: "a"))
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): line.append(UInt8(ascii: "A"))
      case UInt8(ascii: "0")...UInt8(ascii: "9"): line.append(UInt8(ascii: "9"))
      case 0x20..<0x7F: line.append(byte)
      default: line.append(UInt8(ascii: "?"))
      }
    }
  }

  package static func mask(_ text: String) -> String {
    var text = text
    var line: [UInt8] = []
    text.withUTF8 { append($0, to: &line) }
    return String(decoding: line, as: UTF8.self)
  }
}
