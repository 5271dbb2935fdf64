import Columns
import Configuration

/// Scales each row to unit norm.
struct Normalizer: RowNormalization {
  static let name = "normalizer"
  static let parameters: [Parameter<Normalizer>] = [
    .init("norm", \.norm, "What is 1 afterwards: the sum of sizes (`l1`), the Euclidean length (`l2`) or the `max`."),
    infinityParameter,
  ]
  static let guide = Guide(
    summary: "Scales each row over the selected columns to unit norm.",
    counterpart: "sklearn.preprocessing.Normalizer",
    formula: formula,
    source: "scikit-learn 1.9, preprocessing/_data.py",
    example: "{id: shares, use: normalizer, columns: {tag: money}, with: {norm: l1}}",
    reveals: reveals)

  var norm = Norm.l2
  var inf = InfinityPolicy.error
}
