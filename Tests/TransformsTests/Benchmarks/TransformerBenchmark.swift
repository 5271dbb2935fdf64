import Columns
import Configuration
import Glibc
import TestSupport
import Testing

@testable import Transforms

/// `make bench-transformers` prints nanoseconds per row on one core beside those of scikit-learn; Tests/Bench/transformers.py
/// starts this with FEATURIZE_BENCH_ROWS set and makes the same data for its side.
@Suite struct TransformerBenchmark {
  static let rowCount = getenv("FEATURIZE_BENCH_ROWS").flatMap { Int(String(cString: $0)) }
  /// Rows of a batch, as the engine cuts them.
  static let batch = 1 << 16

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    var arguments: JSON = [:]
    let inputs: [Input]
    var target: Input?
    var testDescription: String {
      ([name] + (arguments.object ?? []).compactMap(\.value.string)).joined(separator: " ")
    }
  }

  enum Input: Sendable {
    /// Floats, one of 20 missing, and without missing values.
    case gaps, floats
    /// Ints from 0 to 99.
    case counts
    /// So many categories, one as frequent as the other.
    case categories(Int)
    /// The same as strings.
    case strings(Int)
    case bool
  }

  static let rows: [Row] = [
    Row(name: "standard_scaler", inputs: four(.gaps)),
    Row(name: "min_max_scaler", inputs: four(.gaps)),
    Row(name: "robust_scaler", inputs: four(.gaps)),
    Row(name: "simple_imputer", arguments: ["strategy": "mean"], inputs: four(.gaps)),
    Row(name: "simple_imputer", arguments: ["strategy": "median"], inputs: four(.gaps)),
    Row(name: "simple_imputer", arguments: ["strategy": "most_frequent"], inputs: four(.counts)),
    Row(name: "one_hot_encoder", inputs: [.categories(105)]),
    Row(name: "one_hot_encoder", arguments: ["handle_unknown": "ignore"], inputs: [.strings(105)]),
    Row(name: "ordinal_encoder", inputs: [.categories(105)]),
    Row(name: "ordinal_encoder", arguments: ["handle_unknown": "error"], inputs: [.strings(4000)]),
    Row(name: "count_encoder", inputs: [.categories(4000)]),
    Row(name: "target_encoder", inputs: [.categories(4000)], target: .bool),
    Row(name: "target_encoder", arguments: ["target_type": "continuous"], inputs: [.categories(4000)], target: .floats),
    Row(name: "leave_one_out_encoder", inputs: [.categories(4000)], target: .bool),
    Row(name: "m_estimate_encoder", inputs: [.categories(4000)], target: .bool),
    Row(name: "james_stein_encoder", inputs: [.categories(4000)], target: .bool),
    Row(name: "weight_of_evidence_encoder", inputs: [.categories(4000)], target: .bool),
    Row(name: "variance_threshold", inputs: four(.gaps)),
    Row(name: "select_k_best", arguments: ["score_func": "f_classif", "k": 2], inputs: four(.floats), target: .bool),
    Row(
      name: "select_k_best", arguments: ["score_func": "f_regression", "k": 2], inputs: four(.floats), target: .floats),
    Row(name: "select_k_best", arguments: ["score_func": "chi2", "k": 2], inputs: four(.counts), target: .bool),
    Row(
      name: "select_k_best", arguments: ["score_func": "mutual_info_classif", "k": 2], inputs: four(.counts),
      target: .bool),
  ]

  static func four(_ input: Input) -> [Input] { Array(repeating: input, count: 4) }

  @Test(.enabled(if: rowCount != nil), .serialized, arguments: rows)
  func measure(_ row: Row) throws {
    var generator = SeededGenerator(seed: 1)
    let batches = stride(from: 0, to: Self.rowCount!, by: Self.batch).map { start in
      let count = min(Self.batch, Self.rowCount! - start)
      return Rows(
        columns: row.inputs.map { $0.column(count, &generator) }, rowNumbers: Buffer((0..<count).map { Int64($0) }),
        target: row.target?.column(count, &generator), hashes: Buffer((0..<count).map { _ in generator.next() }))
    }
    let fields = zip(0..., batches[0].columns).map { Field(name: "c\($0)", type: $1.valueType) }
    let target = batches[0].target.map { Field(name: "y", type: $0.valueType, role: .target) }
    var decoder = Decoder(file: "benchmark")
    let entry = try #require(Catalog.entry(named: row.name))
    let transformer = try #require(entry.decode(Node(row.arguments), &decoder))
    try transformer.check(fields, target: target)
    let context = FitContext(inputs: fields, target: target)

    var (fit, transform) = (Double.infinity, Double.infinity)
    for _ in 0..<3 {
      var fitted: (any FittedState)?
      fit = min(fit, try Self.seconds { fitted = try fitErased(transformer, batches, context) })
      let state = try #require(fitted)
      let isFittedRows = transformer is any TargetLearner
      transform = min(
        transform,
        try Self.seconds {
          for batch in batches { _ = try transformer.transformErased(batch, state, isFittedRows: isFittedRows) }
        })
    }
    let nanoseconds = [fit, transform].map { String(Int(($0 / Double(Self.rowCount!) * 1e10).rounded())) }
    print("benchmark\t\(row.testDescription)\t\(nanoseconds[0])\t\(nanoseconds[1])")
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    let (whole, atto) = (ContinuousClock.now - start).components
    return Double(whole) + Double(atto) * 1e-18
  }
}

extension TransformerBenchmark.Input {
  fileprivate func column(_ count: Int, _ generator: inout SeededGenerator) -> Column {
    func values<Value>(_ make: (UInt64) -> Value) -> [Value] { (0..<count).map { _ in make(generator.next()) } }
    switch self {
    case .floats: return Column(.float(Buffer(values { Double($0 >> 11) * 0x1p-53 })))
    case .gaps: return .float(values { $0 % 20 == 0 ? nil : Double($0 >> 11) * 0x1p-53 })
    case .counts: return Column(.int(Buffer(values { Int64($0 % 100) })))
    case .bool: return .bool(values { $0 % 2 == 0 })
    case .strings(let number):
      return .string(values { "category-\($0 % UInt64(number))" })
    case .categories(let number):
      return .category(values { "category-\($0 % UInt64(number))" })
    }
  }
}
