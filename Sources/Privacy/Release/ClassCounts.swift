/// What is counted of every class: rows, people, and who has which sensitive value.
///
/// People are counted, not rows: somebody with ten rows of one diagnosis is one person with it, and somebody with two
/// diagnoses counts once for each.
struct ClassCounts: Sendable {
  /// By class.
  let rows: [Int]
  let people: [Int]
  /// By sensitive column, then by class.
  let values: [[ValueCounts]]

  init(_ table: ReleaseTable, _ classes: EquivalenceClasses) {
    let (starts, order) = classes.rows
    var rows: [Int] = [], people: [Int] = []
    var values: [[ValueCounts]] = table.sensitive.map { _ in [] }
    var scratch: [UInt64] = []
    for place in 0..<classes.count {
      let members = order[starts[place]..<starts[place + 1]]
      rows.append(members.count)
      if let codes = table.people {
        scratch.removeAll(keepingCapacity: true)
        for row in members { scratch.append(UInt64(UInt32(bitPattern: codes[Int(row)]))) }
        people.append(Self.distinct(&scratch))
      } else {
        people.append(members.count)
      }
      for (position, column) in table.sensitive.enumerated() {
        scratch.removeAll(keepingCapacity: true)
        for row in members {
          let person = table.people.map { UInt32(bitPattern: $0[Int(row)]) } ?? UInt32(bitPattern: row)
          scratch.append(UInt64(UInt32(bitPattern: column.ranks[Int(row)])) << 32 | UInt64(person))
        }
        _ = Self.distinct(&scratch)
        values[position].append(ValueCounts(ranks: scratch.lazy.map { Int32($0 >> 32) }))
      }
    }
    (self.rows, self.people, self.values) = (rows, people, values)
  }

  /// Sorts and takes out what occurs again; the number of what is left.
  private static func distinct(_ words: inout [UInt64]) -> Int {
    guard words.count > 1 else { return words.count }
    words.sort()
    var kept = 1
    for index in 1..<words.count where words[index] != words[index - 1] {
      words[kept] = words[index]
      kept += 1
    }
    words.removeLast(words.count - kept)
    return kept
  }

  /// The classes that a policy lets pass, as a flag each.
  ///
  /// Classes that are too small or too uniform go first. The distribution that the others are compared with is that of
  /// what stays, so taking classes out for t is repeated until nothing more has to go; each round takes at least one.
  func kept(by policy: ReleasePolicy, _ columns: [SensitiveColumn]) -> [Bool] {
    var kept = rows.indices.map { place in
      people[place] >= policy.k && values.allSatisfy { policy.admits($0[place]) }
    }
    guard policy.t != nil else { return kept }
    while true {
      let distributions = distributions(of: columns, kept)
      let failing = kept.indices.filter { place in
        kept[place]
          && !zip(values, distributions).allSatisfy { policy.admits(distance: $1.distance(of: $0[place])) }
      }
      if failing.isEmpty { return kept }
      for place in failing { kept[place] = false }
    }
  }

  func distributions(of columns: [SensitiveColumn], _ kept: [Bool]) -> [ValueDistribution] {
    zip(columns, values).map { column, values in
      ValueDistribution(
        values.indices.lazy.filter { kept[$0] }.map { values[$0] }, rankCount: column.rankCount,
        isOrdered: column.isOrdered)
    }
  }

  func keptRows(_ kept: [Bool]) -> Int { zip(rows, kept).reduce(0) { $0 + ($1.1 ? $1.0 : 0) } }
}
