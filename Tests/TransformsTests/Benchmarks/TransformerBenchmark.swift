import Columns
import Configuration
import Glibc
import TestSupport
import Testing

@testable import Transforms

/// `make bench-transformers` prints nanoseconds per row on one core beside those of scikit-learn and its like;
/// Tests/Bench/transformers.py starts this with FEATURIZE_BENCH_ROWS set, and Tests/Bench/peers makes the same data.
@Suite struct TransformerBenchmark {
  static let rowCount = getenv("FEATURIZE_BENCH_ROWS").flatMap { Int(String(cString: $0)) }
  /// Whether the row was asked for, by the start of its name in FEATURIZE_BENCH_ONLY.
  static func isChosen(_ name: String) -> Bool {
    name.hasPrefix(getenv("FEATURIZE_BENCH_ONLY").map { String(cString: $0) } ?? "")
  }
  /// Rows of a batch, as the engine cuts them.
  static let batch = 1 << 16

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    var arguments: JSON = [:]
    let inputs: [Input]
    var target: Input?
    /// For what grows faster than the rows.
    var rowLimit = Int.max
    var testDescription: String {
      let words = (arguments.object ?? []).flatMap { member in
        member.value.object?.compactMap(\.value.string) ?? [member.value.string].compactMap { $0 }
      }
      return ([name] + words).joined(separator: " ")
    }
  }

  enum Input: Sendable {
    /// Floats, one of 20 missing, and without missing values.
    case gaps, floats
    /// Ints from 0 to 99.
    case counts
    /// The same, one of 20 missing.
    case gapsInCounts
    /// So many categories, one as frequent as the other.
    case categories(Int)
    /// The same as strings.
    case strings(Int)
    /// Texts that list three of so many labels.
    case lists(Int)
    /// Timestamps of ten years.
    case moments
    case bool
    /// Eight of 2,000 words.
    case texts
  }

  static let rows: [Row] = [
    Row(name: "standard_scaler", inputs: four(.gaps)),
    Row(name: "min_max_scaler", inputs: four(.gaps)),
    Row(name: "robust_scaler", inputs: four(.gaps)),
    Row(name: "max_abs_scaler", inputs: four(.gaps)),
    Row(name: "quantile_transformer", inputs: four(.gaps)),
    Row(name: "quantile_transformer", arguments: ["output_distribution": "normal"], inputs: four(.gaps)),
    Row(name: "power_transformer", inputs: four(.gaps)),
    Row(name: "power_transformer", arguments: ["method": "box-cox"], inputs: four(.gaps)),
    Row(name: "log1p", inputs: four(.gaps)),
    Row(name: "normalizer", inputs: four(.floats)),
    Row(name: "l2_normalize", inputs: four(.floats)),
    Row(name: "winsorizer", inputs: four(.floats)),
    Row(name: "winsorizer", arguments: ["capping_method": "iqr"], inputs: four(.floats)),
    Row(name: "winsorizer", arguments: ["capping_method": "mad"], inputs: four(.floats)),
    Row(name: "squashing_scaler", inputs: four(.gaps)),
    Row(name: "simple_imputer", arguments: ["strategy": "mean"], inputs: four(.gaps)),
    Row(name: "simple_imputer", arguments: ["strategy": "median"], inputs: four(.gaps)),
    Row(name: "simple_imputer", arguments: ["strategy": "most_frequent"], inputs: four(.counts)),
    Row(name: "missing_indicator", inputs: four(.gaps)),
    Row(
      name: "group_imputer", arguments: ["by": ["c4"], "strategy": "mean"], inputs: four(.gaps) + [.categories(105)]),
    Row(
      name: "group_imputer", arguments: ["by": ["c4"], "strategy": "median"], inputs: four(.gaps) + [.categories(105)]),
    Row(name: "random_sample_imputer", inputs: [.gapsInCounts]),
    Row(name: "knn_imputer", inputs: four(.gaps), rowLimit: 10_000),
    Row(name: "iterative_imputer", inputs: four(.gaps), rowLimit: 200_000),
    Row(name: "kbins_discretizer", arguments: ["encode": "ordinal"], inputs: four(.floats)),
    Row(
      name: "kbins_discretizer", arguments: ["encode": "onehot-dense", "strategy": "uniform"], inputs: four(.floats)),
    Row(name: "kbins_discretizer", arguments: ["encode": "ordinal", "strategy": "kmeans"], inputs: four(.floats)),
    Row(name: "binarizer", arguments: ["threshold": 0.5], inputs: four(.floats)),
    Row(
      name: "decision_tree_discretizer", arguments: ["bin_output": "bin_number"], inputs: four(.floats), target: .floats
    ),
    Row(name: "polynomial_features", inputs: four(.floats)),
    Row(name: "pca", inputs: four(.floats)),
    Row(name: "spline_transformer", inputs: four(.floats)),
    Row(name: "one_hot_encoder", inputs: [.categories(105)]),
    Row(name: "one_hot_encoder", arguments: ["drop": "none"], inputs: [.categories(5)]),
    Row(name: "one_hot_encoder", arguments: ["handle_unknown": "ignore"], inputs: [.strings(105)]),
    Row(name: "ordinal_encoder", inputs: [.categories(105)]),
    Row(name: "ordinal_encoder", arguments: ["handle_unknown": "error"], inputs: [.strings(4000)]),
    Row(name: "count_encoder", inputs: [.categories(4000)]),
    Row(name: "target_encoder", inputs: [.categories(4000)], target: .bool),
    Row(name: "target_encoder", arguments: ["target_type": "continuous"], inputs: [.categories(4000)], target: .floats),
    Row(name: "frequency_encoder", inputs: [.categories(4000)]),
    Row(name: "rare_label_encoder", arguments: ["tol": 0.0001], inputs: [.categories(4000)]),
    Row(name: "binary_encoder", inputs: [.categories(4000)]),
    Row(name: "base_n_encoder", arguments: ["base": 10], inputs: [.categories(4000)]),
    Row(name: "hashing_encoder", inputs: [.categories(4000)]),
    Row(name: "feature_hasher", arguments: ["n_features": 16], inputs: [.strings(4000), .floats]),
    Row(name: "multi_label_binarizer", inputs: [.lists(20)]),
    Row(
      name: "cyclical", arguments: ["max_values": ["c0": "hour"], "drop_original": true], inputs: four(.counts)),
    Row(name: "cyclical", arguments: ["drop_original": true], inputs: four(.floats)),
    Row(name: "datetime_features", inputs: [.moments]),
    Row(name: "datetime_features", arguments: ["features_to_extract": "all"], inputs: [.moments]),
    Row(name: "elapsed_time", arguments: ["reference": "c1"], inputs: [.moments, .moments]),
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
    Row(name: "normalize_text", inputs: [.texts]),
    Row(name: "text_stats", inputs: [.texts]),
    Row(name: "count_vectorizer", inputs: [.texts]),
    Row(name: "tfidf_vectorizer", inputs: [.texts]),
    Row(name: "tfidf_vectorizer", arguments: ["analyzer": "char_wb", "ngram_range": [3, 3]], inputs: [.texts]),
    Row(name: "hashing_vectorizer", inputs: [.texts]),
    Row(
      name: "select_percentile", arguments: ["score_func": "mutual_info_classif", "percentile": 50],
      inputs: four(.floats), target: .bool),
    Row(
      name: "select_percentile", arguments: ["score_func": "mutual_info_regression", "percentile": 50],
      inputs: four(.floats), target: .floats),
    Row(name: "select_fdr", arguments: ["score_func": "f_classif"], inputs: four(.floats), target: .bool),
    Row(name: "drop_correlated", inputs: four(.gaps)),
    Row(name: "drop_duplicates", inputs: four(.gaps)),
    Row(
      name: "population_stability", arguments: ["missing_values": "ignore"], inputs: four(.gaps)),
    Row(name: "select_from_model", arguments: ["estimator": "ridge"], inputs: four(.floats), target: .floats),
    Row(
      name: "select_from_model", arguments: ["estimator": "logistic_regression"], inputs: four(.floats), target: .bool),
    Row(name: "rfe", arguments: ["estimator": "lasso", "alpha": 0.001], inputs: four(.floats), target: .floats),
  ]

  static func four(_ input: Input) -> [Input] { Array(repeating: input, count: 4) }

  @Test(.enabled(if: rowCount != nil), .serialized, arguments: rows)
  func measure(_ row: Row) throws {
    guard Self.isChosen(row.testDescription) else { return }
    var generator = SeededGenerator(seed: 1)
    let rowCount = min(Self.rowCount!, row.rowLimit)
    let batches = stride(from: 0, to: rowCount, by: Self.batch).map { start in
      let count = min(Self.batch, rowCount - start)
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

    let fit = try CPUTime.least(rowCount) { _ = try fitErased(transformer, batches, context) }
    let fitted = try fitErased(transformer, batches, context)
    let isFittedRows = transformer is any TargetLearner
    let transform = try CPUTime.least(rowCount) {
      for batch in batches { _ = try transformer.transformErased(batch, fitted, isFittedRows: isFittedRows) }
    }
    print("benchmark\t\(row.testDescription)\t\(fit)\t\(transform)")
  }

  /// Bytes that the indicators of 1,000 categories take: when all are made, and at the worst moment on the way. Prints
  /// them as a row of its own; on Linux, where the peak can be set back.
  @Test(.enabled(if: rowCount != nil))
  func measureMemory() throws {
    let name = "one_hot_encoder 1000 categories"
    guard Self.isChosen(name) else { return }
    var generator = SeededGenerator(seed: 1)
    let batches = stride(from: 0, to: Self.rowCount!, by: Self.batch).map { start in
      let count = min(Self.batch, Self.rowCount! - start)
      return Rows(
        columns: [Input.categories(1000).column(count, &generator)], rowNumbers: Buffer((0..<count).map { Int64($0) }))
    }
    let encoder = OneHotEncoder()
    let fitted = try encoder.fit(batches, FitContext(inputs: [Field(name: "c", type: .category)]))
    let before = ResidentMemory.settled()
    let outputs = try batches.map { try encoder.transform($0, fitted) }
    let after = ResidentMemory.current()
    let (held, peak) = (after.now - before.now, after.peak - before.now)
    #expect(outputs.allSatisfy { $0.count == 1000 })
    print("memory\t\(name)\t\(held / Self.rowCount!)\t\(peak / Self.rowCount!)")
  }
}

