import Columns

/// How rows that are fitted on are kept from seeing their own target: what each of them is encoded from.
enum CrossFit: Sendable, Codable, Equatable {
  /// The rows of the other folds.
  case folds(Folds)
  /// The rows of strictly earlier periods, so that no row sees its own time or a later one.
  case earlier(Period)
  /// All other rows: leave one out.
  case others
}
