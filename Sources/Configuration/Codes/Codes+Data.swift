extension DiagnosticCode {
  /// F04xx: the content of sources.
  static let data: [DiagnosticCode] = []
}
