package import Logging

/// Sends log records to standard error through the gate: level, source, message, error and metadata are redacted as one
/// text, so that a secret is known by the key it stands after.
package struct EgressLogHandler: LogHandler {
  private let egress: Egress
  private let label: String
  package var logLevel: Logger.Level
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?

  /// The level follows the verbosity: warnings when quiet, notices normally, debug records when verbose.
  package init(label: String, egress: Egress) {
    self.label = label
    self.egress = egress
    logLevel =
      switch egress.verbosity {
      case .quiet: .error
      case .normal: .notice
      case .verbose: .debug
      case .trace: .trace
      }
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
    if let own = event.metadata { all.merge(own) { $1 } }
    var line = "\(event.level) \(label) [\(event.source)] \(event.message)"
    if let error = event.error { line += " error=\(error)" }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(value)" }
    egress.message(line, at: .quiet)
  }
}
