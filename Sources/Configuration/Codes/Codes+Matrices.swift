extension DiagnosticCode {
  package static let notANumber = DiagnosticCode(
    "F0380", "text in a matrix",
    """
    An output of `format: npy` is an array of numbers, and a feature or the target of its table is text. Encode the column, \
    leave it out of the table, or write the table as CSV.
    """)

  /// F0380 to F0384: outputs that hold numbers only.
  static let matrices: [DiagnosticCode] = [notANumber]
}
