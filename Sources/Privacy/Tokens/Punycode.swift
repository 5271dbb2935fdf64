/// The ASCII form of a domain label, `xn--...`: RFC 3492, with the parameters of its section 5.
enum Punycode {
  /// The label's bytes: as they are if ASCII, encoded (after NFC) if not; `nil` if it is empty or too long.
  static func label(_ label: String) -> [UInt8]? {
    guard !label.isEmpty else { return nil }
    if label.utf8.allSatisfy({ $0 < 0x80 }) { return Array(label.utf8) }
    let scalars = String(decoding: label._nfcCodeUnits, as: UTF8.self).unicodeScalars.map(\.value)
    // A label has at most 63 bytes, so this bounds the sums below far under overflow.
    guard scalars.count <= 63 else { return nil }
    return Array("xn--".utf8) + encode(scalars)
  }

  private static func encode(_ scalars: [UInt32]) -> [UInt8] {
    var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
    let basic = output.count
    var handled = basic
    if basic > 0 { output.append(UInt8(ascii: "-")) }
    var scalar: UInt32 = 0x80
    var delta = 0
    var bias = 72
    while handled < scalars.count {
      let next = scalars.filter { $0 >= scalar }.min()!
      delta += Int(next - scalar) * (handled + 1)
      scalar = next
      for other in scalars {
        if other < scalar { delta += 1 }
        guard other == scalar else { continue }
        var rest = delta
        var position = 36
        while true {
          let threshold = min(max(position - bias, 1), 26)
          if rest < threshold { break }
          output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
          rest = (rest - threshold) / (36 - threshold)
          position += 36
        }
        output.append(digit(rest))
        bias = adapt(delta, count: handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      scalar += 1
    }
    return output
  }

  private static func adapt(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var position = 0
    while delta > 455 {
      delta /= 35
      position += 36
    }
    return position + 36 * delta / (delta + 38)
  }

  private static func digit(_ value: Int) -> UInt8 { value < 26 ? UInt8(97 + value) : UInt8(22 + value) }
}
