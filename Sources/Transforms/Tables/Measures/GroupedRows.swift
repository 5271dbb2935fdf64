import Columns

/// Rows by the group they count for: those of a time window, or all.
struct GroupedRows: Sendable {
  /// The group of each row; `count` for a row that counts for none, so that loops need not ask.
  let codes: Buffer<Int32>
  /// Number of groups.
  let count: Int
  /// The rows of each group; `nil` unless asked for.
  let members: GroupMembers?

  init(_ codes: Buffer<Int32>, count: Int, needsMembers: Bool) {
    self.codes = codes
    self.count = count
    members = needsMembers ? GroupMembers(codes, count: count) : nil
  }

  /// The groups at the positions `order`, numbered in that order; rows of other groups count for none.
  init(_ groups: RowGroups, order: Buffer<Int32>, needsMembers: Bool) {
    var numbers = [Int32](repeating: Int32(order.count), count: groups.count)
    for (number, group) in order.array.enumerated() { numbers[Int(group)] = Int32(number) }
    self.init(groups.codes.lookUp(in: numbers), count: order.count, needsMembers: needsMembers)
  }

  /// The rows whose instant is at least `start`.
  func since(_ start: Int64, _ instants: Buffer<Int64>) -> GroupedRows {
    let none = Int32(count)
    let recent = Buffer<Int32>(count: codes.count) { memory in
      codes.withUnsafeBufferPointer { codes in
        instants.withUnsafeBufferPointer { instants in
          for row in 0..<codes.count { memory[row] = instants[row] >= start ? codes[row] : none }
        }
      }
    }
    return GroupedRows(recent, count: count, needsMembers: members != nil)
  }

  /// Calls `body` with each group and its rows.
  @inline(__always)
  func forEachGroup(_ body: (Int, UnsafeBufferPointer<Int32>) -> Void) {
    guard let members else { preconditionFailure("whoever needs the members of groups asks for them") }
    members.forEach { body(Int($0), $1) }
  }

  /// The number of rows of each group that are present.
  func counts(_ validity: Bitmap?) -> Buffer<Int64> {
    sums(zero: 0) { sums in
      codes.withUnsafeBufferPointer { codes in
        guard let validity else {
          for code in codes { sums[Int(code)] &+= 1 }
          return
        }
        validity.bytes.withUnsafeBufferPointer { validity in
          for row in 0..<codes.count { sums[Int(codes[row])] &+= validity.bit(row) ? 1 : 0 }
        }
      }
    }
  }

  /// The number of different levels of each group, over its rows that are present.
  func distinct(_ levels: Buffer<Int32>, levelCount: Int, _ validity: Bitmap?) -> Buffer<Int64> {
    var lastGroup = [Int32](repeating: -1, count: levelCount)
    return Buffer(count: count) { memory in
      lastGroup.withUnsafeMutableBufferPointer { lastGroup in
        levels.withUnsafeBufferPointer { levels in
          validity.withBytes { validity in
            forEachGroup { group, rows in
              var distinct: Int64 = 0
              for row in rows where validity?.bit(Int(row)) ?? true {
                let level = Int(levels[Int(row)])
                distinct &+= lastGroup[level] != Int32(truncatingIfNeeded: group) ? 1 : 0
                lastGroup[level] = Int32(truncatingIfNeeded: group)
              }
              memory[group] = distinct
            }
          }
        }
      }
    }
  }

  /// A number per group that `add` sums up, from those of earlier rows or 0; it may also write at `count`, which is
  /// forgotten.
  @inline(__always)
  func sums<Value: BitwiseCopyable>(
    from earlier: Buffer<Value> = [], zero: Value, _ add: (UnsafeMutableBufferPointer<Value>) -> Void
  ) -> Buffer<Value> {
    let sums = BufferBuilder<Value>(capacity: count + 1)
    let memory = UnsafeMutableBufferPointer(start: sums.base, count: count + 1)
    memory.initialize(repeating: zero)
    earlier.withUnsafeBufferPointer { earlier in
      for group in 0..<earlier.count { memory[group] = earlier[group] }
    }
    add(memory)
    return sums.finish(count: count)
  }
}
