package import Columns
package import Configuration

/// One kind of work on whole tables: what it puts out depends on many rows, and its rows may be others than went in.
/// Joins, aggregations, and features of a row's past are such.
///
/// It learns nothing: the same tables give the same table, in the same order of rows, whatever the number of threads.
/// It sees treated columns only, never a raw identifier.
package protocol TableTransformer: Configurable {
  /// The word after `use:`.
  static var name: String { get }
  static var guide: Guide { get }
  /// How many tables `from:` names.
  static var tableCount: ClosedRange<Int> { get }
  /// The keys of a step, beside `id`, `use`, `from` and `with`, that it must have and may have.
  static var clauses: (required: Set<StepClauses.Name>, optional: Set<StepClauses.Name>) { get }

  /// Puts the values of `params.name` in place; called once, before anything else.
  mutating func bind(_ parameters: [String: JSON]) throws(TransformError)
  /// Where in the pipeline file an error lies, if the transformer knows better than "in this step".
  func place(of error: TransformError) -> SourceSpan?
  /// The columns that come out, in order; refuses tables that it cannot work on. Asked before fitting, where the
  /// columns of a family stand as one field `plan_*`, and again after it.
  func outputs(_ inputs: [TableShape], _ clauses: StepClauses) throws(TransformError) -> [TableOutput]
  /// The rows that come out, with one column per `outputs(inputs, clauses)`, in that order.
  func transform(_ tables: [TableRows], _ context: TableContext) throws(TransformError) -> TableRows
}

extension TableTransformer {
  package static var tableCount: ClosedRange<Int> { 1...1 }
  package mutating func bind(_ parameters: [String: JSON]) throws(TransformError) {}
  package func place(of error: TransformError) -> SourceSpan? { nil }
}

/// What a step says of rows and columns outside `with:`.
package struct StepClauses: Sendable, Equatable {
  package enum Name: String, Sendable, CaseIterable {
    case columns, by, on, grain
  }

  /// The selected features, by name; resolved from `columns:`.
  package var columns: [Located<String>]
  /// Columns that make groups: rows with equal values in all of them.
  package var by: [Located<String>]
  /// Columns that rows of several tables are matched on.
  package var on: [Located<String>]
  /// The columns that name a row of a table whose rows were multiplied.
  package var grain: [Located<String>]

  package init(
    columns: [Located<String>] = [], by: [Located<String>] = [], on: [Located<String>] = [],
    grain: [Located<String>] = []
  ) {
    self.columns = columns
    self.by = by
    self.on = on
    self.grain = grain
  }
}

/// A table that goes into a step, as far as the plan knows it.
package struct TableShape: Sendable {
  /// The name that `from:` gives it.
  package let name: String
  package let fields: [Field]
  /// Position among `fields` of the column that tells people apart; `nil` where none does.
  package let person: Int?

  package init(name: String, fields: [Field], person: Int? = nil) {
    self.name = name
    self.fields = fields
    self.person = person
  }

  package func position(of name: String) -> Int? { fields.firstIndex { $0.name == name } }
}

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

/// All rows of a table, in order.
package struct TableRows: Sendable {
  package var columns: [Column]
  /// 1-based numbers of the rows, for messages: in the source, or in the table that a step made.
  package var rowNumbers: Buffer<Int64>
  /// Equal for rows of one person; `nil` where there is no privacy section or nobody to tell.
  package var people: Buffer<UInt64>?

  package init(columns: [Column], rowNumbers: Buffer<Int64>, people: Buffer<UInt64>? = nil) {
    self.columns = columns
    self.rowNumbers = rowNumbers
    self.people = people
  }

  package var count: Int { rowNumbers.count }
}

/// What holds for one use of a table transformer.
package struct TableContext: Sendable {
  package let inputs: [TableShape]
  package let clauses: StepClauses
  /// No group of fewer people may come out, but for the groups that are one person each; `nil`: no privacy section.
  package let k: Int?

  package init(inputs: [TableShape], clauses: StepClauses, k: Int? = nil) {
    self.inputs = inputs
    self.clauses = clauses
    self.k = k
  }
}
