import Foundation
import Logging
import ScrubbedLogging
import Synchronization
import Testing

/// What a handler that knows nothing of scrubbing is given.
private final class Recorded: Sendable {
  private let texts = Mutex<[String]>([])

  var all: [String] { texts.withLock { $0 } }
  func append(_ text: String) { texts.withLock { $0.append(text) } }

  struct Handler: LogHandler {
    let recorded: Recorded
    let label: String
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = ["seat": "ada@example.org"]
    var metadataProvider: Logger.MetadataProvider? = .init { ["from": "203.0.113.7"] }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
      let error = event.error.map { "\($0)" } ?? ""
      recorded.append(
        "\(label)|\(event.source)|\(event.message)|\(error)|"
          + all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ","))
    }
  }
}

/// The product as a service uses it: this target depends on it and on swift-log alone.
@Suite struct ScrubbedLogHandlerTests {
  static let canaries = ["ada@example.org", "4012888888881881", "+41 44 668 18 00", "hunter22", "x1", "203.0.113.7"]

  struct Failure: Error, CustomStringConvertible { let description = "no mailbox ada@example.org" }

  /// One record with something in every part.
  static func log(with handler: any LogHandler) {
    var handler = handler
    handler.metadata["mine"] = "4012888888881881"
    var logger = Logger(label: "ada@example.org") { _ in handler }
    logger[metadataKey: "token"] = "x1"
    logger.info(
      "for ada@example.org", error: Failure(),
      metadata: [
        "password": "hunter22", "nested": ["list": ["+41 44 668 18 00"]], "other": ["pin": "x1"],
        "ada@example.org": "key",
        "number": .stringConvertible(4_012_888_888_881_881),
      ], source: "ada@example.org")
  }

  @Test func everyPartIsScrubbedOnItsWayToAnotherHandler() {
    let recorded = Recorded()
    let make = ScrubbedLogHandler.wrapping { Recorded.Handler(recorded: recorded, label: $0) }
    Self.log(with: make("for ada@example.org"))
    let text = recorded.all.joined()
    for canary in Self.canaries { #expect(!text.contains(canary), "\(canary) in \(text)") }
    #expect(
      text
        == "for [EMAIL]|[EMAIL]|for [EMAIL]|no mailbox [EMAIL]|[EMAIL]=key,from=[IPV4],mine=[CREDIT_CARD],"
        + "nested=[\"list\": [\"[PHONE_E164]\"]],number=[CREDIT_CARD],other=[\"pin\": \"[KEYED_SECRET]\"],"
        + "password=[KEYED_SECRET],seat=[EMAIL],token=[KEYED_SECRET]")
  }

  @Test func levelIsTheWrappedHandlers() {
    var handler = ScrubbedLogHandler(wrapping: Recorded.Handler(recorded: Recorded(), label: ""), label: "")
    #expect(handler.logLevel == .trace)
    handler.logLevel = .error
    #expect(handler.logLevel == .error)
    var other = ScrubbedLogHandler.standardError(label: "a")
    #expect(other.logLevel == .info)
    let copy = other
    other.logLevel = .debug
    other[metadataKey: "a"] = "b"
    #expect(copy.logLevel == .info && copy[metadataKey: "a"] == nil)
  }

  /// Bootstraps the logging system of this process, once, and reads what arrives at standard error.
  @Test func writesWholeLinesFromManyThreads() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "scrubbed-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let saved = dup(STDERR_FILENO)
    let descriptor = open(file.path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    dup2(descriptor, STDERR_FILENO)
    LoggingSystem.bootstrap(ScrubbedLogHandler.standardError)
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      let logger = Logger(label: "worker")
      for number in 0..<50 { logger.info("thread \(thread) line \(number) for ada@example.org") }
    }
    Self.log(with: ScrubbedLogHandler.standardError(label: "ada@example.org"))
    dup2(saved, STDERR_FILENO)
    close(saved)
    close(descriptor)
    let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n").filter {
      $0.contains("Z info ")
    }
    #expect(lines.count == 401)
    for line in lines.dropLast() {
      #expect(line.contains("Z info worker [ScrubbedLoggingTests] thread ") && line.hasSuffix(" for [EMAIL]"))
    }
    for canary in Self.canaries { #expect(!lines.joined().contains(canary)) }
  }
}
