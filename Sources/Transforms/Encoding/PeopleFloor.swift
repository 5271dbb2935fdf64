import Columns

/// Counts the distinct people behind each of a growing number of groups: exactly up to `k`, then it stops.
///
/// Whoever the rows name only by a hash is forgotten as soon as a group has `k` people. Rows without people count for
/// nobody, so that a floor without the hashes it needs lets nothing through rather than everything.
struct PeopleFloor: Sendable {
  let k: Int
  private var met: [Bool] = []
  private var seen: [Set<UInt64>] = []

  init(k: Int) { self.k = max(1, k) }

  /// Makes room for groups `0..<count`.
  mutating func grow(to count: Int) {
    guard count > met.count else { return }
    met.append(contentsOf: repeatElement(false, count: count - met.count))
    seen.append(contentsOf: repeatElement([], count: count - seen.count))
  }

  /// Notes who stands behind each row; `groups` are below the last `grow(to:)`.
  mutating func insert(_ people: Buffer<UInt64>, into groups: Buffer<Int32>) {
    people.withUnsafeBufferPointer { people in
      groups.withUnsafeBufferPointer { groups in
        for row in 0..<groups.count where !met[Int(groups[row])] { insert(people[row], into: Int(groups[row])) }
      }
    }
  }

  /// Adds the people of the other floor's group to the group of this one.
  mutating func merge(_ other: PeopleFloor, group: Int, into target: Int) {
    if other.met[group] {
      meet(target)
    } else {
      for person in other.seen[group] where !met[target] { insert(person, into: target) }
    }
  }

  /// Whether at least `k` people stand behind the groups together.
  func isMet(_ groups: some Sequence<Int>) -> Bool {
    var together: Set<UInt64> = []
    for group in groups {
      if met[group] { return true }
      together.formUnion(seen[group])
      if together.count >= k { return true }
    }
    return false
  }

  func isMet(_ group: Int) -> Bool { met[group] }

  private mutating func insert(_ person: UInt64, into group: Int) {
    seen[group].insert(person)
    if seen[group].count >= k { meet(group) }
  }

  private mutating func meet(_ group: Int) {
    met[group] = true
    seen[group] = []
  }
}
