import Columns
import Configuration

/// `{"columns": […]}`, and `"limits"` where infinities are clipped.
struct FittedNormalization<Element: FittedColumn>: FittedState {
  let columns: [Element]
  /// By column; `nil` unless infinities are clipped.
  let limits: [FittedLimits]?

  init(_ columns: [Element], limits: [FittedLimits]? = nil) {
    self.columns = columns
    self.limits = limits
  }

  static var members: [StateMember] { [.parts("columns", Element.members), .parts("limits", FittedLimits.members)] }

  init(json: JSON) throws(TransformError) {
    let hasLimits = json["limits"] != nil
    let reader = try StateReader(json, hasLimits ? Self.members : [Self.members[0]])
    columns = try reader.columns()
    limits = hasLimits ? try reader.columns("limits") : nil
    guard limits.map({ $0.map(\.name) == columns.map(\.name) }) ?? true else {
      throw .badState(problem: "its limits are of other columns")
    }
  }

  var json: JSON {
    let columns = JSON.Member("columns", .array(columns.map(\.json)))
    return .object([columns] + (limits.map { [JSON.Member("limits", .array($0.map(\.json)))] } ?? []))
  }

  var inputs: [String]? { columns.map(\.name) }
}
