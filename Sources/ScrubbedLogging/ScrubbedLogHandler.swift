public import Logging
import Privacy

/// A log handler for any Swift service that lets no personal data and no secret into its log: message, metadata (nested,
/// too), source, label and error are scrubbed before anything is written or handed on.
///
/// ```swift
/// import Logging
/// import ScrubbedLogging
///
/// LoggingSystem.bootstrap(ScrubbedLogHandler.standardError)
///
/// let logger = Logger(label: "signup")
/// logger.info("welcome mail to ada@example.org", metadata: ["password": "hunter22"])
/// // 2026-01-31T12:00:00.000Z info signup [Signup] welcome mail to [EMAIL] password=[KEYED_SECRET]
/// ```
///
/// Values under names such as `password`, `authorization` or `api_key` are masked whole; all other texts by form. What is
/// known by form is listed in docs/detection-entities.md (tier A); names of people and addresses are not among it.
///
/// A value: copies do not affect each other. Safe to use from any thread; no state is shared but the lock on standard
/// error.
public struct ScrubbedLogHandler: LogHandler {
  private enum Destination {
    case standardError
    /// Without metadata and provider of its own: they would go past the scrubber.
    case handler(any LogHandler)
  }

  private static let scrubber = Scrubber()

  private var destination: Destination
  private let label: String
  private var level = Logger.Level.info
  /// As it was given; scrubbed when a record is.
  public var metadata: Logger.Metadata = [:]
  /// Asked for each record; what it gives is scrubbed too.
  public var metadataProvider: Logger.MetadataProvider?

  private init(_ destination: Destination, label: String) {
    self.destination = destination
    self.label = Self.scrubber.redact(label)
  }

  /// Writes lines to standard error: time, level, label, source, message, error, metadata. For `LoggingSystem.bootstrap`.
  public static func standardError(label: String) -> ScrubbedLogHandler {
    ScrubbedLogHandler(.standardError, label: label)
  }

  /// The same with a provider of metadata, for the `bootstrap` that takes one.
  public static func standardError(
    label: String, metadataProvider: Logger.MetadataProvider?
  ) -> ScrubbedLogHandler {
    var handler = standardError(label: label)
    handler.metadataProvider = metadataProvider
    return handler
  }

  /// Scrubs records on their way to other handlers.
  ///
  /// ```swift
  /// LoggingSystem.bootstrap(ScrubbedLogHandler.wrapping { StreamLogHandler.standardOutput(label: $0) })
  /// ```
  ///
  /// - Parameter factory: makes the handler for a label, which it is given scrubbed.
  public static func wrapping(
    _ factory: @escaping @Sendable (String) -> any LogHandler
  ) -> @Sendable (String) -> any LogHandler {
    { label in ScrubbedLogHandler(wrapping: factory(scrubber.redact(label)), label: label) }
  }

  /// Scrubs records on their way to `handler`, which keeps its level; its metadata and its provider are taken over.
  public init(wrapping handler: any LogHandler, label: String) {
    var handler = handler
    let (metadata, provider) = (handler.metadata, handler.metadataProvider)
    handler.metadata = [:]
    handler.metadataProvider = nil
    self.init(.handler(handler), label: label)
    self.metadata = metadata
    metadataProvider = provider
  }

  /// Of the wrapped handler, where there is one; otherwise `info` at first.
  public var logLevel: Logger.Level {
    get {
      switch destination {
      case .standardError: level
      case .handler(let handler): handler.logLevel
      }
    }
    set {
      switch destination {
      case .standardError: level = newValue
      case .handler(var handler):
        handler.logLevel = newValue
        destination = .handler(handler)
      }
    }
  }

  /// One entry of `metadata`.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Scrubs the record and writes it or hands it on.
  public func log(event: LogEvent) {
    let all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }
    let record = ScrubbedRecord(event, label: label, metadata: all, Self.scrubber)
    switch destination {
    case .standardError: LogStream.write(record.line)
    case .handler(let handler): handler.log(event: record.event)
    }
  }
}
