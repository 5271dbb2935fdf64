import Configuration

/// Numbers the categories and writes the number in binary, one output column a digit.
struct BinaryEncoder: DigitEncoder {
  static let name = "binary_encoder"
  static let guide = Guide(
    summary: "Writes the number of each category in binary, one 0/1 column a digit.",
    counterpart: "category_encoders.BinaryEncoder",
    formula: """
      As `base_n_encoder` with base 2: n categories need as many columns `c_0`, `c_1`, … as n has binary digits; ten \
      need four.
      """,
    source: "category_encoders 2.11, binary.py and basen.py",
    example: """
      {id: city, use: binary_encoder, columns: [city], with: {handle_unknown: error}}
      """,
    reveals: BaseNEncoder.revealed)

  static let parameters: [Parameter<Self>] = [
    .init(
      "handle_unknown", \.handleUnknown,
      "What a category not seen in fitting becomes: all zeros (`value`), missing (`return_nan`), or an `error`."),
    .init(
      "handle_missing", \.handleMissing,
      "What a missing value becomes: a category of its own (`value`), missing (`return_nan`), or an `error`."),
  ]

  var base: Int { 2 }
  var handleUnknown = Handling<BinaryEncoder>(.value)
  var handleMissing = MissingCategory.value

  init() {}
}
