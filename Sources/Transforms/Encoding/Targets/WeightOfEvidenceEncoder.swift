import Columns
import Configuration

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Replaces each category by how much more often it occurs with one of two classes than with the other, as a logarithm.
struct WeightOfEvidenceEncoder: OutOfFoldMember {
  static let name = "weight_of_evidence_encoder"
  static let guide = Guide(
    summary: "Replaces each category by its weight of evidence for the second of two classes.",
    counterpart: "category_encoders.woe.WOEEncoder",
    formula: """
      ln(((p + r) / (P + 2r)) / ((q + r) / (Q + 2r))): p of the P rows of the class that counts as 1 (the last of two) \
      and q of the Q rows of the other are in the category, r is `regularization`. A category of one row, and an unseen \
      one, becomes 0; a missing value is a category of its own. \(outOfFoldNote)
      """,
    source: "Good (1950), Probability and the Weighing of Evidence; category_encoders 2.11, woe.py",
    example: """
      {id: country, use: weight_of_evidence_encoder, columns: [country], with: {regularization: 1}}
      """,
    reveals: outOfFoldReveals)

  static let parameters: [Parameter<Self>] =
    [
      .init(
        "regularization", \.regularization,
        "Rows of each class that every category is credited with; 0 needs rows of both.",
        .atLeast(0))
    ] + outOfFoldParameters

  var regularization = 1.0
  var handleUnknown = Handling<WeightOfEvidenceEncoder>(.value)
  var handleMissing = MissingCategory.value
  var randomized = false
  var sigma = 0.05
  var randomState = 0
  var cv = 5
  var time: Located<String>?
  var period = Period.month

  init() {}

  struct Formula: TargetFormula {
    let regularization: Double

    func neutral(_ prior: Moments) -> Double { 0 }

    func encoder(of rows: TargetGroup) -> (Moments) -> Double {
      let r = regularization
      let (ones, zeros) = (rows.prior.ones + 2 * r, rows.prior.zeros + 2 * r)
      return { category in
        guard category.count > 1, ones > 0, zeros > 0 else { return 0 }
        return log(((category.ones + r) / ones) / ((category.zeros + r) / zeros))
      }
    }
  }

  var needsTwoClasses: Bool { true }
  var formula: Formula { Formula(regularization: regularization) }

  func kind(of target: Field?) throws(TransformError) -> TargetKind {
    try TargetKind.onlyBinary(target, for: Self.name)
  }
}

extension Moments {
  /// How many of zeros and ones are 1; exact.
  var ones: Double { (mean * Double(count)).rounded() }
  var zeros: Double { Double(count) - ones }
}
