import Columns
import Configuration

/// The holidays of the run that fitted, so that the same days are holidays wherever the state is applied.
struct Holidays: FittedState {
  let columns: [String]
  /// Since 1970-01-01, ascending.
  let days: [Int32]

  init(columns: [String], days: [Int32]) {
    self.columns = columns
    self.days = days
  }

  /// The holidays are the pipeline's.
  static let members: [StateMember] = ["columns", "holidays"]

  init(json: JSON) throws(TransformError) {
    let reader = try StateReader(json, Self.members)
    columns = try reader.categories("columns")
    let texts = try reader.categories("holidays")
    days = texts.compactMap { Calendar.date($0) }
    guard days.count == texts.count else { throw .badState(problem: "`holidays` is not a list of dates") }
  }

  var json: JSON {
    [
      "columns": .array(columns.map { .string($0) }),
      "holidays": .array(days.map { .string(CivilDate(daysSinceEpoch: $0).description) }),
    ]
  }

  var inputs: [String]? { columns }
}
