/// The address of a network interface (IEEE 802, EUI-48).
enum MAC: AnchoredDetector {
  static let entity = Entity.mac
  static let scores = Scores.always(0.85)
  static let pattern =
    "Six pairs of hexadecimal digits joined by `:` or by `-`, or three groups of four joined by dots; not all zeros or ones."
  static let anchor = Anchor.wordStart("0123456789abcdefABCDEF")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    let first = text.end(of: .hexadecimal, from: position)
    guard first < text.count, first - position == 2 || first - position == 4 else { return nil }
    let separator = text[first]
    switch (first - position, separator) {
    case (2, UInt8(ascii: ":")), (2, UInt8(ascii: "-")), (4, UInt8(ascii: ".")): break
    default: return nil
    }
    if position > 0, text[position - 1] == separator { return nil }
    var cursor = first
    for _ in 1..<(12 / (first - position)) {
      guard cursor < text.count, text[cursor] == separator,
        text.end(of: .hexadecimal, from: cursor + 1) - cursor - 1 == first - position
      else { return nil }
      cursor += 1 + first - position
    }
    let isLonger = cursor < text.count && text[cursor] == separator && text.has(.hexadecimal, at: cursor + 1)
    let address = text[position..<cursor]
    let isTrivial =
      address.allSatisfy { $0 == separator || $0 == UInt8(ascii: "0") }
      || address.allSatisfy { $0 == separator || $0.lowercased == UInt8(ascii: "f") }
    return text.continuesWord(at: cursor) || isLonger || isTrivial ? nil : position..<cursor
  }
}
