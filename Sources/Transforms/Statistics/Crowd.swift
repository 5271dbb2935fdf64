import Columns

/// Whether at least k different people stand behind something: counts distinct people, exactly, and only as far as k.
struct Crowd: Sendable, Equatable {
  private let k: Int
  private var people: [UInt64] = []

  /// Without `k` every crowd is large enough.
  init(k: Int?) { self.k = k ?? 0 }

  var isLargeEnough: Bool { people.count >= k }

  /// Counts the people of the rows that are present, or of those that are missing.
  mutating func update(_ rows: Rows, _ validity: Bitmap?, missing: Bool = false) {
    guard !isLargeEnough else { return }
    if missing && validity == nil { return }
    rows.crowd.withUnsafeBufferPointer { hashes in
      validity.withBytes { validity in
        for row in 0..<hashes.count where validity?.bit(row) ?? true != missing {
          insert(hashes[row])
          if isLargeEnough { return }
        }
      }
    }
  }

  mutating func merge(_ other: Crowd) {
    for person in other.people { insert(person) }
  }

  /// Refuses a column behind whose present values stand fewer than k people.
  func require(column: String) throws(TransformError) {
    guard isLargeEnough else { throw .tooFewPeople(column: column, k: k) }
  }

  mutating func insert(_ person: UInt64) {
    if !isLargeEnough && !people.contains(person) { people.append(person) }
  }
}

extension Rows {
  /// The people of the rows; a caller that sets k without them has made a mistake.
  var crowd: Buffer<UInt64> {
    guard let people else { preconditionFailure("k is set, but the rows carry no people") }
    return people
  }
}
