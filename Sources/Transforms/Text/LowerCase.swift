import Columns

/// Text in small letters as Python's `str.lower` makes it: the full mapping of Unicode, a sigma by its place in the
/// word.
enum LowerCase {
  /// Appends the text in small letters; bytes that are no UTF-8 become U+FFFD.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    guard NormalizedText.isASCII(text) else {
      return append(Array(String(decoding: text, as: UTF8.self).unicodeScalars), to: &bytes)
    }
    let start = bytes.count
    bytes.append(contentsOf: text)
    bytes.withUnsafeMutableBufferPointer { bytes in
      for place in start..<bytes.count {
        let isCapital = bytes[place] >= UInt8(ascii: "A") && bytes[place] <= UInt8(ascii: "Z")
        bytes[place] |= isCapital ? 0x20 : 0
      }
    }
  }

  private static func append(_ scalars: [Unicode.Scalar], to bytes: inout [UInt8]) {
    for (place, scalar) in scalars.enumerated() {
      if scalar == "Σ" {
        bytes.append(contentsOf: (isFinal(place, in: scalars) ? "ς" : "σ").utf8)
      } else if scalar.isASCII {
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        bytes.append(("A"..."Z").contains(scalar) ? byte | 0x20 : byte)
      } else {
        bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      }
    }
  }

  /// The Unicode Standard, table 3-17, Final_Sigma: after a cased letter and not before one, whatever case-ignorable
  /// characters stand between.
  private static func isFinal(_ place: Int, in scalars: [Unicode.Scalar]) -> Bool {
    let before = scalars[..<place].last { !$0.properties.isCaseIgnorable }
    guard before?.properties.isCased == true else { return false }
    let after = scalars[(place + 1)...].first { !$0.properties.isCaseIgnorable }
    return after?.properties.isCased != true
  }
}
