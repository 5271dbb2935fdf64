import Columns

/// A crowd for each of a growing number of groups of rows.
struct Crowds: Sendable, Codable {
  private let k: Int?
  /// By group; none where `k` is not set.
  private var crowds: [Crowd] = []

  init(k: Int?) { self.k = k }

  /// Groups `0..<count` with nobody in them, under the same floor.
  func empty(_ count: Int) -> Crowds {
    var empty = Crowds(k: k)
    empty.grow(to: count)
    return empty
  }

  /// Makes room for groups `0..<count`.
  mutating func grow(to count: Int) {
    guard k != nil, count > crowds.count else { return }
    crowds.append(contentsOf: repeatElement(Crowd(k: k), count: count - crowds.count))
  }

  /// Notes who stands behind each row; `groups` are below the last `grow(to:)`.
  mutating func insert(_ people: Buffer<UInt64>?, into groups: Buffer<Int32>) {
    guard k != nil, let people else { return }
    crowds.withUnsafeMutableBufferPointer { crowds in
      people.withUnsafeBufferPointer { people in
        groups.withUnsafeBufferPointer { groups in
          for row in 0..<groups.count where !crowds[Int(groups[row])].isLargeEnough {
            crowds[Int(groups[row])].insert(people[row])
          }
        }
      }
    }
  }

  /// Notes that somebody stands behind a group, which is below the last `grow(to:)`.
  mutating func insert(_ person: UInt64, into group: Int) {
    if k != nil && !crowds[group].isLargeEnough { crowds[group].insert(person) }
  }

  /// Adds the people of the other's group to the group of this one.
  mutating func merge(_ other: Crowds, group: Int, into target: Int) {
    if k != nil { crowds[target].merge(other.crowds[group]) }
  }

  /// Whether anybody is counted; otherwise every group is large enough.
  var hasFloor: Bool { k != nil }

  func isLargeEnough(_ group: Int) -> Bool { k == nil || crowds[group].isLargeEnough }

  /// Whether at least k different people stand behind the groups together.
  func areLargeEnough(together groups: some Sequence<Int>) -> Bool {
    guard k != nil else { return true }
    var together = Crowd(k: k)
    for group in groups {
      together.merge(crowds[group])
      if together.isLargeEnough { return true }
    }
    return false
  }
}
