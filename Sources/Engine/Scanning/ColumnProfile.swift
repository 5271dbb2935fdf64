package import Configuration
import Formats
package import Privacy

/// What looking at every value of a column has told: numbers only, none of its values.
package struct ColumnProfile: Sendable {
  /// In how many rows an entity was found, and in how many of them it surely is all there is.
  package struct Found: Sendable, Equatable {
    package let entity: String
    let kind: PersonalDataKind?
    /// Whether the gate of a run looks for it: one of them stops the run.
    let isGated: Bool
    package var rows: Int
    var wholeRows: Int
  }

  /// As the file has it; `nil` where it has none that could be shown.
  package let name: String?
  /// Counted from 1.
  package let position: Int
  /// Rows that have the column.
  package private(set) var rows = 0
  package private(set) var missing = 0
  /// By frequency once `finish` was called.
  package private(set) var found: [Found] = []
  /// Rows in which anything was found.
  package private(set) var foundRows = 0
  /// Of them those with something that is hardly there by chance.
  private(set) var sureRows = 0
  /// Tail numbers of aircraft look like postcodes, and many a number like one of a telephone: a score of that kind says
  /// too little to call a column personal.
  private static let sureScore = 0.7

  private(set) var distinct = DistinctValues()
  private var votes = TypeVotes()
  /// Words for a missing value among the values, and how often they occur.
  private(set) var nullWords: [String: Int] = [:]
  private var hasLeadingZero = false
  private var words = 0
  private var longest = 0
  /// Values that only text can hold: of an array of JSON.
  private(set) var hasNested = false

  /// What the name says to detectors.
  let field: FieldContext

  init(name: String?, position: Int, scanner: Scanner) {
    self.name = name
    self.position = position
    field = name.map { scanner.context(ofField: $0) } ?? .none
  }

  /// Texts that stand for a missing value in files of others.
  private static let knownNullWords = ["NA", "N/A", "n/a", "NULL", "null", "NaN", "nan", "None", "none", "-", "?"]

  mutating func addMissing() {
    rows += 1
    missing += 1
  }

  /// - Parameter text: with room for the kernels to read after it.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, isQuoted: Bool, findings: [Finding]) {
    rows += 1
    if text.isEmpty, !isQuoted {
      missing += 1
      return
    }
    distinct.insert(text)
    longest = max(longest, text.count)
    words += text.reduce(1) { $0 + ($1 == 0x20 ? 1 : 0) }
    judgeType(of: text, isQuoted: isQuoted)
    if !findings.isEmpty { note(findings, in: text) }
  }

  mutating func addNested(_ text: UnsafeBufferPointer<UInt8>, findings: [Finding]) {
    hasNested = true
    add(text, isQuoted: true, findings: findings)
  }

  private mutating func judgeType(of text: UnsafeBufferPointer<UInt8>, isQuoted: Bool) {
    if !isQuoted, text.count <= 4 {
      let word = String(decoding: text, as: UTF8.self)
      if Self.knownNullWords.contains(word) {
        nullWords[word, default: 0] += 1
        return
      }
    }
    _ = votes.add(text)
    let digits = text.first.map { "+-".utf8.contains($0) } == true ? text.dropFirst() : text[...]
    if digits.count > 1, digits.first == UInt8(ascii: "0"), (0x30...0x39).contains(digits[digits.startIndex + 1]) {
      hasLeadingZero = true
    }
  }

  private mutating func note(_ findings: [Finding], in text: UnsafeBufferPointer<UInt8>) {
    foundRows += 1
    let isSure = findings.contains { $0.score >= Self.sureScore }
    if isSure { sureRows += 1 }
    let isWhole = findings.count == 1 && Self.isWhole(findings[0].range, text)
    for kind in Set(findings.map(\.kind)) {
      let position = found.firstIndex { $0.entity == kind.name } ?? found.count
      if position == found.count {
        found.append(
          Found(
            entity: kind.name, kind: kind.personalData,
            isGated: kind.entity.map(DetectionPolicy.standard.entities.contains) ?? true, rows: 0, wholeRows: 0))
      }
      found[position].rows += 1
      if isWhole && isSure { found[position].wholeRows += 1 }
    }
  }

  /// Whether a finding is all of the text but for white space.
  private static func isWhole(_ range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text[..<range.lowerBound].allSatisfy { $0 <= 0x20 } && text[range.upperBound...].allSatisfy { $0 <= 0x20 }
  }

  /// Puts the findings in order.
  mutating func finish() {
    found.sort { ($1.rows, $0.entity) < ($0.rows, $1.entity) }
  }

  // MARK: What follows

  /// Rows with a value.
  package var present: Int { rows - missing }

  /// Whether the column has a type if its words for missing values are taken for that.
  var needsNullWords: Bool { !nullWords.isEmpty && isTyped }

  private var isTyped: Bool { type.kind != .string && type.kind != .text && type.kind != .category }

  /// Rows that are set aside because their value is not of the column's type.
  var misfits: Int { isTyped ? votes.best.map { votes.misfits(of: $0) } ?? 0 : 0 }

  /// The narrowest type that the values have, but for a few wrong ones.
  var type: (kind: ColumnDeclaration.Kind, format: ColumnDeclaration.DateOrder?) {
    if present == 0 || hasNested { return (.string, nil) }
    switch votes.best {
    // A postcode or an account is no number, though it looks like one.
    case .int?, .float?: return hasLeadingZero ? (textType, nil) : (votes.best == .int ? .int : .float, nil)
    case .bool?: return (.bool, nil)
    case .isoDate?: return (.date, nil)
    case .timestamp?: return (.timestamp, nil)
    case .dayFirstDate?: return (.date, .dmy)
    case .monthFirstDate?: return (.date, .mdy)
    default: return (textType, nil)
    }
  }

  /// Whether both orders of a date's parts fit.
  var isDateOrderOpen: Bool { votes.isDateOrderOpen }

  private var textType: ColumnDeclaration.Kind {
    if isProse { return .text }
    return isFewValues ? .category : .string
  }

  /// Sentences rather than words.
  var isProse: Bool { present > 0 && (Double(words) / Double(present) >= 4 || longest > 200) && !isFewValues }

  /// How many different values there are, as far as they were counted.
  var variety: Int { distinct.isOver ? DistinctValues.limit : min(distinct.count, DistinctValues.limit) }

  /// Few values that come again and again.
  var isFewValues: Bool { !distinct.isOver && distinct.count <= 50 && distinct.count * 2 <= present }

  /// Rows that are set aside if the column is a key: without a value, or with another row's.
  var rowsAgainstKey: Int { missing + distinct.repeats }

  /// Whether every row has a value and none has another's, but for a few that are wrong.
  package var isUnique: Bool { rows > 1 && !distinct.isOver && rowsAgainstKey * 200 <= rows }

  /// The share of values that are, as a whole, this kind of personal data.
  func share(of kind: PersonalDataKind) -> Double {
    present == 0 ? 0 : Double(found.filter { $0.kind == kind }.reduce(0) { $0 + $1.wholeRows }) / Double(present)
  }
}
