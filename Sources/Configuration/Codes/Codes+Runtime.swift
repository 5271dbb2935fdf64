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
    "Joins, sorting and features of a row's past hold their tables in memory, and so do aggregations with a mode, median "
      + "or quantile, or with groups that must be of k people; other aggregations hold their groups. Read fewer columns, "
      + "filter before, or raise --memory.")
  package static let partialFit = DiagnosticCode(
    "F0509", "partial fit",
    "`fit --partial` collects what one part of the data tells, `merge` joins parts in order, `finish` makes the fitted "
      + "state. A step that learns from what a fitted step makes needs a further round over the same data, with "
      + "`--after` the merged file. Steps on whole tables cannot be fitted so.")
  package static let badPartialFile = DiagnosticCode(
    "F0510", "partial fit cannot be used",
    "The file is damaged, of another version, or was collected by another pipeline or under another key.")

  /// F05xx: running: files, memory, fitted state.
  static let runtime: [DiagnosticCode] = [
    badStateFile, interrupted, noState, tableTooLarge, partialFit, badPartialFile,
  ]
}
