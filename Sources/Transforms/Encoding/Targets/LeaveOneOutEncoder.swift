import Columns
import Configuration

/// Replaces each category by the mean of the target over its rows; for the rows that were fitted on over the others of
/// them.
struct LeaveOneOutEncoder: CategoryEncodersMember {
  static let name = "leave_one_out_encoder"
  static let guide = Guide(
    summary: "Replaces each category by the mean of the target, without its own target for each fitted row.",
    counterpart: "category_encoders.leave_one_out.LeaveOneOutEncoder",
    formula: """
      New rows: Σy / n of the category, or the mean of all rows for an unseen category and one of a single row. A fitted \
      row: (Σy − its own y) / (n − 1), or if it is alone the mean of all other rows; times noise N(1, sigma). A missing \
      value is a category of its own. Of a target with two classes the last one counts as 1. No fitted row's encoding \
      depends on its own target, yet within a category the rows of a high target get the low encodings: with \
      category and encoding side by side a model can read the target off. `sigma` blurs that; `target_encoder` does not \
      have it.
      """,
    source: "category_encoders 2.11, leave_one_out.py, after O. Zhang",
    example: """
      {id: country, use: leave_one_out_encoder, columns: [country], with: {sigma: 0.1}}
      """,
    reveals: """
      The names of the categories and the mean of the target in each. With privacy.k a category of fewer than k + 1 \
      people (one of whom a fitted row leaves out) is neither named nor learned from and becomes the mean of all, as \
      unseen ones then do under every policy. The encodings of fitted rows tell the targets of a category's rows apart: \
      keep them as confidential as the target.
      """)

  static let parameters: [Parameter<Self>] = policyParameters + noiseParameters

  var handleUnknown = Handling<LeaveOneOutEncoder>(.value)
  var handleMissing = MissingCategory.value
  var sigma = 0.0
  var randomState = 0

  init() {}

  static let readsOwnTarget = true

  struct Formula: TargetFormula {
    func neutral(_ prior: Moments) -> Double { prior.mean }

    func encoder(of rows: TargetGroup) -> (Moments) -> Double {
      let prior = rows.prior.mean
      return { $0.count > 1 ? $0.mean : prior }
    }
  }

  var formula: Formula { Formula() }
  var crossFit: CrossFit { .others }
  var time: Located<String>? { nil }
  var noise: TargetNoise? { sigma > 0 ? TargetNoise(sigma: sigma, seed: randomState) : nil }

  func kind(of target: Field?) throws(TransformError) -> TargetKind {
    try TargetKind.numberOrBinary(target, for: Self.name)
  }
}
