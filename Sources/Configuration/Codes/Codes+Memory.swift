extension DiagnosticCode {
  package static let notEnoughMemory = DiagnosticCode(
    "F0390", "not enough memory",
    """
    Medians, quantiles and trees learn from all values of a column at once, and unique columns are compared over all \
    rows: their values are more than --memory allows. Chunks of rows do not count: what of them does not fit is read again.
    """)

  /// F039x: what must be held as a whole.
  static let memory: [DiagnosticCode] = [notEnoughMemory]
}
