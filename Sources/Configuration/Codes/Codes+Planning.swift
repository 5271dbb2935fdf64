extension DiagnosticCode {
  /// F02xx: the graph: columns, steps, outputs.
  static let planning: [DiagnosticCode] = []
}
