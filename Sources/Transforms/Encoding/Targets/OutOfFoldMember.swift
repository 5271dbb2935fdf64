import Configuration

/// Those of them whose fitted rows are encoded out of fold, or from earlier periods.
protocol OutOfFoldMember: CategoryEncodersMember {
  var randomized: Bool { get set }
  var cv: Int { get set }
  var time: Located<String>? { get set }
  var period: Period { get set }
}

extension OutOfFoldMember {
  var crossFit: CrossFit { time == nil ? .folds(Folds(count: cv)) : .earlier(period) }
  var noise: TargetNoise? { randomized ? TargetNoise(sigma: sigma, seed: randomState) : nil }

  static var outOfFoldParameters: [Parameter<Self>] {
    policyParameters + [.init("randomized", \.randomized, "Whether the encodings of fitted rows get noise.")]
      + noiseParameters + [
        .init("cv", \.cv, "Number of folds for the rows that are fitted on.", .atLeast(2), .atMost(100)),
        .init(
          "time", \.time,
          "The column of the rows' times: fitted rows are encoded from earlier periods, not from folds."),
        .init("period", \.period, "How much time is one period: `day`, `week`, `month` or `year`."),
      ]
  }

  /// What the guides say of the fitted rows.
  static var outOfFoldNote: String {
    "A row that was fitted on is encoded from the folds it is not in (the keyed hash of its key, or of its group, "
      + "decides which), or with `time` from strictly earlier periods, in the first of which it comes out missing; "
      + "category_encoders lets it see its own target."
  }

  /// What the guides say of people.
  static var outOfFoldReveals: String {
    "The names of the categories and the encoding of each. With privacy.k a category of fewer than k people is "
      + "neither named nor learned from and is encoded as no category; the same holds, fold by fold and period by "
      + "period, for the fitted rows, and unseen categories get that encoding under every policy, because they cannot "
      + "be told from folded ones. Which fold or period saw what is not stored."
  }
}
