import Columns
import Plan

/// What a quarantine file shows of a rejected row's fields: their masks, except where the mask would tell the value.
///
/// `true` and `false` differ in length, and so do most words of a short list: such a field is a star unless it is the
/// one that broke the rule. One of a special category (GDPR Art. 9) is always a star, and so is then every field of a
/// row whose fields may have shifted.
struct QuarantineShapes {
  private let short: Set<String>
  private let special: Set<String>
  private static let shifting: Set<InvalidRecord.Rule> = [.ragged, .badQuote, .openQuote]

  init(_ source: PlannedSource) {
    special = Set(source.columns.filter { $0.field.sensitivity == .special }.map(\.field.name))
    short = Set(source.columns.filter { $0.field.type == .bool || $0.field.vocabulary != nil }.map(\.field.name))
  }

  /// `nil` for a field that the record does not have.
  func shape(of field: Int, named name: String, in record: InvalidRecord) -> String? {
    guard field < record.masked.count else { return nil }
    let mask = record.masked[field]
    let isHidden =
      special.contains(name) || short.contains(name) && record.column != name
      || Self.shifting.contains(record.rule) && !special.isEmpty
    return isHidden && !mask.isEmpty ? "*" : mask
  }
}
