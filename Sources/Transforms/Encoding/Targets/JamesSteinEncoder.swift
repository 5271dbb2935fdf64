import Columns
import Configuration

/// Replaces each category by the mean of the target over its rows, shrunk towards the mean of all.
struct JamesSteinEncoder: OutOfFoldMember {
  enum Model: String, ParameterWord { case independent, pooled, beta, binary }

  static let name = "james_stein_encoder"
  static let guide = Guide(
    summary: "Replaces each category by the mean of the target, shrunk towards the mean of all as James and Stein do.",
    counterpart: "category_encoders.james_stein.JamesSteinEncoder",
    formula: """
      ȳ + (1 − B)(ȳc − ȳ) with B cut to 0…1, K categories, and variances with denominator n − 1. independent: \
      B = s²c / (s² + s²c) · (K − 3) / (K − 1). pooled: B = (K − 3) · (s² · K / N) / Σ(ȳc − ȳ)². beta: B = N / (N + n). \
      binary works on log odds ratios μc of the category against the rest, with half a row added to each of the four \
      counts and σ²c the sum of their inverses: B = (K − 3) / (K − 1) · σ²c / (σ² + σ²c) and μ in the place of ȳ, the \
      mean of the μc weighted by 1 / (σ² + σ²c), where σ² ≥ 0 solves Σ (μc − μ)² / (σ² + σ²c) = K − 1. An unseen \
      category becomes ȳ, or 0 for binary; a missing value is a category of its own. A column with as many categories \
      as rows is a key: all become that. \(outOfFoldNote)
      """,
    source: """
      Morris (1983), Parametric empirical Bayes inference, equations 1.19 and 1.20; Efron and Hastie (2016), equations \
      7.19 and 7.20; Paule and Mandel (1982) for σ²; category_encoders 2.11, james_stein.py
      """,
    example: """
      {id: country, use: james_stein_encoder, columns: [country], with: {model: independent}}
      """,
    reveals: outOfFoldReveals)

  static let parameters: [Parameter<Self>] =
    [
      .init(
        "model", \.model,
        "Where the shrinkage comes from: each category's variance (`independent`), one variance (`pooled`), counts alone "
          + "(`beta`), or log odds of a target with two classes (`binary`).")
    ] + outOfFoldParameters

  var model = Model.independent
  var handleUnknown = Handling<JamesSteinEncoder>(.value)
  var handleMissing = MissingCategory.value
  var randomized = false
  var sigma = 0.05
  var randomState = 0
  var cv = 5
  var time: Located<String>?
  var period = Period.month

  init() {}

  var needsTwoClasses: Bool { model == .binary }
  var formula: JamesSteinFormula { JamesSteinFormula(model: model) }

  func kind(of target: Field?) throws(TransformError) -> TargetKind {
    model == .binary
      ? try TargetKind.onlyBinary(target, for: Self.name) : try TargetKind.numberOrBinary(target, for: Self.name)
  }
}
