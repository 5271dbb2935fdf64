import Configuration
import Foundation
import Privacy
import TestSupport
import Testing

@testable import Engine

/// Input that somebody has tampered with: whatever it is, it is refused or used, and the process lives.
@Suite struct HostileInputTests {
  static let steps = [
    "{id: fill, use: simple_imputer, columns: [x], with: {strategy: median, add_indicator: true}}",
    "{id: words, use: simple_imputer, columns: [c], with: {strategy: most_frequent}}",
    "{id: sum, use: derive, with: {columns: {sum: \"x + n\"}}}",
    "{id: std, use: standard_scaler, columns: [sum]}", "{id: minmax, use: min_max_scaler, columns: [n]}",
    "{id: robust, use: robust_scaler, columns: [x]}",
    "{id: count, use: count_encoder, columns: [c], as: \"{column}_count\"}",
    "{id: vary, use: variance_threshold, columns: [x, n, sum]}",
    "{id: target, use: target_encoder, columns: [c], with: {cv: 3}}",
  ]

  /// A step for each member that fits on a table of people, alone.
  static let members = [
    "simple_imputer, columns: [x, n]", "missing_indicator, columns: [x, c]",
    "group_imputer, columns: [x], with: {by: c}",
    "random_sample_imputer, columns: [n, c]", "iterative_imputer, columns: [x, n]", "standard_scaler, columns: [x]",
    "min_max_scaler, columns: [x]", "robust_scaler, columns: [x]", "max_abs_scaler, columns: [x]",
    "quantile_transformer, columns: [x], with: {n_quantiles: 9}", "power_transformer, columns: [x]",
    "squashing_scaler, columns: [x]", "winsorizer, columns: [x], with: {missing_values: ignore}", "log1p, columns: [n]",
    "normalizer, columns: [n]", "kbins_discretizer, columns: [n]", "binarizer, columns: [n]",
    "fixed_bins, with: {binning_dict: {n: [0, 4, 9]}}",
    "decision_tree_discretizer, columns: [n], with: {regression: false}", "one_hot_encoder, columns: [c]",
    "ordinal_encoder, columns: [c]", "count_encoder, columns: [c]", "target_encoder, columns: [c], with: {cv: 3}",
    "frequency_encoder, columns: [c]", "rare_label_encoder, columns: [c]", "binary_encoder, columns: [c]",
    "base_n_encoder, columns: [c]", "hashing_encoder, columns: [c]",
    "feature_hasher, columns: [c, x], with: {n_features: 8}",
    "multi_label_binarizer, columns: [c]", "cyclical, columns: [n]", "leave_one_out_encoder, columns: [c]",
    "m_estimate_encoder, columns: [c]", "james_stein_encoder, columns: [c]", "weight_of_evidence_encoder, columns: [c]",
    "variance_threshold, columns: [x, n]", "select_k_best, columns: [n], with: {k: 1}",
    "select_percentile, columns: [n]", "select_fpr, columns: [n]", "select_fdr, columns: [n]",
    "select_fwe, columns: [n]",
    "drop_correlated, columns: [x, n]", "drop_duplicates, columns: [x, n, c]", "drop_missing, columns: [x, n, c]",
    "population_stability, columns: [x, n], with: {missing_values: ignore, bins: 3}",
    "select_from_model, columns: [n], with: {estimator: logistic_regression}",
    "rfe, columns: [n], with: {estimator: logistic_regression}", "normalize_text, columns: [c]",
    "text_stats, columns: [c]", "count_vectorizer, columns: [c]", "tfidf_vectorizer, columns: [c]",
    "hashing_vectorizer, columns: [c]", "l2_normalize, columns: [n]", "polynomial_features, columns: [n]",
    "pca, columns: [n]", "spline_transformer, columns: [n]",
  ]

  /// Every number, text and list of a fitted state replaced in turn and at random, with a digest that is right: anybody
  /// can compute it.
  @Test(arguments: 0..<6 as Range<UInt64>)
  func tamperedStates(seed: UInt64) throws {
    for last in ["one_hot_encoder", "ordinal_encoder", "target_encoder"] {
      var steps = Self.steps
      steps[steps.count - 1] = "{id: last, use: \(last), columns: [c]}"
      try tamper(steps, seed: seed, rounds: 60)
    }
  }

  @Test(arguments: members)
  func tamperedStatesOfEachMember(_ member: String) throws {
    try tamper(["{id: last, use: \(member)}"], seed: 11, rounds: 25)
  }

