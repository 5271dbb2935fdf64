extension DiagnosticCode {
  package static let badRelease = DiagnosticCode(
    "F0360", "release policy",
    """
    What `privacy.release` asks for does not hold together, or does not go with the outputs: a column that an output \
    lacks, a hierarchy of the wrong type, l or t without sensitive columns.
    """)
  package static let uncountedQuasi = DiagnosticCode(
    "F0361", "quasi-identifier that a release does not count",
    """
    An output under `privacy.release` holds a column that identifies together with others, but the release names it \
    neither under `quasi` nor under `sensitive`: k would be measured without it and mean nothing. Name it, or drop it by a \
    privacy rule.
    """)
  package static let releaseNotReached = DiagnosticCode(
    "F0362", "release policy not kept",
    """
    An output does not keep `privacy.release`: too many rows belong to classes of too few people, or to classes whose \
    sensitive values are too uniform. Nothing was published. Allow `method: generalize`, add levels under `hierarchies`, \
    raise `max_suppressed`, or leave a quasi-identifier out of the output.
    """)
  package static let releaseTooLarge = DiagnosticCode(
    "F0363", "release does not fit in memory",
    """
    To judge an output, its quasi-identifiers and sensitive columns are held in memory: 4 bytes a row for each, 4 for the \
    person, and every distinct value once. Raise --memory, or release fewer columns.
    """)
  package static let tableBelowPolicy = DiagnosticCode(
    "F0364", "table below the asked-for k, l or t",
    "`featurize check` measured a table, and it does not give what was asked for. Counts are told, never a value.")
  package static let stateBelowK = DiagnosticCode(
    "F0365", "fitted state that stands for too few people",
    """
    A fitted state names a category, group or extreme of fewer than k people, or was fitted with a smaller k, or with \
    none. Fit with a `privacy:` section and a `k` that is large enough.
    """)
  package static let stateHoldsRows = DiagnosticCode(
    "F0366", "rows stored in a fitted state",
    """
    A step keeps rows of its training data, as `knn_imputer` does: whoever has the state has the data. Use another step, \
    or treat the state as the data itself.
    """)
  package static let stateHoldsPersonalText = DiagnosticCode(
    "F0367", "personal text in a fitted state",
    """
    A text of the fitted state is what a detector of personal data or secrets knows, or names values of a column that a \
    privacy rule treats: an identifier as a category. The step and the member are named, never the text.
    """)
  package static let brokenState = DiagnosticCode(
    "F0368", "fitted state that cannot be relied on",
    """
    The file is no fitted state, has a format or a step that this version does not know, or its digest does not match its \
    content: it was damaged, or changed by another hand. The digest needs no key, so whoever changes a state on purpose \
    can also make a new one: a right digest shows that nothing was damaged, not who wrote the file.
    """)
  package static let unprovenState = DiagnosticCode(
    "F0369", "fitted state whose counts cannot be shown",
    """
    The state names categories, groups or extremes and was fitted with a k, but holds no counts beside them: that k \
    people stand behind each is what the fit saw to, and nothing in the file can show it.
    """)

  /// F036x: releases, and what `featurize check` finds.
  static let release: [DiagnosticCode] = [
    badRelease, uncountedQuasi, releaseNotReached, releaseTooLarge, tableBelowPolicy, stateBelowK, stateHoldsRows,
    stateHoldsPersonalText, brokenState, unprovenState,
  ]
}
