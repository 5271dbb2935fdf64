extension DiagnosticCode {
  package static let unknownKey = DiagnosticCode(
    "F0101", "unknown key",
    """
    The pipeline language has no such key at this place. Every key is checked, so that a slip of the pen is never \
    silently ignored. The message names the nearest known key.
    """)
  package static let missingKey = DiagnosticCode(
    "F0102", "missing key", "A key that this section cannot do without is not there.")
  package static let wrongKind = DiagnosticCode(
    "F0103", "wrong kind of value",
    """
    The value has another form than the key asks for: a list where a mapping belongs, text where a number belongs. \
    Scalars follow the core schema of YAML 1.2: only `true` and `false` are booleans, `010` is ten.
    """)
  package static let unknownWord = DiagnosticCode(
    "F0104", "unknown word", "The key takes one of a fixed list of words, and this is none of them.")
  package static let badValue = DiagnosticCode(
    "F0105", "value out of range", "The value has the right form but lies outside what the key allows.")
  package static let notYet = DiagnosticCode(
    "F0106", "not in this version",
    """
    The key belongs to the pipeline language, but this version does not carry it out. It is refused rather than \
    ignored: a pipeline that declares a check must not run without it.
    """)

  /// F01xx: the pipeline language: YAML, keys, values.
  static let language: [DiagnosticCode] = [unknownKey, missingKey, wrongKind, unknownWord, badValue, notYet]
}
