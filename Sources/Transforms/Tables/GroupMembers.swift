import Columns

/// The rows of each group together, in their order: a counting sort.
struct GroupMembers: Sendable {
  /// Group g has the rows `rows[starts[g]..<starts[g + 1]]`.
  let starts: Buffer<Int32>
  let rows: Buffer<Int32>

  init(starts: Buffer<Int32>, rows: Buffer<Int32>) {
    self.starts = starts
    self.rows = rows
  }

  /// Rows of groups `0..<count`; those whose code is `count` or negative are in none.
  init(_ codes: Buffer<Int32>, count: Int) {
    var next = [Int32](repeating: 0, count: count + 1)
    let total = next.withUnsafeMutableBufferPointer { next in
      codes.withUnsafeBufferPointer { codes in
        for code in codes where code >= 0 && code < count { next[Int(code)] &+= 1 }
        var sum: Int32 = 0
        for group in 0...count { (next[group], sum) = (sum, sum &+ next[group]) }
        return Int(sum)
      }
    }
    starts = Buffer(next)
    rows = Buffer(count: total) { memory in
      next.withUnsafeMutableBufferPointer { next in
        codes.withUnsafeBufferPointer { codes in
          for row in 0..<codes.count {
            let code = Int(codes[row])
            guard code >= 0 && code < count else { continue }
            memory[Int(next[code])] = Int32(truncatingIfNeeded: row)
            next[code] &+= 1
          }
        }
      }
    }
  }
  /// Calls `body` with each group and its rows.
  @inline(__always)
  func forEach(_ body: (Int32, UnsafeBufferPointer<Int32>) -> Void) {
    starts.withUnsafeBufferPointer { starts in
      rows.withUnsafeBufferPointer { rows in
        for group in 0..<starts.count - 1 {
          let members = rows[Int(starts[group])..<Int(starts[group + 1])]
          body(Int32(truncatingIfNeeded: group), UnsafeBufferPointer(rebasing: members))
        }
      }
    }
  }
}
