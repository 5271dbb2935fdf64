/// A value with stars for most of it, in the place of the whole. What remains, by entity:
///
/// | entity | remains | example |
/// |---|---|---|
/// | EMAIL | the first letter and the last label of the domain | `a***@***.org` |
/// | PHONE_E164 | the first two digits and the last two | `+41 ** *** ** 00` |
/// | CREDIT_CARD | the last four digits | `**** **** **** 1881` |
/// | IBAN | the country and the last four | `GB** **** **** **** **54 32` |
/// | US_SSN | the last four digits | `***-**-1123` |
/// | CH_AHV | the country and the last two digits | `756.****.****.85` |
/// | IPV4 | the first two numbers | `203.0.*.*` |
/// | IPV6 | the first two groups | `2001:db8:*` |
/// | MAC | the maker | `00:1A:2b:**:**:**` |
///
/// The others have labels. A masked value is less than pseudonymous: with few candidates it says who it is.
enum PartialMask {
  /// `false`, and nothing appended, where the entity has no partial form.
  static func append(_ entity: Entity, _ value: Text, to output: inout [UInt8]) -> Bool {
    switch entity {
    case .email: return appendEmail(value, to: &output)
    case .phone: appendStarred(value, keeping: 2, and: 2, to: &output)
    case .creditCard, .usSocialSecurity: appendStarred(value, keeping: 0, and: 4, to: &output)
    case .iban: appendStarred(value, keeping: 2, and: 4, to: &output)
    case .swissSocialSecurity: appendStarred(value, keeping: 3, and: 2, to: &output)
    case .mac: appendStarred(value, keeping: 6, and: 0, to: &output)
    case .ipv4: appendStart(of: value, upTo: ".", followedBy: "*.*", to: &output)
    case .ipv6: appendStart(of: value, upTo: ":", followedBy: "*", to: &output)
    default: return false
    }
    return true
  }

  /// Stars for letters and digits but the first `head` and the last `tail` of them; separators stay.
  private static func appendStarred(_ value: Text, keeping head: Int, and tail: Int, to output: inout [UInt8]) {
    let count = value.count { $0.isIn(.alphanumeric) }
    var number = 0
    for byte in value {
      guard byte.isIn(.alphanumeric) else {
        output.append(byte)
        continue
      }
      // A merged finding may be short; nothing of it is kept then.
      let isKept = count >= head + tail + 4 && (number < head || number >= count - tail)
      output.append(isKept ? byte : star)
      number += 1
    }
  }

  private static func appendEmail(_ value: Text, to output: inout [UInt8]) -> Bool {
    guard let sign = EmailSign(in: value), let dot = value.lastIndex(of: UInt8(ascii: ".")),
      dot >= sign.range.upperBound, sign.range.lowerBound > 0
    else { return false }
    if value[0].isIn(.alphanumeric) { output.append(value[0]) }
    output.append(contentsOf: [star, star, star])
    output.append(contentsOf: value[sign.range])
    output.append(contentsOf: [star, star, star])
    output.append(contentsOf: value[dot...])
    return true
  }

  /// The first two parts with the separator after each; nothing but the rest if one is empty.
  private static func appendStart(
    of value: Text, upTo separator: Unicode.Scalar, followedBy rest: String, to output: inout [UInt8]
  ) {
    let separator = UInt8(ascii: separator)
    if let first = value.firstIndex(of: separator), first > 0,
      let second = value[(first + 1)...].firstIndex(of: separator), second > first + 1
    {
      output.append(contentsOf: value[...second])
    }
    output.append(contentsOf: rest.utf8)
  }

  private static let star = UInt8(ascii: "*")
}
