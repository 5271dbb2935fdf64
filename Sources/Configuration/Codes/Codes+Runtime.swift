extension DiagnosticCode {
  /// F05xx: running: files, memory, fitted state.
  static let runtime: [DiagnosticCode] = []
}
