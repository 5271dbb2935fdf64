import Columns
import Configuration

extension ColumnSelector {
  /// The columns that the selector picks, in the order written for names, in the order of the columns for a query.
  ///
  /// - Parameter admitsTarget: whether the target may be named: by steps that see earlier rows' alone.
  /// - Throws: a name that no column has, or a selector that picks nothing.
  func resolve(
    among columns: [PlannedColumn], at span: SourceSpan, admitsTarget: Bool = false
  ) throws(PlanProblem) -> [PlannedColumn] {
    switch self {
    case .names(let names):
      var picked: [PlannedColumn] = []
      for name in names {
        let column = try columns.column(named: name)
        guard !picked.contains(where: { $0.id == column.id && !$0.isFamily }) else {
          throw PlanProblem(.duplicateColumn, at: name.span, "`\(name.value)` is listed twice")
        }
        if column.field.role != .feature, !(admitsTarget && column.field.role == .target) {
          throw PlanProblem(
            .roleNotFeature, at: name.span,
            "column `\(name.value)` has role \(column.field.role.rawValue); steps transform features",
            help: column.field.role == .time
              ? "leave it out; it is carried to the outputs as it is; `use: derive` makes a copy to work on: "
                + "`with: {columns: {moment: \"\(name.value)\"}}`"
              : "leave it out; it is carried to the outputs as it is")
        }
        if !picked.contains(where: { $0.id == column.id }) { picked.append(column) }
      }
      return picked
    case .query(let query):
      if let role = query.role.first(where: { $0 != .feature }) {
        throw PlanProblem(
          .roleNotFeature, at: span, "the selector asks for role \(role.rawValue); steps transform features",
          help: "leave the role out; other columns are carried to the outputs as they are")
      }
      let picked = columns.filter { query.picks($0) }
      guard !picked.isEmpty else {
        throw PlanProblem(
          .emptySelection, at: span, "the selector picks no column",
          help: "`featurize plan` prints the columns before each step")
      }
      return picked
    }
  }
}

extension [PlannedColumn] {
  /// The column of that name, or the open family it will belong to.
  func column(named name: Located<String>) throws(PlanProblem) -> PlannedColumn {
    if let exact = first(where: { $0.field.name == name.value }) { return exact }
    if let family = first(where: { $0.isFamily && NamePattern.matches($0.field.name, name.value) }) { return family }
    throw PlanProblem(
      .unknownColumn, at: name.span, "there is no column `\(name.value)` here",
      help: Spelling.nearest(to: name.value, among: map(\.field.name)).map { "did you mean `\($0)`?" }
        ?? "`featurize plan` prints the columns before each step")
  }
}

extension ColumnQuery {
  /// Whether the column, or one of the family that it stands for, is a feature that the query describes.
  func picks(_ column: PlannedColumn) -> Bool {
    let field = column.field
    return field.role == .feature
      && (type.isEmpty || type.contains { $0.picks(field.type) })
      && (tag.isEmpty || tag.contains { field.tags.contains($0) })
      && (match.isEmpty
        || match.contains {
          column.isFamily ? NamePattern.overlap($0, field.name) : NamePattern.matches($0, field.name)
        })
      && !except.contains { NamePattern.matches($0.value, field.name) }
  }
}

extension ColumnQuery.Kind {
  func picks(_ type: ColumnType) -> Bool {
    self == .number ? type.isNumber : rawValue == type.rawValue
  }
}
