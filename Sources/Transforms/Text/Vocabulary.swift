import Columns
import Configuration

/// The terms of one column that have an output column, and how much each weighs.
struct Vocabulary: FittedColumn {
  let name: String
  /// Distinct, in the order of their columns.
  let terms: [String]
  /// The inverse document frequency of each term; `nil` where none is used.
  let weights: [Double]?
  let table: StringTable

  init(name: String, terms: [String], weights: [Double]?) {
    self.name = name
    self.terms = terms
    self.weights = weights
    table = StringTable(Strings(terms))
  }

  var outputNames: [String] { terms.map { "\(name)_\($0)" } }

  static func == (left: Self, right: Self) -> Bool {
    left.name == right.name && left.terms == right.terms && left.weights == right.weights
  }
}

extension Vocabulary {
  static let members: [StateMember] = ["name", .categories("terms"), .statistics("idf")]

  init(_ reader: StateReader) throws(TransformError) {
    let terms = try reader.categories("terms")
    let weights = reader.isNull("idf") ? nil : try reader.numbers("idf")
    // 1 + ln of a number of texts is below 50.
    guard weights.map({ $0.count == terms.count && $0.allSatisfy { (0...50).contains($0) } }) ?? true else {
      throw .badState(problem: "`idf` does not weigh each term")
    }
    self.init(name: try reader.string("name"), terms: terms, weights: weights)
  }

  var json: JSON {
    [
      "name": .string(name),
      "terms": .array(terms.map { .string($0) }),
      "idf": weights.map { .array($0.map { .float($0) }) } ?? .null,
    ]
  }
}
