package import Columns

/// A column that a transformer puts out.
package struct OutputField: Sendable, Equatable {
  package var field: Field
  /// The input whose place it takes, or `nil` to be appended after all columns.
  package var replaces: Int?
  /// Before fitting: whether this stands for columns that only fitting can name or drop. A one-hot family is one open
  /// field `plan_*`; each candidate of a selection is open under its own name.
  package var isOpen: Bool

  package init(_ field: Field, replaces: Int? = nil, isOpen: Bool = false) {
    self.field = field
    self.replaces = replaces
    self.isOpen = isOpen
  }
}
