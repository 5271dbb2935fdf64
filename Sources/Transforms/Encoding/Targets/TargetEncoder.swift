import Columns
import Configuration

/// Replaces each category by the mean of the target over its rows, drawn to the mean of all; for the rows that were
/// fitted on from other folds or earlier periods, so that no row ever sees its own target.
struct TargetEncoder: TargetLearner {
  enum TargetType: String, ParameterWord { case auto, binary, multiclass, continuous }

  static let name = "target_encoder"
  static let unknownPolicies: [UnknownPolicy] = [.value]
  static let guide = Guide(
    summary: "Replaces each category by the smoothed mean of the target, out of fold for the fitted rows.",
    counterpart: "sklearn.preprocessing.TargetEncoder",
    formula: """
      With n rows of mean ȳc in a category and ȳ over all: smooth m gives (n·ȳc + m·ȳ) / (n + m); auto gives \
      λ·ȳc + (1 − λ)·ȳ, λ = σ²n / (σ²n + SSc/n), σ² the variance of the target and SSc the category's sum of squared \
      deviations. An unseen category becomes ȳ; a missing value is a category of its own. Of a target with two classes \
      the last one counts as 1; with `target_type: multiclass` each class has a column `c_<class>` in which it counts \
      as 1 and all others as 0. A row that was fitted on gets the encoding learned from the folds it is not in, their \
      mean taking the place of ȳ. The fold of a row is decided by the keyed hash of its key, or of its group where the \
      contract names one. With `time` it gets instead the encoding learned from the rows of strictly earlier periods, \
      their mean taking the place of ȳ; rows of the first period have nothing to learn from and come out missing. New \
      rows see all that was fitted.
      """,
    source: "Micci-Barreca (2001), equations 3 to 6; scikit-learn 1.9, preprocessing/_target_encoder.py",
    example: """
      {id: country, use: target_encoder, columns: [country], with: {cv: 5}}
      """,
    reveals: """
      The names of the categories and the smoothed mean of the target in each; of many classes their names. With \
      privacy.k a category of fewer than k people is neither named nor learned from and becomes the mean of all; the \
      same holds, fold by fold and period by period, for the encodings of the fitted rows. A class of fewer than k \
      people has no column unless the contract lists it under `values:`. Which fold or period saw what is not stored.
      """)

  static let parameters: [Parameter<Self>] = [
    .init(
      "smooth", \.smooth, "How many rows at the mean of all each category is credited with, or `auto`.", .atLeast(0)),
    .init(
      "target_type", \.targetType,
      "How to read the target: `binary`, `multiclass`, `continuous`, or by the type of its column (`auto`: float is "
        + "continuous, all else binary)."),
    .init("cv", \.cv, "Number of folds for the rows that are fitted on.", .atLeast(2), .atMost(100)),
    .init(
      "time", \.time, "The column of the rows' times: fitted rows are encoded from earlier periods, not from folds."),
    .init("period", \.period, "How much time is one period: `day`, `week`, `month` or `year`."),
  ]

  var smooth = TargetSmoothing.auto
  var targetType = TargetType.auto
  var cv = 5
  var time: Located<String>?
  var period = Period.month

  init() {}

  var formula: TargetSmoothing { smooth }
  var crossFit: CrossFit { time == nil ? .folds(Folds(count: cv)) : .earlier(period) }
  var unknownPolicy: UnknownPolicy { .value }
  var missingPolicy: MissingCategory { .value }
  var isMulticlass: Bool { targetType == .multiclass }

  func kind(of target: Field?) throws(TransformError) -> TargetKind {
    switch (targetType, try target.required(by: Self.name).type) {
    case (.auto, .float), (.continuous, .bool), (.continuous, .int), (.continuous, .float): return .continuous
    case (.auto, .bool), (.auto, .int), (.auto, .category), (.auto, .string):
      guard target?.vocabulary?.count ?? 0 <= 2 else {
        throw .unusableTarget(
          problem: "the target `\(target?.name ?? "")` has more than two `values:`; set `target_type: multiclass`")
      }
      return .binary
    case (.binary, .bool), (.binary, .int), (.binary, .float), (.binary, .category), (.binary, .string): return .binary
    case (.multiclass, .bool), (.multiclass, .int), (.multiclass, .float), (.multiclass, .category),
      (.multiclass, .string):
      return .multiclass
    case (.continuous, .category), (.continuous, .string), (_, .text), (_, .date), (_, .timestamp):
      throw .unusable(target, by: Self.name)
    }
  }
}
