package import Configuration
import Plan
import Privacy

extension Job {
  /// The key that `retokenize` goes to, and those that it comes from, the newest first.
  package struct Rotation: Sendable {
    package let current: String
    package let previous: [String]
  }

  /// - Throws: a plan without tokens, or a key ring in which no earlier key resolves: there is nothing to renew.
  package func rotation() throws(EngineError) -> Rotation {
    guard !plan.tokenizedColumns.isEmpty, let ring = intake.keys.ring else {
      throw .diagnostics([
        Diagnostic(
          .noPreviousKey, at: .whole(plan.file), "the pipeline makes no tokens under a key, so there are none to renew",
          help: "random tokens are new in every run")
      ])
    }
    guard let current = ring.primary?.kid else { throw .privacy(.noKey(kid: nil)) }
    let previous = ring.liveEntries.map(\.kid).filter { $0 != current }
    guard !previous.isEmpty else { throw .privacy(.noPreviousKey) }
    return Rotation(current: current, previous: previous)
  }
}
