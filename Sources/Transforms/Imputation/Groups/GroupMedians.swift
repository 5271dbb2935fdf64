import Columns

/// All values by group, for exact medians.
struct GroupMedians: Sendable, Codable {
  private struct Chunk: Sendable, Codable {
    let values: Buffer<Double>
    var groups: Buffer<Int32>
    let people: Buffer<UInt64>?
  }

  private let k: Int?
  private var chunks: [Chunk] = []

  init(k: Int?) { self.k = k }

  mutating func update(_ values: Buffer<Double>, _ groups: Buffer<Int32>, people: Buffer<UInt64>?) {
    let rows = groups.withUnsafeBufferPointer { groups in Buffer.positions(count: groups.count) { groups[$0] != 0 } }
    guard rows.count > 0 else { return }
    chunks.append(
      Chunk(
        values: values.gather(rows), groups: groups.gather(rows), people: k == nil ? nil : people?.gather(rows)))
  }

  mutating func merge(_ other: GroupMedians, groups: [Int]) {
    let groups = groups.map { Int32($0) }
    for var chunk in other.chunks {
      chunk.groups = chunk.groups.lookUp(in: groups)
      chunks.append(chunk)
    }
  }

  func fills(count: Int, size: Int) -> [Value?] {
    let starts = starts(count)
    var next = starts
    var values = [Double](repeating: 0, count: starts[count])
    var people = [UInt64?](repeating: nil, count: k == nil ? 0 : starts[count])
    for chunk in chunks { place(chunk, &values, &people, &next) }
    return values.withUnsafeMutableBufferPointer { values in
      (0..<count).map { group in
        let range = starts[group]..<starts[group + 1]
        guard range.count >= max(size, 1) else { return nil }
        let members = UnsafeMutableBufferPointer(rebasing: values[range])
        let median = k == nil ? Quickselect.median(of: members) : median(members, people[range])
        return median.map { .float($0) }
      }
    }
  }

  /// Where each group's values start.
  private func starts(_ count: Int) -> [Int] {
    var starts = [Int](repeating: 0, count: count + 1)
    for chunk in chunks {
      chunk.groups.withUnsafeBufferPointer { groups in for group in groups { starts[Int(group) + 1] &+= 1 } }
    }
    for group in 0..<count { starts[group + 1] += starts[group] }
    return starts
  }

  /// Puts the values of a chunk, and who has them, behind those of their groups so far.
  private func place(_ chunk: Chunk, _ values: inout [Double], _ people: inout [UInt64?], _ next: inout [Int]) {
    values.withUnsafeMutableBufferPointer { values in
      next.withUnsafeMutableBufferPointer { next in
        chunk.values.withUnsafeBufferPointer { chunkValues in
          chunk.groups.withUnsafeBufferPointer { groups in
            for row in 0..<groups.count {
              let group = Int(groups[row])
              values[next[group]] = chunkValues[row]
              if !people.isEmpty { people[next[group]] = chunk.people?[row] }
              next[group] &+= 1
            }
          }
        }
      }
    }
  }

  /// The median bounded by the k-th smallest and largest value counted by people; `nil` for fewer.
  private func median(_ values: UnsafeMutableBufferPointer<Double>, _ people: ArraySlice<UInt64?>) -> Double? {
    let members = zip(values, people).sorted { $0.0 < $1.0 }
    guard let k, let lower = Self.bound(members, k), let upper = Self.bound(members.reversed(), k), lower <= upper
    else { return nil }
    let median = Quickselect.midpoint(members[(members.count - 1) / 2].0, members[members.count / 2].0)
    return min(max(median, lower), upper)
  }

  /// The first value at which k people have been seen.
  private static func bound(_ members: some Sequence<(Double, UInt64?)>, _ k: Int) -> Double? {
    var crowd = Crowd(k: k)
    for (value, person) in members {
      if let person { crowd.insert(person) }
      if crowd.isLargeEnough { return value }
    }
    return nil
  }
}
