/// What something was recognised as.
package enum FindingKind: Sendable, Hashable {
  case entity(Entity)
  /// A pattern of the pipeline's own, by its name.
  case pattern(String)

  /// In reports and messages.
  package var name: String {
    switch self {
    case .entity(let entity): entity.rawValue
    case .pattern(let name): name
    }
  }

  /// `nil` for a pattern of the pipeline's own.
  package var entity: Entity? { if case .entity(let entity) = self { entity } else { nil } }

  /// What takes its place in redacted text.
  package var label: String { "[\(name)]" }

  func appendLabel(to output: inout [UInt8]) {
    output.append(UInt8(ascii: "["))
    output.append(contentsOf: name.utf8)
    output.append(UInt8(ascii: "]"))
  }

  /// Of entities that are equally sure the one of lower rank names both.
  var rank: Int {
    switch self {
    case .entity(let entity): entity.rank
    case .pattern: -1
    }
  }
}

/// Where something was recognised, in bytes.
package struct Finding: Sendable, Equatable {
  package let range: Range<Int>
  package let kind: FindingKind
  /// How sure it is, between 0 and 1; see `Scores`.
  package let score: Double

  package init(range: Range<Int>, kind: FindingKind, score: Double) {
    self.range = range
    self.kind = kind
    self.score = score
  }

  package init(range: Range<Int>, entity: Entity, score: Double) {
    self.init(range: range, kind: .entity(entity), score: score)
  }

  /// Whether this names what it and `other` are together: a pattern of the pipeline's own before what is built in, since
  /// somebody knows these data, then the surer, then the more particular.
  func isNamed(before other: Finding) -> Bool {
    if (entity == nil) != (other.entity == nil) { return entity == nil }
    return (score, -kind.rank) > (other.score, -other.kind.rank)
  }

  /// `nil` for a pattern of the pipeline's own.
  package var entity: Entity? { kind.entity }

  /// Whether it is a key or password, which may have been cut where its run ends.
  package var isSecret: Bool { entity.map(Entity.secrets.contains) ?? false }
}
