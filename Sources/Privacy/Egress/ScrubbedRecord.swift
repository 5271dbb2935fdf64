package import Logging

/// A log record with nothing personal or secret left in any part of it: what log handlers hand on instead of the event.
///
/// Metadata is scrubbed by name first, nested values too (`SensitiveName`), then by form; texts by form.
package struct ScrubbedRecord {
  package let event: LogEvent
  /// Level, label, source, message, error and metadata on one line, scrubbed once more as a whole: a secret may be known
  /// by what stands before it in another part.
  package let line: String

  /// - Parameter metadata: the handler's own and its provider's, without the event's.
  package init(_ event: LogEvent, label: String, metadata: Logger.Metadata, _ scrubber: Scrubber) {
    let own = event.metadata ?? [:]
    let all = Self.scrubbed(metadata.merging(own) { $1 }, scrubber)
    let error = event.error.map { ScrubbedError(scrubber.redact("\($0)")) }
    self.event = LogEvent(
      level: event.level, message: "\(scrubber.redact(event.message.description))", error: error, metadata: all,
      source: scrubber.redact(event.source), file: event.file, function: event.function, line: event.line)
    var line = "\(event.level) \(label) [\(event.source)] \(event.message)"
    if let error { line += " error=\(error)" }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(value)" }
    self.line = scrubber.redact(line)
  }

  private static func scrubbed(_ metadata: Logger.Metadata, _ scrubber: Scrubber) -> Logger.Metadata {
    var scrubbed: Logger.Metadata = [:]
    for (key, value) in metadata {
      var name = key
      let entity = name.withUTF8 { SensitiveName.entity(for: $0) }
      scrubbed[scrubber.redact(key)] =
        entity.map { value.saysNothing ? value : .string($0.label) } ?? Self.scrubbed(value, scrubber)
    }
    return scrubbed
  }

  private static func scrubbed(_ value: Logger.MetadataValue, _ scrubber: Scrubber) -> Logger.MetadataValue {
    switch value {
    case .string(let text): .string(scrubber.redact(text))
    case .stringConvertible(let other): .string(scrubber.redact(other.description))
    case .dictionary(let members): .dictionary(scrubbed(members, scrubber))
    case .array(let elements): .array(elements.map { scrubbed($0, scrubber) })
    }
  }
}

extension Logger.MetadataValue {
  /// Whether a value under a sensitive name says nothing, such as an empty one or a label.
  fileprivate var saysNothing: Bool {
    var text = description
    return text.withUTF8 { SensitiveName.isHarmless($0) }
  }
}

/// What remains of an error that was logged: its words, scrubbed.
package struct ScrubbedError: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
