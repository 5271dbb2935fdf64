extension DiagnosticCode {
  package static let unknownKey = DiagnosticCode(
    "F0101", "unknown key",
    """
    The pipeline language has no such key at this place. Every key is checked, so that a slip of the pen is never \
    silently ignored. The message names the nearest known key, or the section that the key belongs to; arguments of a \
    transformer stand under `with:`.
    """)
  package static let missingKey = DiagnosticCode(
    "F0102", "missing key", "A key that this section cannot do without is not there.")
  package static let wrongKind = DiagnosticCode(
    "F0103", "wrong kind of value",
    """
    The value has another form than the key asks for: a list where a mapping belongs, text where a number belongs. \
    Scalars follow the core schema of YAML 1.2: only `true` and `false` are booleans, `010` is ten, and what stands in \
    quotes is text.
    """)
  package static let unknownWord = DiagnosticCode(
    "F0104", "unknown word", "The key takes one of a fixed list of words, and this is none of them.")
  package static let badValue = DiagnosticCode(
    "F0105", "value out of range",
    "The value has the right form but lies outside what the key allows, or does not go with another key beside it.")
  package static let notYet = DiagnosticCode(
    "F0106", "not in this version",
    """
    The key or word belongs to the pipeline language, but this version does not carry it out. It is refused rather than \
    ignored: a pipeline that declares a check must not run without it.
    """)
  package static let invalidYAML = DiagnosticCode(
    "F0107", "not well-formed YAML",
    """
    The file cannot be read as YAML from this place on, so nothing behind it has been checked. Most often a quote or \
    bracket is left open, lines of one mapping are indented differently, a tab is used for indentation, or a text with \
    `: ` or ` #` inside needs quotes.
    """)
  package static let notUTF8 = DiagnosticCode(
    "F0108", "not a UTF-8 text",
    "The file holds bytes that are not UTF-8, or control characters. Save it as UTF-8, with or without a byte order mark."
  )
  package static let duplicateKey = DiagnosticCode(
    "F0109", "key given twice",
    """
    A mapping has the same key twice. Other readers keep the last one without a word; which of the two was meant only \
    you can say.
    """)
  package static let unsupportedYAML = DiagnosticCode(
    "F0110", "YAML outside the pipeline language",
    """
    The pipeline language uses a part of YAML 1.2: one document a file, text as keys, no merge keys `<<`, no tags beyond \
    those of the core schema (`!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`). Anchors and aliases \
    may be used, but not inside themselves.
    """)
  package static let tooLarge = DiagnosticCode(
    "F0111", "file too large",
    """
    A pipeline file has at most 4 MiB, 100 000 values with aliases expanded, and 64 levels of nesting. The limits stop \
    files of a few lines that unfold to gigabytes.
    """)
  package static let badReference = DiagnosticCode(
    "F0112", "reference that cannot be filled in",
    """
    `${params.NAME}`, `${env.NAME}` and `${run.id}` stand for values and are filled in after the YAML has been read. A \
    parameter must be declared under `params:`, an environment variable allowed under `env:`. Keys, `params:`, `env:` \
    and `secrets:` are taken as they are. To write the characters themselves, double the dollar sign: `$${`.
    """)
  package static let missingValue = DiagnosticCode(
    "F0113", "parameter or variable without a value",
    """
    A parameter without `default:` needs a value from `--set NAME=VALUE` or `--params FILE`; an environment variable \
    that the pipeline refers to must be set. An empty variable counts as set.
    """)
  package static let badParameterValue = DiagnosticCode(
    "F0114", "parameter value of another type",
    """
    The default or the value given for a parameter cannot be read as its declared type: int, float, bool (`true` or \
    `false`), string, or date (`yyyy-mm-dd`).
    """)
  package static let unknownParameter = DiagnosticCode(
    "F0115", "value for an unknown parameter",
    "`--set` or `--params` names a parameter that the pipeline does not declare under `params:`.")
  package static let literalSecret = DiagnosticCode(
    "F0116", "secret written in the pipeline",
    """
    A pipeline says where a secret comes from and never holds it: whoever can read the file, its backups or its history \
    could undo the pseudonyms. Remove the secret from the file and its history, treat it as known to others and make a \
    new key ring with `featurize keys new`, then refer to it: `pii_key: {file: keys/dev.keyring}`.
    """)
  package static let otherEdition = DiagnosticCode(
    "F0117", "other edition of the language",
    """
    `featurize:` names the edition of the pipeline language that the file is written in; this version reads edition 1. \
    When the language changes its meaning the edition goes up, and `featurize migrate` rewrites older pipelines.
    """)
  package static let duplicateName = DiagnosticCode(
    "F0118", "name given twice",
    "Steps, privacy rules and the values of a category need names of their own: states and manifests refer to them.")
  package static let unknownName = DiagnosticCode(
    "F0119", "unknown name",
    "The value refers by name to something that the pipeline does not declare, such as a part of `split:`.")

  /// F01xx: the pipeline language: YAML, keys, values.
  static let language: [DiagnosticCode] = [
    unknownKey, missingKey, wrongKind, unknownWord, badValue, notYet, invalidYAML, notUTF8, duplicateKey,
    unsupportedYAML, tooLarge, badReference, missingValue, badParameterValue, unknownParameter, literalSecret,
    otherEdition, duplicateName, unknownName,
  ]
}
