/// Where something was recognised, in bytes.
package struct Finding: Sendable, Equatable {
  package let range: Range<Int>
  package let entity: Entity
  /// How sure it is, between 0 and 1; see `Scores`.
  package let score: Double

  package init(range: Range<Int>, entity: Entity, score: Double) {
    self.range = range
    self.entity = entity
    self.score = score
  }
}
