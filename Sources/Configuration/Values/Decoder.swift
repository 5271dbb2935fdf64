/// Collects what is wrong while nodes are read into values, so that a file's errors are reported together, and keeps
/// account of which parts of the file can still be relied on.
package struct Decoder: Sendable {
  package let file: String
  package private(set) var diagnostics: [Diagnostic] = []
  /// The argument names of the transformer or treatment that `use:` names; empty for an unknown one. They turn
  /// "unknown key" into "move it under `with:`".
  let argumentNames: @Sendable (_ use: String) -> [String]
  /// The keys and 0-based list positions that lead to what is being read.
  private var path: [String] = []
  private(set) var damage: Set<[String]> = []
  /// Scalars that were reported before they reached decoding; what decoding says of them would be noise.
  private var unreadable: Set<SourceSpan> = []

  /// Nobody reads more of them at once, and a file of nothing but errors must not take minutes to judge.
  package static let maximumDiagnostics = 200

  package init(file: String, argumentNames: @escaping @Sendable (_ use: String) -> [String] = { _ in [] }) {
    self.file = file
    self.argumentNames = argumentNames
  }

  package mutating func report(
    _ code: DiagnosticCode, at span: SourceSpan, _ message: String, help: String? = nil,
    severity: Diagnostic.Severity = .error
  ) {
    if isFull { return }
    if severity == .error { damage.insert(path) }
    if unreadable.contains(span) { return }
    diagnostics.append(Diagnostic(code, at: .file(file, span), message, help: help, severity: severity))
  }

  /// A complaint about what no file holds, such as an option of the command line.
  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Silences everything that would be said of this scalar from now on.
  mutating func giveUp(on span: SourceSpan) { unreadable.insert(span) }

  /// Whether further diagnostics are dropped. From then on nothing counts as sound.
  var isFull: Bool { diagnostics.count >= Self.maximumDiagnostics }

  /// Reads, or speaks of, what lies under a key or at a position of a list, or under several of them in turn.
  package mutating func descend<Result>(_ steps: String..., body: (inout Decoder) -> Result) -> Result {
    path += steps
    defer { path.removeLast(steps.count) }
    return body(&self)
  }

  /// Whether nothing is wrong with what is being read, or with what lies at these keys below it.
  package func isSound(_ keys: String...) -> Bool {
    let place = path + keys
    return !isFull && !damage.contains { $0.starts(with: place) }
  }

  /// A decoder for parts that are read later (`with:`): it stays silent where this one has already spoken.
  func successor() -> Decoder {
    var next = Decoder(file: file, argumentNames: argumentNames)
    next.unreadable = unreadable
    return next
  }
}