extension TransformerBenchmark.Input {
  fileprivate func column(_ count: Int, _ generator: inout SeededGenerator) -> Column {
    func values<Value>(_ make: (UInt64) -> Value) -> [Value] { (0..<count).map { _ in make(generator.next()) } }
    switch self {
    case .floats: return Column(.float(Buffer(values { Double($0 >> 11) * 0x1p-53 })))
    case .gaps: return .float(values { $0 % 20 == 0 ? nil : Double($0 >> 11) * 0x1p-53 })
    case .counts: return Column(.int(Buffer(values { Int64($0 % 100) })))
    case .gapsInCounts: return .int(values { $0 % 20 == 0 ? nil : Int64($0 % 100) })
    case .bool: return .bool(values { $0 % 2 == 0 })
    case .texts:
      return .string(
        (0..<count).map { _ in (0..<8).map { _ in "Word\(generator.next() % 2000)" }.joined(separator: ", ") })
    case .strings(let number):
      return .string(values { "category-\($0 % UInt64(number))" })
    case .lists(let number):
      let number = UInt64(number)
      return .string(values { "label-\($0 % number),label-\($0 / number % number),label-\($0 >> 32 % number)" })
    case .moments:
      return Column(.timestamp(Buffer(values { 1_500_000_000_000_000 + Int64($0 % 315_360_000_000_000) })))
    case .categories(let number):
      return .category(values { "category-\($0 % UInt64(number))" })
    }
  }
}
