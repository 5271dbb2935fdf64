/// What the name of a field (a column, a JSON key, a header) says of its values: the detectors whose words of context it
/// holds. Made by a scanner, and of use to that scanner only.
package struct FieldContext: Sendable, Equatable {
  /// A bit for each detector that takes account of it.
  private var bits: (low: UInt64, high: UInt64) = (0, 0)
  /// The normalized words of the name, for patterns; empty where there are none.
  var words: [UInt8] = []

  /// A field without a name, or whose name says nothing.
  package static let none = FieldContext()

  /// The bit of social security numbers, whose detector is of tier A; the bits of tier B do not come near it.
  static let socialSecurity = 127

  mutating func insert(_ member: Int) {
    if member < 64 { bits.low |= 1 << UInt64(member) } else { bits.high |= 1 << UInt64(member - 64) }
  }

  func contains(_ member: Int) -> Bool {
    (member < 64 ? bits.low >> UInt64(member) : bits.high >> UInt64(member - 64)) & 1 == 1
  }

  package static func == (left: Self, right: Self) -> Bool { left.bits == right.bits && left.words == right.words }
}
