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
    let place = (0..<people.count).partitionPoint { people[$0] < person }
    if place < people.count && people[place] == person { return }
    if people.count + 1 < k { return people.insert(person, at: place) }
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
