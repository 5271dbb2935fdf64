import Configuration

/// Numbers the categories and writes the number in a base, one output column a digit.
struct BaseNEncoder: DigitEncoder {
  static let name = "base_n_encoder"
  static let guide = Guide(
    summary: "Writes the number of each category in a base, one column a digit.",
    counterpart: "category_encoders.BaseNEncoder",
    formula: """
      The n categories of column `c` are numbered from 1 in their order: numbers by value, all else by code points, a \
      missing value last. The columns `c_0`, `c_1`, … hold the digits of that number in the base, the highest first; \
      there are as many as n has digits. An unseen category is number 0. Where the contract lists `values:`, each is \
      numbered, whether seen or not.
      """,
    source: "category_encoders 2.11, basen.py",
    example: """
      {id: city, use: base_n_encoder, columns: [city], with: {base: 4}}
      """,
    reveals: Self.revealed)

  /// Of this encoder and of `binary_encoder`.
  static let revealed = """
    The names of the categories; no counts. With privacy.k the categories of fewer than k people share the last number \
    and are not named, unless the contract lists them under `values:`; unseen categories then get that number under every \
    policy, because they cannot be told from folded ones.
    """

  static let parameters: [Parameter<Self>] = [
    .init("base", \.base, "The base; one column a category is `one_hot_encoder`.", .atLeast(2)),
    .init(
      "handle_unknown", \.handleUnknown,
      "What a category not seen in fitting becomes: all zeros (`value`), missing (`return_nan`), or an `error`."),
    .init(
      "handle_missing", \.handleMissing,
      "What a missing value becomes: a category of its own (`value`), missing (`return_nan`), or an `error`."),
  ]

  var base = 2
  var handleUnknown = Handling<BaseNEncoder>(.value)
  var handleMissing = MissingCategory.value

  init() {}
}
