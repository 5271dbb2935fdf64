import Glibc

/// How many people of a class, or of the whole table, have each value of a sensitive column. Only values that occur are
/// there, by their rank.
struct ValueCounts: Sendable, Equatable {
  /// Ascending by `rank`.
  var entries: [(rank: Int32, count: Int)] = []
  var total = 0

  static func == (left: Self, right: Self) -> Bool {
    left.total == right.total && left.entries.elementsEqual(right.entries, by: ==)
  }

  /// - Parameter ranks: a rank for each person and value, ascending.
  init(ranks: some Sequence<Int32>) {
    for rank in ranks {
      if let last = entries.indices.last, entries[last].rank == rank {
        entries[last].count += 1
      } else {
        entries.append((rank, 1))
      }
      total += 1
    }
  }

  /// e to the entropy: the number of equally frequent values with the same entropy.
  var entropyDiversity: Double {
    guard total > 0 else { return 0 }
    var entropy = 0.0
    for entry in entries {
      let share = Double(entry.count) / Double(total)
      entropy -= share * log(share)
    }
    return exp(entropy)
  }

  /// r1 / (rl + … + rm) of the counts in descending order: the class is recursively (c, l)-diverse for every c above it.
  /// `nil` with fewer than l values: for no c.
  func recursiveRatio(l: Int) -> Double? {
    let counts = entries.map(\.count).sorted(by: >)
    guard l >= 1, counts.count >= l else { return nil }
    return Double(counts[0]) / Double(counts[(l - 1)...].reduce(0, +))
  }
}
