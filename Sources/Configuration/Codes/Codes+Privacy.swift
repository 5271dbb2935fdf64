extension DiagnosticCode {
  package static let untreated = DiagnosticCode(
    "F0301", "personal column without a rule",
    "A column tagged `pii:` has no privacy rule. Say what happens to it: tokenize, drop, mask, generalize or redact.")
  package static let subjectUntreatable = DiagnosticCode(
    "F0302", "subject key is lost",
    "The subject's column must be tokenized: dropped or blurred, no erasure or access request could ever find the "
      + "person's rows again.")
  package static let untreatedReachesStep = DiagnosticCode(
    "F0303", "personal data on its way into a step or an output",
    "A direct identifier, free text or special-category column would reach a step, an output or fitted state. The "
      + "message names the way it took.")
  package static let badPrivacyRule = DiagnosticCode(
    "F0304", "privacy rule",
    "The rule names an unknown treatment, a column it cannot treat, or a column that another rule treats already.")
  package static let unknownSecret = DiagnosticCode(
    "F0305", "unknown secret", "The rule's key is not one of the names under `secrets:`.")

  package static let badTreatmentArgument = DiagnosticCode(
    "F0310", "argument of a privacy rule",
    "An argument of a privacy rule is out of range, contradicts another one, or does not go with the column's type.")
  package static let wrongTreatedType = DiagnosticCode(
    "F0311", "column of the wrong type for its treatment",
    "A privacy rule names a column whose type its treatment cannot work on, such as text to be generalized to a year.")
  package static let treatmentTooWeak = DiagnosticCode(
    "F0312", "treatment too weak",
    """
    What the treatment leaves of the column would still identify a person or reveal data of a special category: free \
    text keeps names when it is masked, a health value stays one when it is coarser. The help names treatments that are \
    enough.
    """)
  package static let untreatableValue = DiagnosticCode(
    "F0313", "value that cannot be treated",
    """
    A value has not the form that its privacy treatment works on: an e-mail address without a domain, a phone number \
    without its country code. The row goes where `on_invalid_row` says; it is never passed on untreated. \
    `on_invalid: token_as_raw` tokenizes such values as they stand.
    """)
  package static let personalDataInOutput = DiagnosticCode(
    "F0320", "personal data in an output",
    """
    The egress gate found what looks like personal data or a secret in something that was about to leave: nothing was \
    published. Row, column and kind are named, never the value. Treat the column with a privacy rule, or let the gate \
    redact it with `privacy.on_egress: redact`.
    """)
  package static let brokenToken = DiagnosticCode(
    "F0321", "value that is no token",
    """
    A column that a privacy rule turned into tokens holds something else in an output. Either a step changed it, or \
    there is a defect; nothing was published.
    """)
  package static let outputNotWritten = DiagnosticCode(
    "F0330", "output not written",
    """
    A file could not be created, written or put in its place; earlier files of that name are as they were. The message \
    has the system's words for the cause.
    """)
  package static let outputClosed = DiagnosticCode(
    "F0331", "output closed by its reader",
    "Standard output was closed before everything was written, as `| head` does.")
  package static let contradictoryDetection = DiagnosticCode(
    "F0340", "detection that contradicts itself",
    """
    `privacy.detect` names something under `entities` that it takes out again under `except`. Say once whether it is \
    looked for.
    """)

  package static let badPattern = DiagnosticCode(
    "F0345", "pattern that cannot be compiled",
    """
    A `pattern` under `patterns:` is no regular expression of RE2's syntax; the message says at which character. \
    Look-around and back references are not part of it: what they cost in time could be used against whoever scans. \
    Write patterns in single quotes, in which YAML leaves backslashes alone.
    """)
  package static let badPatternName = DiagnosticCode(
    "F0346", "name of a pattern",
    "A pattern's name is a capital letter, then capitals, digits and `_`; no entity that is built in and no other pattern "
      + "may have it, since reports and labels tell them apart by it.")
  package static let patternMatchesNothing = DiagnosticCode(
    "F0347", "pattern that matches no text",
    "The pattern is also satisfied by an empty text, as `[0-9]*` is, and would be found everywhere.")

  /// F03xx: privacy rules and the egress gate.
  static let privacy: [DiagnosticCode] = [
    untreated, subjectUntreatable, untreatedReachesStep, badPrivacyRule, unknownSecret, badTreatmentArgument,
    wrongTreatedType, treatmentTooWeak, untreatableValue, personalDataInOutput, brokenToken, outputNotWritten,
    outputClosed, contradictoryDetection, badPattern, badPatternName, patternMatchesNothing,
  ]
}
