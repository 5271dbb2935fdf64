import Columns
import Configuration
import Formats
import Plan

/// A row that broke the contract, as it is counted, reported and set aside: where and which rule, and the shapes of its
/// values.
package struct InvalidRecord: Sendable {
  /// The rules, by the names they have in manifests and quarantine files.
  package enum Rule: String, Sendable, CaseIterable {
    case wrongType = "wrong_type"
    case missing
    case belowMinimum = "below_min"
    case aboveMaximum = "above_max"
    case notAllowed = "not_allowed"
    case ragged
    case badUTF8 = "bad_utf8"
    case nulByte = "nul_byte"
    case openQuote = "open_quote"
    case badQuote = "bad_quote"
    case fieldTooLarge = "field_too_large"
    case recordTooLarge = "record_too_large"
    case badJSON = "bad_json"
    case extraMember = "extra_member"
    case untreatable
    case repeated = "not_unique"
  }

  /// From 1; within the chunk until the chunk is settled, then within the source.
  var row: Int64
  /// The column of the contract; `nil` where it is the whole record.
  let column: String?
  let rule: Rule
  /// More about the rule, without a value.
  let problem: String
  /// The masked fields of the record, in the order of the source's first file; none where they are not at hand.
  var masked: Strings

  init(row: Int64, column: String?, rule: Rule, problem: String = "", masked: Strings = Strings([String]())) {
    self.row = row
    self.column = column
    self.rule = rule
    self.problem = problem.isEmpty ? rule.problem : problem
    self.masked = masked
  }

  /// - Parameters:
  ///   - layout: of the record's file.
  ///   - shown: the layout in whose order the masked fields are to stand.
  init(_ invalid: InvalidRow, layout: RecordLayout, shownAs shown: RecordLayout) {
    // A field that the contract does not name has no name here: the first line of a headerless file is data.
    let column = invalid.field.flatMap { layout.contract(ofField: $0)?.field.name }
    var problem = ""
    if invalid.rule == .ragged { problem = "has \(invalid.fieldCount) fields, the header has \(layout.width)" }
    self.init(
      row: invalid.rowNumber, column: column, rule: Rule(invalid.rule), problem: problem,
      masked: layout.rearranged(invalid.masked, as: shown))
  }
}

extension RecordLayout {
  /// The fields of a record of this layout in the order of another one. A record with another number of fields stays as
  /// it is: which of its fields is which is not known.
  fileprivate func rearranged(_ fields: Strings, as other: RecordLayout) -> Strings {
    guard positions != other.positions, fields.count == width else { return fields }
    var texts = [String](repeating: "", count: other.width)
    for (position, target) in zip(positions, other.positions) {
      if let position, let target { texts[target] = fields[position] }
    }
    return Strings(texts)
  }
}

extension InvalidRecord {
  func diagnostic(for source: PlannedSource, severity: Diagnostic.Severity = .error) -> Diagnostic {
    Diagnostic(
      rule.code, at: .data(source: source.name, row: Int(row), column: column), problem,
      help: severity == .error ? "mend the row, or let on_invalid_row set such rows aside" : nil, severity: severity)
  }
}

extension InvalidRecord.Rule {
  init(_ rule: InvalidRule) {
    self =
      switch rule {
      case .wrongType: .wrongType
      case .missing: .missing
      case .belowMinimum: .belowMinimum
      case .aboveMaximum: .aboveMaximum
      case .notAllowed: .notAllowed
      case .ragged: .ragged
      case .badUTF8: .badUTF8
      case .nulByte: .nulByte
      case .openQuote: .openQuote
      case .badQuote: .badQuote
      case .fieldTooLarge: .fieldTooLarge
      case .recordTooLarge: .recordTooLarge
      case .badJSON: .badJSON
      case .extraMember: .extraMember
      }
  }

  /// What is wrong, to follow the place.
  var problem: String {
    switch self {
    case .wrongType: "the text is not a value of the column's type"
    case .missing: "a value is missing"
    case .belowMinimum: "the number is below `min`"
    case .aboveMaximum: "the number is above `max`"
    case .notAllowed: "the text is none of `values`"
    case .ragged: "the record has another number of fields than the header"
    case .badUTF8: "the bytes are not UTF-8"
    case .nulByte: "the field holds a NUL byte"
    case .openQuote: "the file ends within a quoted field"
    case .badQuote: "a quote stands inside an unquoted field, or text follows a closing quote"
    case .fieldTooLarge: "the field is larger than the limit"
    case .recordTooLarge: "the record is larger than the limit"
    case .badJSON: "the line is not one JSON object"
    case .extraMember: "the line has a member that the contract does not name"
    case .untreatable: "the privacy rule cannot treat the value"
    case .repeated: "an earlier row has the same unique value"
    }
  }
}

extension [InvalidRecord] {
  /// How many rows broke each rule, in the order of the rules.
  var countsByRule: [(rule: String, rows: Int)] {
    var counts: [InvalidRecord.Rule: Int] = [:]
    for record in self { counts[record.rule, default: 0] += 1 }
    return InvalidRecord.Rule.allCases.compactMap { rule in counts[rule].map { (rule.rawValue, $0) } }
  }
}
