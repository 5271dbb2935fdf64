import Columns
import Configuration

/// Replaces each category by the mean of the target over its rows and m more rows at the mean of all.
struct MEstimateEncoder: OutOfFoldMember {
  static let name = "m_estimate_encoder"
  static let guide = Guide(
    summary: "Replaces each category by the mean of the target, as if it had m more rows at the mean of all.",
    counterpart: "category_encoders.m_estimate.MEstimateEncoder",
    formula: """
      (Σy of the category + m·ȳ) / (n + m). An unseen category becomes ȳ; a missing value is a category of its own. A \
      column with as many categories as rows is a key: all become ȳ. Of a target with two classes the last one counts \
      as 1. \(outOfFoldNote)
      """,
    source: "Micci-Barreca (2001), equation 7; category_encoders 2.11, m_estimate.py",
    example: """
      {id: country, use: m_estimate_encoder, columns: [country], with: {m: 20}}
      """,
    reveals: outOfFoldReveals)

  static let parameters: [Parameter<Self>] =
    [.init("m", \.m, "How many rows at the mean of all each category is credited with.", .atLeast(0))]
    + outOfFoldParameters

  var m = 1.0
  var handleUnknown = Handling<MEstimateEncoder>(.value)
  var handleMissing = MissingCategory.value
  var randomized = false
  var sigma = 0.05
  var randomState = 0
  var cv = 5
  var time: Located<String>?
  var period = Period.month

  init() {}

  struct Formula: TargetFormula {
    let m: Double

    func neutral(_ prior: Moments) -> Double { prior.mean }

    func encoder(of rows: TargetGroup) -> (Moments) -> Double {
      let (m, prior) = (m, rows.prior.mean)
      guard !rows.isKeyLike else { return { _ in prior } }
      return { category in
        let count = Double(category.count)
        return (count * category.mean + m * prior) / (count + m)
      }
    }
  }

  var formula: Formula { Formula(m: m) }

  func kind(of target: Field?) throws(TransformError) -> TargetKind {
    try TargetKind.numberOrBinary(target, for: Self.name)
  }
}
