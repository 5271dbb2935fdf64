import Columns

/// The distinct people behind something: counted exactly, and only as far as `k`. Whoever was counted is forgotten as
/// soon as there are k.
///
/// Rows without people count for nobody, so that a floor without the hashes it needs lets nothing through rather than
/// everything. Without `k` every crowd is large enough.
struct Crowd: Sendable, Codable, Equatable {
  private let k: Int?
  /// Ascending; empty again once there are k.
  private var people: [UInt64] = []
  private(set) var isLargeEnough: Bool

  init(k: Int?) {
    self.k = k
    isLargeEnough = k == nil
  }

  /// Counts the people of the rows that are present, or of those that are missing.
  mutating func update(_ rows: Rows, _ validity: Bitmap?, missing: Bool = false) {
    guard !isLargeEnough, let people = rows.people, !(missing && validity == nil) else { return }
    people.withUnsafeBufferPointer { people in
      validity.withBytes { validity in
        for row in 0..<people.count where validity?.bit(row) ?? true != missing {
          insert(people[row])
          if isLargeEnough { return }
        }
      }
    }
  }

  mutating func insert(_ person: UInt64) {
    guard let k, !isLargeEnough else { return }
    var (low, high) = (0, people.count)
    while low < high {
      let middle = (low + high) / 2
      if people[middle] < person { low = middle + 1 } else { high = middle }
    }
    if low < people.count && people[low] == person { return }
    if people.count + 1 < k { return people.insert(person, at: low) }
    people = []
    isLargeEnough = true
  }

  mutating func merge(_ other: Crowd) {
    if other.isLargeEnough {
      people = []
      isLargeEnough = true
    } else {
      for person in other.people { insert(person) }
    }
  }

  /// Refuses a column behind whose present values stand fewer than k people.
  func require(column: String) throws(TransformError) {
    guard isLargeEnough else { throw .tooFewPeople(column: column, k: k ?? 0) }
  }
}

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
