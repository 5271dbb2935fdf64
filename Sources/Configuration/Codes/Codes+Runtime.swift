extension DiagnosticCode {
  package static let cannotRead = DiagnosticCode(
    "F0501", "file cannot be read", "The file does not exist, may not be read, or is no regular file.")
  package static let cannotWrite = DiagnosticCode(
    "F0502", "file cannot be written",
    "The file, or its directory, may not be written, or the disk is full. Outputs of earlier runs stay as they are, "
      + "and no half-written file is left behind.")
  package static let badStateFile = DiagnosticCode(
    "F0503", "fitted state cannot be used",
    "The file is damaged, of another version, or was fitted by another pipeline. Its digest is checked before "
      + "anything is read from it.")
  package static let interrupted = DiagnosticCode(
    "F0504", "interrupted", "The run was stopped by a signal; nothing was published.")
  package static let outOfMemoryBudget = DiagnosticCode(
    "F0505", "memory budget",
    "Standard input and compressed files cannot be read twice, so they are held in memory; they did not fit.")
  package static let usage = DiagnosticCode(
    "F0506", "usage", "The command was given options that do not go together.")
  package static let noState = DiagnosticCode(
    "F0507", "nowhere to write the state",
    "The command writes a fitted state, but the pipeline has no `state:` section and no option says where.")

  /// F05xx: running: files, memory, fitted state.
  static let runtime: [DiagnosticCode] = [
    cannotRead, cannotWrite, badStateFile, interrupted, outOfMemoryBudget, usage, noState,
  ]
}
