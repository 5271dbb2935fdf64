import Columns

/// How a value is written before it is hashed, so that two spellings of one identifier get one token.
///
/// The version of a form is part of what is hashed: a form never changes, it gets a successor.
package enum CanonicalForm: String, Sendable, CaseIterable {
  /// Unicode NFC, white space at the ends removed.
  case text
  /// `text`, then separators (space `-` `.` `/` `_`) removed and ASCII letters in capitals; ASCII letters and digits only.
  case id
  /// `text`, then the domain in small letters and its labels in Punycode; the local part as it is, `+tag` and dots too.
  case email
  /// E.164: `+` and 8 to 15 digits with a known calling code. A national number is refused: its country is not known.
  case phone

  /// Enters the hash.
  var version: String { "1" }

  /// Enters the hash of a value that is tokenized though it has no canonical form.
  static let rawVersion = "raw"

  /// What is wrong with a value that has no such form.
  package var problem: String {
    switch self {
    case .text: "is empty or not UTF-8"
    case .id: "is not an identifier of letters and digits"
    case .email: "is not an e-mail address"
    case .phone: "is not a phone number with its country code"
    }
  }

  /// Appends the canonical form of `value`; `false` if it has none (what was appended then means nothing).
  func append(_ value: UnsafeBufferPointer<UInt8>, to canonical: inout [UInt8]) -> Bool {
    let start = canonical.count
    guard NormalizedText.appendTrimmed(value, to: &canonical), canonical.count > start else { return false }
    switch self {
    case .text: return true
    case .id: return Self.makeIdentifier(&canonical, from: start)
    case .email: return EmailAddress.canonicalize(&canonical, from: start)
    case .phone: return Self.makePhone(&canonical, from: start)
    }
  }

  private static func makeIdentifier(_ bytes: inout [UInt8], from start: Int) -> Bool {
    var end = start
    for position in start..<bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "_"): continue
      case UInt8(ascii: "a")...UInt8(ascii: "z"): bytes[end] = bytes[position] - 32
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): bytes[end] = bytes[position]
      default: return false
      }
      end += 1
    }
    bytes.removeSubrange(end...)
    return end > start
  }

  private static func makePhone(_ bytes: inout [UInt8], from start: Int) -> Bool {
    var position = start
    if bytes[start] == UInt8(ascii: "+") {
      position += 1
    } else if bytes[start...].starts(with: "00".utf8) {
      position += 2
    } else {
      return false
    }
    // In place, behind the sign: no digit is written before it was read.
    bytes[start] = UInt8(ascii: "+")
    var end = start + 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        bytes[end] = bytes[position]
        end += 1
      case UInt8(ascii: "(") where bytes[position...].starts(with: "(0)".utf8) && end > start + 1:
        position += 2  // the trunk prefix, written for callers inside the country
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        break
      default: return false
      }
      position += 1
    }
    bytes.removeSubrange(end...)
    return CallingCode.isNumber(bytes[(start + 1)...])
  }
}
