extension DiagnosticCode {
  /// F03xx: privacy rules and the egress gate.
  static let privacy: [DiagnosticCode] = []
}
