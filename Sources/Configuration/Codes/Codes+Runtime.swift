extension DiagnosticCode {
  package static let badStateFile = DiagnosticCode(
    "F0503", "fitted state cannot be used",
    "The file is damaged, of another version, or was fitted by another pipeline. Its digest is checked before "
      + "anything is read from it.")
  package static let interrupted = DiagnosticCode(
    "F0504", "interrupted", "The run was stopped by a signal; nothing was published.")
  package static let noState = DiagnosticCode(
    "F0507", "nowhere to write the state",
    "The command writes a fitted state, but the pipeline has no `state:` section and no option says where.")
  package static let tableTooLarge = DiagnosticCode(
    "F0508", "table too large",
    "Joins, aggregations and features of a row's past hold their tables in memory. Read fewer columns, filter before, "
      + "or raise --memory.")

  /// F05xx: running: files, memory, fitted state.
  static let runtime: [DiagnosticCode] = [badStateFile, interrupted, noState, tableTooLarge]
}