  private func tamper(_ steps: [String], seed: UInt64, rounds: Int) throws {
    try SmallJob.with(steps: steps, csv: PeopleFloorJobTests.table([])) { small in
      let job = try small.job()
      let fitted = try job.fit(job.ingest(forFitting: true)).pipeline
      var generator = SeededGenerator(seed: seed)
      guard case .object(var members) = fitted.json else { return }
      members.removeAll { $0.name == "digest" }
      var read = 0
      for _ in 0..<rounds {
        var content = JSON.object(members)
        for _ in 0..<Int.random(in: 1...2, using: &generator) { content.tamper(using: &generator) }
        guard case .object(var changed) = content else { continue }
        changed.removeAll { $0.name == "digest" }
        changed.append(.init("digest", .string(Digest.text(of: JSON.object(changed).canonical))))
        let document = Array(JSON.object(changed).canonical.utf8)
        guard let state = try? FittedPipeline(document: document, plan: job.plan, keys: KeyRings(for: job.plan))
        else { continue }
        read += 1
        _ = try? job.tables(job.apply(state, to: job.ingest(forFitting: false)), isFittingRun: false)
      }
      #expect(steps.count == 1 || read > 0, "seed \(seed): some changes are numbers like any other")
    }
  }

  @Test func deepState() throws {
    try SmallJob.with(steps: [Self.steps[0]], csv: PeopleFloorJobTests.table([])) { small in
      let plan = try small.job().plan
      for document in [String(repeating: "[", count: 1_000_000), String(repeating: "{\"a\":", count: 500_000)] {
        #expect(throws: StateProblem.self) {
          _ = try FittedPipeline(document: Array(document.utf8), plan: plan, keys: KeyRings(for: plan))
        }
      }
    }
  }

  /// Tables made of the bytes that readers care about, through contract, privacy rules and fitting.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func randomTables(seed: UInt64) throws {
    let pieces: [[UInt8]] =
      [
        "\n", "\r\n", ",", ",,,,", "\"", "\"\"", "p1", "p2", "1.5", "-0", "9223372036854775807", "1e308", "-1e308",
        "nan",
        "inf", "red", "true", "false", "é", "p3,1,2,red,true\n", "p4,2,3,green,false\n", "p5,,4,,true\r\n", " ",
        "\"a\nb\"", "1e-320", "0x10", "person", String(repeating: "9", count: 400),
      ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xEF, 0xBB, 0xBF]]
    var generator = SeededGenerator(seed: seed)
    try SmallJob.with(steps: Self.steps, csv: "") { small in
      for _ in 0..<60 {
        var bytes = Array("person,x,n,c,y\n".utf8)
        for _ in 0..<Int.random(in: 0...400, using: &generator) { bytes += pieces.randomElement(using: &generator)! }
        try Data(bytes).write(to: small.directory.appending(path: "in.csv"))
        let job = try small.job(threads: 2)
        guard let ingested = try? job.ingest(forFitting: true) else { continue }
        guard let fitted = try? job.fit(ingested) else { continue }
        _ = try? job.tables(fitted, isFittingRun: true)
      }
    }
  }
}

extension JSON {
  /// Replaces one value somewhere below, drops it, or doubles it.
  fileprivate mutating func tamper(using generator: inout SeededGenerator) {
    let isHere = Int.random(in: 0..<6, using: &generator) == 0
    switch self {
    case .array(var elements) where !elements.isEmpty && !isHere:
      elements[Int.random(in: 0..<elements.count, using: &generator)].tamper(using: &generator)
      self = .array(elements)
    case .object(var members) where !members.isEmpty && !isHere:
      // Mostly into the fitted values: the rest is compared with the plan.
      let fitted = members.firstIndex { $0.name == "steps" } ?? members.firstIndex { $0.name == "fitted" }
      let position = fitted ?? Int.random(in: 0..<members.count, using: &generator)
      members[position].value.tamper(using: &generator)
      self = .object(members)
    case .array(var elements) where !elements.isEmpty && Bool.random(using: &generator):
      let position = Int.random(in: 0..<elements.count, using: &generator)
      if Bool.random(using: &generator) {
        elements.remove(at: position)
      } else {
        elements.append(elements[position])
      }
      self = .array(elements)
    default:
      let values: [JSON] = [
        .null, true, false, 0, 1, -1, 5, .int(.max), .int(.min), .int(1 << 53), 0.5, 1e308, -1e308, 5e-324, "", "nan",
        "red", .string(String(repeating: "x", count: 70_000)), [], [0], [[]], [:], ["a": 1],
      ]
      self = values.randomElement(using: &generator)!
    }
  }
}
