package import Columns
import Transforms

/// A column at one point of the graph. Each value of a column has its own identity: a step that replaces `age` makes a
/// new `age`, and steps before it still mean the old one.
package struct PlannedColumn: Sendable, Equatable {
  package typealias ID = Int

  package let id: ID
  package var field: Field
  /// Stands for columns that only fitting can name (`plan_*`) or drop.
  package var isOpen: Bool
  /// The source column and the steps it came through, for messages: `customers.notes`, `fill`.
  package var path: [String]

  /// Whether the name is a pattern for several columns to come.
  package var isFamily: Bool { isOpen && field.name.utf8.contains(UInt8(ascii: "*")) }
}

extension OutputField {
  /// As `PlannedColumn.isFamily`.
  var isFamily: Bool { isOpen && field.name.utf8.contains(UInt8(ascii: "*")) }
}
