import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

/// A sample use of a transformer that the common properties are checked on. Every member of the catalogue needs one.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
  /// What a sample column holds.
  enum Kind: String, Sendable {
    case float, int, bool, string, category, date, timestamp
    /// Integers from 0, for scores that take no negative number.
    case count
    /// Texts of up to five words.
    case sentence
  }

  let name: String
  var arguments: JSON = [:]
  let columns: [Kind]
  /// Positions of those that the transformer reads beside its inputs; they have no missing value.
  var companions: Set<Int> = []
  var target: Kind?
  /// Whether the sample has missing values: some in each column, and eight rows that are missing altogether.
  var hasMissing = true
  /// Whether infinities are refused; an expression instead makes what it cannot compute missing.
  var refusesInfinity = true
  /// Whether scaling and shifting the input leaves the output as it is.
  var isAffineInvariant = false
  /// Whether the target decides which columns come out, rather than what is in them.
  var selects = false
  /// Whether it keeps rows, and therefore is not fitted at all where k is set.
  var refusesFloor = false

  static let all: [ConformanceCase] = [
    imputation, normalization, binning, encoding, selection, text, time, interactions, expressions,
  ].flatMap { $0 }

  var testDescription: String { arguments == [:] ? name : "\(name) \(arguments.line)" }

  /// The cases whose transformer is in the catalogue.
  static var inCatalog: [ConformanceCase] { all.filter { Catalog.entry(named: $0.name) != nil } }
  /// Those whose outputs are made of the target.
  static var learningFromTarget: [ConformanceCase] { inCatalog.filter { $0.target != nil && !$0.selects } }
  static var respectingFloor: [ConformanceCase] { inCatalog.filter { !$0.refusesFloor } }
  static var refusingInfinity: [ConformanceCase] { inCatalog.filter { $0.refusesInfinity } }
  /// Those that know a fixed set of categories.
  static var encoders: [ConformanceCase] { inCatalog.filter { $0.name.hasSuffix("_encoder") } }
  /// Those whose every output is a rising function of its one input.
  static var rising: [ConformanceCase] {
    let others = ["quantile_transformer", "power_transformer", "winsorizer", "log1p"]
    return inCatalog.filter { $0.name.hasSuffix("_scaler") || others.contains($0.name) }
  }
  /// Those of them that can be inverted over the range that was fitted; capping and coarse quantiles cannot.
  static var invertible: [ConformanceCase] {
    rising.filter { $0.name != "winsorizer" && $0.arguments["n_quantiles"] == nil }
  }
  static var affineInvariant: [ConformanceCase] { inCatalog.filter { $0.isAffineInvariant } }
}

// MARK: - The sample

extension ConformanceCase {
  /// Rows that are missing in every column, where there are missing values at all.
  static let missingRows = 48..<56

  func transformer() throws -> any Transformer {
    let entry = try #require(Catalog.entry(named: name))
    var decoder = Decoder(file: "test")
    let decoded = entry.decode(Node(arguments), &decoder)
    var transformer = try #require(decoded, "\(decoder.diagnostics.map(\.message))")
    try transformer.bind([:])
    return transformer
  }

  /// 120 rows of 40 people, three rows each.
  func table(for transformer: any Transformer, seed: UInt64) -> Table {
    var generator = SeededGenerator(seed: seed)
    let count = 120
    let columns = columns.enumerated().map { position, kind in
      let field = Field(name: "\(kind.rawValue)\(position)", type: kind.type, isNullable: hasMissing)
      let hasMissing = hasMissing && !companions.contains(position)
      return (field, kind.column(count, hasMissing: hasMissing, &generator))
    }
    let target = target.map { kind in
      (
        Field(name: "target", type: kind.type, role: .target, isNullable: false),
        kind.column(count, hasMissing: false, &generator)
      )
    }
    var table = Table(columns, target: target, people: (0..<count).map { UInt64($0 % 40 + 1) })
    if let own = transformer.ownInputs?.map(\.value) {
      let order = own.compactMap { name in table.fields.firstIndex { $0.name == name } }
      table.columns = order.map { table.columns[$0] }
      table.fields = order.map { table.fields[$0] }
    }
    return table
  }
}

extension ConformanceCase.Kind {
  var type: ColumnType {
    switch self {
    case .float: .float
    case .int, .count: .int
    case .bool: .bool
    case .string, .sentence: .string
    case .category: .category
    case .date: .date
    case .timestamp: .timestamp
    }
  }

  /// Six categories, each of many rows; numbers with ties.
  func column(_ count: Int, hasMissing: Bool, _ generator: inout SeededGenerator) -> Column {
    let missing = (0..<count).map { row in
      hasMissing && (ConformanceCase.missingRows.contains(row) || Int.random(in: 0..<8, using: &generator) == 0)
    }
    func values<Value>(_ make: (inout SeededGenerator) -> Value) -> [Value?] {
      (0..<count).map { row in
        let value = make(&generator)
        return missing[row] ? nil : value
      }
    }
    switch self {
    case .float: return .float(values { ($0.normal() * 6).rounded() / 2 + 0.1 })
    case .int: return .int(values { Int64.random(in: -9...9, using: &$0) })
    case .count: return .int(values { Int64.random(in: 0...5, using: &$0) })
    case .bool: return .bool(values { Bool.random(using: &$0) })
    case .string: return .string(values { ["d", "b", "e", "a", "é", "c"].randomElement(using: &$0)! })
    case .sentence:
      let words = ["the", "cat", "Sat", "Élan", "on", "a", "mat-box", "42"]
      return .string(
        values { generator in
          (0..<Int.random(in: 0...5, using: &generator)).map { _ in words.randomElement(using: &generator)! }
            .joined(separator: " ")
        })
    case .category:
      return .category(values { ["green", "red", "blue", "white", "Red", "grey"].randomElement(using: &$0)! })
    case .date: return .date(values { Int32.random(in: 0...20_000, using: &$0) })
    case .timestamp: return .timestamp(values { Int64.random(in: 0...1_700_000_000_000_000, using: &$0) })
    }
  }
}
