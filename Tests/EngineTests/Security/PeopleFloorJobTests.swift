import Foundation
import Privacy
import Testing

@testable import Engine

/// Fits whole pipelines on tables in which a few people stand out, and looks for them in the fitted state.
@Suite struct PeopleFloorJobTests {
  /// One step for each way that a transformer has of learning from a column.
  static let ordered = [
    "{id: s, use: min_max_scaler, columns: [x]}", "{id: s, use: robust_scaler, columns: [x]}",
    "{id: s, use: robust_scaler, columns: [x], with: {quantile_range: [0, 100]}}",
    "{id: s, use: simple_imputer, columns: [x], with: {strategy: median, add_indicator: true}}",
    "{id: s, use: simple_imputer, columns: [x, c], with: {strategy: most_frequent}}",
    "{id: s, use: one_hot_encoder, columns: [c], with: {handle_unknown: ignore}}",
    "{id: s, use: one_hot_encoder, columns: [c], with: {max_categories: 2}}",
    "{id: s, use: ordinal_encoder, columns: [c]}", "{id: s, use: count_encoder, columns: [c]}",
    "{id: s, use: count_encoder, columns: [c], with: {normalize: true}}",
    "{id: s, use: target_encoder, columns: [c], with: {cv: 3}}",
    "{id: s, use: target_encoder, columns: [c], with: {cv: 3, smooth: 0}}",
    "{id: s, use: count_vectorizer, columns: [c]}",
    "{id: s, use: count_vectorizer, columns: [c], with: {analyzer: char, ngram_range: [3, 9]}}",
    "{id: s, use: tfidf_vectorizer, columns: [c]}",
  ]
  static let summed = [
    "{id: s, use: standard_scaler, columns: [x]}", "{id: s, use: variance_threshold, columns: [x]}",
    "{id: s, use: simple_imputer, columns: [x], with: {strategy: mean}}",
    "{id: s, use: select_k_best, columns: [n], with: {score_func: f_classif, k: 1}}",
    "{id: s, use: select_k_best, columns: [n], with: {score_func: chi2, k: 1}}",
  ]

  /// Who stands out: rows of (person, x, c).
  enum Outlier: String, CaseIterable {
    /// k − 1 people with many rows each.
    case fourPeople
    /// One person with far more rows than k.
    case onePersonOften
    /// Rows that name nobody: they may all be of one person.
    case nobody

    func rows(_ x: String, _ c: String) -> [String] {
      switch self {
      case .fourPeople: (0..<12).map { "odd\($0 % 4),\(x),7,\(c),\($0 % 2 == 0)" }
      case .onePersonOften: (0..<40).map { "odd,\(x),7,\(c),\($0 % 2 == 0)" }
      case .nobody: (0..<40).map { ",\(x),7,\(c),\($0 % 2 == 0)" }
      }
    }
  }

  static func table(_ outliers: [String]) -> String {
    let others = (0..<120).map { row in
      "p\(row),\(row % 10).5,\(row % 8),\(["red", "green", "blue"][row % 3]),\(row % 5 < 2)"
    }
    return (["person,x,n,c,y"] + others + outliers).joined(separator: "\n") + "\n"
  }

  /// Order statistics and categories do not even change with what the few people have.
  @Test(arguments: ordered, Outlier.allCases)
  func theStateIsTheSame(_ step: String, _ outlier: Outlier) throws {
    try SmallJob.with(steps: [step], csv: Self.table(outlier.rows("98765.4321", "sentinel"))) { small in
      let first = try small.fit().document
      try small.write(Self.table(outlier.rows("87654.321", "zzz")))
      let second = try small.fit().document
      #expect(first == second)
      for sentinel in ["98765", "sentinel"] { #expect(!first.contains(sentinel), "\(first)") }
    }
  }

  /// Sums over everybody change, but never show a value.
  @Test(arguments: summed, Outlier.allCases)
  func noValueIsShown(_ step: String, _ outlier: Outlier) throws {
    try SmallJob.with(steps: [step], csv: Self.table(outlier.rows("98765.4321", "sentinel"))) { small in
      let state = try small.fit().document
      for sentinel in ["98765", "sentinel"] { #expect(!state.contains(sentinel), "\(state)") }
    }
  }

  /// k people are enough: the test above could fail.
  @Test(arguments: ordered.filter { $0.contains("[c]") && !$0.contains("max_categories") })
  func fivePeopleAreNamed(_ step: String) throws {
    let rows = (0..<10).map { "odd\($0 % 5),1,7,sentinel,\($0 % 2 == 0)" }
    try SmallJob.with(steps: [step], csv: Self.table(rows)) { small in
      let state = try small.fit().document
      #expect(state.contains("sentinel"), "\(state)")
    }
  }

  /// A table of one person, however many rows: nothing is fitted, or nothing of the person is kept.
  @Test(arguments: ordered + summed)
  func onePersonAlone(_ step: String) throws {
    func csv(_ x: Double, _ c: String) -> String {
      "person,x,n,c,y\n" + (0..<60).map { "odd,\(x + Double($0 % 3)),\($0 % 4),\(c),\($0 % 2 == 0)\n" }.joined()
    }
    try SmallJob.with(steps: [step], csv: csv(98765.4321, "sentinel")) { small in
      guard let state = try? small.fit().document else { return }
      for sentinel in ["98765", "98766", "sentinel"] { #expect(!state.contains(sentinel), "\(state)") }
    }
  }

  /// A vocabulary is looked through for personal data before it is written, however many people share it.
  @Test(arguments: ["{id: s, use: count_vectorizer, columns: [c]}", "{id: s, use: tfidf_vectorizer, columns: [c]}"])
  func aVocabularyWithPersonalDataDoesNotLeave(_ step: String) throws {
    let gate = OutputGate(policy: .block)
    func rows(_ text: String) -> [String] { (0..<9).map { "q\($0),1.5,7,\(text),true" } }
    try SmallJob.with(steps: [step], csv: Self.table(rows("card 4012888888881882"))) { small in
      // The last digit is wrong: a number like others.
      let harmless = try small.fit()
      #expect(harmless.document.contains("4012888888881882"))
      try gate.check(harmless.json, output: "state")
      try small.write(Self.table(rows("card 4012888888881881")))
      let fitted = try small.fit()
      #expect(throws: EgressError.self) { try gate.check(fitted.json, output: "state") }
    }
  }
}
