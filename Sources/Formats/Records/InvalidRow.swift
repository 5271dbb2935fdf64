package import Columns

/// The rule that a record breaks.
package enum InvalidRule: UInt8, Sendable, CaseIterable {
  /// The text is not a value of the column's type.
  case wrongType = 1
  /// No value where the contract wants one.
  case missing
  case belowMinimum
  case aboveMaximum
  /// A text that is none of the allowed values.
  case notAllowed
  /// Not as many fields as the header has.
  case ragged
  case badUTF8
  case nulByte
  /// The file ends within a quoted field.
  case openQuote
  /// A quote in an unquoted field, or text after a closing quote.
  case badQuote
  case fieldTooLarge
  case recordTooLarge
  /// A line that is no JSON object.
  case badJSON
  /// A member that the contract does not name.
  case extraMember

  /// Whether a record in a block that breaks the rule breaks it as a whole.
  var isOfRecord: Bool { self == .recordTooLarge || self == .extraMember }
}

/// A record that is in no batch, and why. It carries the shape of its values only, so that nothing made of it can
/// show a person.
package struct InvalidRow: Sendable, Equatable {
  /// As `Batch.rowNumbers`.
  package var rowNumber: Int64
  /// The first field, counted from 0, that breaks the rule; `nil` where it is the whole record.
  package let field: Int?
  package let rule: InvalidRule
  /// Number of fields found.
  package let fieldCount: Int
  /// The fields, masked (`FieldMask`); none for a record above the limits.
  package let masked: Strings
}
