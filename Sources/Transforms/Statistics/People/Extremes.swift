import Columns

/// The smallest and largest value of a column: of all rows, or, where k is set, the k-th smallest and largest counted
/// by distinct people. At least k people then have a value at or below the lower bound, and k at or above the upper.
struct Extremes: Sendable, Codable, Equatable {
  private let k: Int?
  private var minimum = Double.infinity
  private var maximum = -Double.infinity
  private var lowest = Ranking()
  /// Of negated values.
  private var highest = Ranking()

  init(k: Int?) { self.k = k }

  mutating func update(_ values: Buffer<Double>, _ rows: Rows, _ validity: Bitmap?) {
    values.withUnsafeBufferPointer { values in
      validity.withBytes { validity in
        let chunk = NumberKernels.extremes(values, validity)
        minimum = min(minimum, chunk.minimum)
        maximum = max(maximum, chunk.maximum)
        guard let k, let people = rows.people else { return }
        people.withUnsafeBufferPointer { people in
          for row in 0..<values.count where validity?.bit(row) ?? true {
            let value = values[row]
            if value < lowest.threshold { lowest.insert(value, of: people[row], k: k) }
            if -value < highest.threshold { highest.insert(-value, of: people[row], k: k) }
          }
        }
      }
    }
  }

  mutating func merge(_ other: Extremes) {
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    guard let k else { return }
    for entry in other.lowest.entries { lowest.insert(entry.value, of: entry.person, k: k) }
    for entry in other.highest.entries { highest.insert(entry.value, of: entry.person, k: k) }
  }

  /// The extremes, or `nil` for a column without a value. Too few people if fewer than k, or so few that the k-th
  /// smallest lies above the k-th largest.
  func bounds(column: String) throws(TransformError) -> ClosedRange<Double>? {
    guard minimum <= maximum else { return nil }
    guard let k else { return minimum...maximum }
    guard lowest.entries.count >= k, highest.entries.count >= k, lowest.threshold <= -highest.threshold else {
      throw .tooFewPeople(column: column, k: k)
    }
    return lowest.threshold...(-highest.threshold)
  }

  /// Whether all values are equal, whoever holds them.
  var isConstant: Bool { minimum == maximum }
}

/// The k people with the smallest values, each with their own smallest.
private struct Ranking: Sendable, Codable, Equatable {
  struct Entry: Sendable, Codable, Equatable {
    var value: Double
    var person: UInt64
  }

  /// By ascending value.
  private(set) var entries: [Entry] = []
  /// The k-th smallest value; +∞ until k people are known. A value that is not below it changes nothing.
  private(set) var threshold = Double.infinity

  mutating func insert(_ value: Double, of person: UInt64, k: Int) {
    guard value < threshold else { return }
    if let known = entries.firstIndex(where: { $0.person == person }) {
      if entries[known].value <= value { return }
      entries.remove(at: known)
    } else if entries.count == k {
      entries.removeLast()
    }
    let position = entries.firstIndex { $0.value > value } ?? entries.count
    entries.insert(Entry(value: value, person: person), at: position)
    if entries.count == k { threshold = entries[k - 1].value }
  }

  /// Which of several people with one value is kept does not matter to any result.
  static func == (left: Ranking, right: Ranking) -> Bool { left.entries.map(\.value) == right.entries.map(\.value) }
}
