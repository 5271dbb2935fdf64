import Columns
import Configuration

/// Scales each row, as the coordinates of one vector, to Euclidean length 1: `normalizer` with `norm: l2`, under the
/// name that embeddings are searched by.
struct L2Normalize: RowNormalization {
  static let name = "l2_normalize"
  static let parameters: [Parameter<L2Normalize>] = [infinityParameter]
  static let guide = Guide(
    summary: "Scales each row, such as an embedding, to Euclidean length 1.",
    counterpart: "sklearn.preprocessing.normalize",
    formula: formula,
    source: "scikit-learn 1.9, preprocessing/_data.py; the same as `normalizer` with `norm: l2`",
    example: "{id: unit, use: l2_normalize, columns: {match: embedding_*}}",
    reveals: reveals)

  var norm: Norm { .l2 }
  var inf = InfinityPolicy.error
}
