extension DiagnosticCode {
  /// F06xx: key rings.
  static let keys: [DiagnosticCode] = []
}
