package import Columns

/// What one column of a source promises.
package struct ColumnContract: Sendable, Equatable {
  /// The order of a date's parts: `2024-12-31`, `31/12/2024` or `12/31/2024`.
  package enum DateOrder: Sendable { case iso, dayFirst, monthFirst }

  package var field: Field
  /// Smallest and largest valid number, of int and float columns.
  package var minimum: Double?
  package var maximum: Double?
  /// The only valid values of a category, string or text column.
  package var allowedValues: [String]?
  package var dateOrder: DateOrder

  package init(
    _ field: Field, minimum: Double? = nil, maximum: Double? = nil, allowedValues: [String]? = nil,
    dateOrder: DateOrder = .iso
  ) {
    self.field = field
    self.minimum = minimum
    self.maximum = maximum
    self.allowedValues = allowedValues
    self.dateOrder = dateOrder
  }
}
