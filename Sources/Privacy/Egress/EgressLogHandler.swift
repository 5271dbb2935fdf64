package import Logging

/// Sends log records to standard error through the gate, scrubbed in every part.
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
    let all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }
    egress.message(ScrubbedRecord(event, label: label, metadata: all, egress.scrubber).line, at: .quiet)
  }
}
