import Configuration

/// The target encoders that have their arguments from category_encoders.
protocol CategoryEncodersMember: TargetLearner {
  var handleUnknown: Handling<Self> { get set }
  var handleMissing: MissingCategory { get set }
  var sigma: Double { get set }
  var randomState: Int { get set }
}

extension CategoryEncodersMember {
  var unknownPolicy: UnknownPolicy { handleUnknown.policy }
  var missingPolicy: MissingCategory { handleMissing }

  static var policyParameters: [Parameter<Self>] {
    [
      .init(
        "handle_unknown", \.handleUnknown,
        "What a category not seen in fitting becomes: the encoding of no category (`value`), missing (`return_nan`), or an `error`."
      ),
      .init(
        "handle_missing", \.handleMissing,
        "What a missing value becomes: a category of its own (`value`), missing (`return_nan`), or an `error`."),
    ]
  }

  static var noiseParameters: [Parameter<Self>] {
    [
      .init(
        "sigma", \.sigma,
        "Standard deviation of the noise N(1, sigma) that encodings of fitted rows are multiplied with.",
        .atLeast(0)),
      .init("random_state", \.randomState, "Another number draws other noise."),
    ]
  }
}
