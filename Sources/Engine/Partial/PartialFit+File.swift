import Configuration
package import Plan
import Privacy
import Transforms

/// A partial fit as a file: a line of JSON, then the statistics, encrypted under the key ring where the pipeline has
/// one. They show more than a fitted state does: values behind which fewer than k people stand, and hashes of people.
extension PartialFit {
  package static let formatVersion: Int64 = 2
  private static let label = "partial fit"

  private struct Content: Codable {
    let identity: String
    let round: Int
    let rowCount: Int
    let earlier: [CollectedStep]
    let parts: [CollectedStep]
    let sources: [CollectedSource]
  }

  /// The bytes of the file.
  package func document(_ job: Job) throws(EngineError) -> [UInt8] {
    let content: [UInt8]
    do {
      content =
        try CodedTree(
          encoding: Content(
            identity: identity, round: round, rowCount: rowCount, earlier: earlier,
            parts: statistics.map { CollectedStep(encoding: $0, of: $1) }, sources: sources)
        ).encoded
    } catch {
      preconditionFailure("statistics are plain data")
    }
    var head: [JSON.Member] = [
      .init("featurize_partial", .int(Self.formatVersion)), .init("pipeline", .string(job.plan.file)),
    ]
    guard let ring = job.intake.keys.ring else {
      head.append(.init("digest", .string(Self.digest(of: content))))
      return Self.line(head) + content
    }
    let context = Self.line(head)
    do throws(PrivacyError) {
      let sealed = try ring.seal(content, label: Self.label, context: context)
      head += [.init("key", .string(sealed.kid)), .init("nonce", .array(sealed.nonce.map { .int(Int64($0)) }))]
      return Self.line(head) + sealed.ciphertext
    } catch {
      throw .privacy(error)
    }
  }

  /// Reads a file that `document` made.
  package init(document: [UInt8], named name: String, _ job: Job) throws(EngineError) {
    let (head, body) = try Self.parts(of: document, named: name)
    let content: Content
    do {
      content = try CodedTree(try Self.opened(body, head, named: name, job)).decode()
    } catch let error as EngineError {
      throw error
    } catch {
      throw Self.damaged(name)
    }
    guard content.identity == job.plan.fitIdentity(keys: job.intake.keys) else {
      throw Self.problem(
        name, "the part was collected by another pipeline, with other parameters or another key",
        help: "merge parts of one pipeline only, with the same --set")
    }
    self.init(
      identity: content.identity, round: content.round, rowCount: content.rowCount,
      earlier: content.earlier,
      statistics: try content.parts.map { (part) throws(EngineError) in
        (part.step, try part.statistics(job, named: name))
      }, sources: content.sources)
  }

  /// The pipeline that a file names.
  package static func pipeline(of document: [UInt8], named name: String) throws(EngineError) -> String {
    let (head, _) = try parts(of: document, named: name)
    guard let pipeline = head["pipeline"]?.string else { throw damaged(name) }
    return pipeline
  }

  // MARK: - Parts of the file

  private static func line(_ head: [JSON.Member]) -> [UInt8] { Array((JSON.object(head).canonical + "\n").utf8) }

  private static func digest(of content: [UInt8]) -> String {
    let stream = DigestStream()
    content.withUnsafeBytes { stream.update($0) }
    return stream.text()
  }

  private static func parts(of document: [UInt8], named name: String) throws(EngineError) -> (JSON, [UInt8]) {
    // A head of some other file may be of any length.
    guard let end = document.prefix(1 << 16).firstIndex(of: UInt8(ascii: "\n")),
      let head = try? JSON(parsing: Array(document[..<end])), let version = head["featurize_partial"]?.int
    else { throw problem(name, "it is no partial fit", help: "make one with `featurize fit --partial`") }
    guard version == formatVersion else {
      throw problem(
        name, "it has format \(version), and this version reads format \(formatVersion)", help: "collect it again")
    }
    return (head, Array(document[(end + 1)...]))
  }

  private static func opened(
    _ body: [UInt8], _ head: JSON, named name: String, _ job: Job
  ) throws(EngineError) -> [UInt8] {
    guard let ring = job.intake.keys.ring else {
      guard head["digest"]?.string == digest(of: body) else { throw damaged(name) }
      return body
    }
    guard let kid = head["key"]?.string, let nonce = head["nonce"]?.array, let pipeline = head["pipeline"] else {
      throw damaged(name)
    }
    let context = line([.init("featurize_partial", .int(formatVersion)), .init("pipeline", pipeline)])
    do throws(PrivacyError) {
      let bytes = nonce.compactMap { $0.int.flatMap { UInt8(exactly: $0) } }
      let content = try ring.open(
        SealedBytes(kid: kid, nonce: bytes, ciphertext: body), label: label, context: context)
      if let content { return content }
    } catch {
      throw .privacy(error)
    }
    throw problem(
      name, "it does not open: it is damaged, or was made under another key ring",
      help: "name the key ring that it was made with, or collect it again")
  }

  fileprivate static func damaged(_ name: String) -> EngineError {
    problem(name, "the partial fit is damaged", help: "collect it again")
  }

  private static func problem(_ name: String, _ message: String, help: String) -> EngineError {
    .diagnostics([Diagnostic(.badPartialFile, at: .whole(name), message, help: help)])
  }
}

/// What was collected for one step, as bytes.
struct CollectedStep: Codable, Equatable {
  /// Position in `Plan.steps`.
  let step: Int
  private let bytes: [UInt8]

  init(encoding step: Int, of statistics: any Accumulator) {
    self.step = step
    do {
      bytes = try CodedTree(encoding: statistics).encoded
    } catch {
      preconditionFailure("statistics are plain data")
    }
  }

  func statistics(_ job: Job, named name: String) throws(EngineError) -> any Accumulator {
    guard job.plan.steps.indices.contains(step), case .columns(let transformer, _, _) = job.plan.steps[step].work
    else { throw PartialFit.damaged(name) }
    do {
      return try transformer.statisticsType.init(from: CodedTree(bytes).decoder)
    } catch {
      throw PartialFit.damaged(name)
    }
  }
}
