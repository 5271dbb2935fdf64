package import Columns

/// A column of the table that comes out.
package struct TableOutput: Sendable, Equatable {
  package struct Place: Sendable, Hashable {
    package let table: Int
    package let column: Int

    package init(table: Int, column: Int) {
      self.table = table
      self.column = column
    }
  }

  package var field: Field
  /// The columns that it is made of: its sensitivity is their join.
  package var sources: [Place]
  /// Whether its values are those of its one source, moved: it is as open as that, and a key stays a key.
  package var isCarried: Bool

  package init(_ field: Field, from sources: [Place], isCarried: Bool = false) {
    self.field = field
    self.sources = sources
    self.isCarried = isCarried
  }
}
