import Columns

extension HistoryWindows {
  /// The number of present values in the window of each place.
  func counts(of values: Buffer<Double>) -> Buffer<Int32> {
    let before = Buffer<Int32>(count: values.count + 1) { memory in
      memory[0] = 0
      values.withUnsafeBufferPointer { values in
        for place in 0..<values.count { memory[place + 1] = memory[place] &+ (values[place].isNaN ? 0 : 1) }
      }
    }
    return Buffer(count: values.count) { memory in
      before.withUnsafeBufferPointer { before in
        starts.withUnsafeBufferPointer { starts in
          ends.withUnsafeBufferPointer { ends in
            for place in 0..<memory.count { memory[place] = before[Int(ends[place])] &- before[Int(starts[place])] }
          }
        }
      }
    }
  }

  /// The summary of each window in one pass, by two stacks: of the values up to some middle all summaries of a value
  /// and those after it are kept, of those behind the middle the one of all. When the start passes the middle, the
  /// middle moves to the end. Each value is added twice.
  func fold<Summary: WindowSummary>(
    _ values: Buffer<Double>, _ counts: Buffer<Int32>, _ minimum: Int, _: Summary.Type
  ) -> Buffer<Double> {
    var front = [Summary](repeating: Summary(), count: values.count)
    return Buffer(count: values.count) { memory in
      front.withUnsafeMutableBufferPointer { front in
        values.withUnsafeBufferPointer { values in
          starts.withUnsafeBufferPointer { starts in
            ends.withUnsafeBufferPointer { ends in
              counts.withUnsafeBufferPointer { counts in
                history.forEachEntity { places in
                  var middle = places.lowerBound
                  var backEnd = middle
                  var back = Summary()
                  for place in places {
                    let (start, end) = (Int(starts[place]), Int(ends[place]))
                    if start >= middle {
                      back = Summary()
                      var place = end
                      while place > start {
                        place &-= 1
                        if !values[place].isNaN { back.add(values[place]) }
                        front[place] = back
                      }
                      back = Summary()
                      middle = end
                      backEnd = end
                    }
                    while backEnd < end {
                      if !values[backEnd].isNaN { back.add(values[backEnd]) }
                      backEnd &+= 1
                    }
                    let count = Int(counts[place])
                    guard count >= minimum else {
                      memory[place] = .nan
                      continue
                    }
                    var summary = back
                    if start < middle { summary.merge(front[start]) }
                    let result = summary.result(count: count)
                    // Sums beyond the range of doubles: an error, and not a missing value.
                    memory[place] = result.isNaN ? .infinity : result
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The median of each window, from a tree over the ranks of the entity's values: O(log n) for each step.
  func medians(of values: Buffer<Double>, _ counts: Buffer<Int32>, _ minimum: Int) -> Buffer<Double> {
    Buffer(count: values.count) { memory in
      values.withUnsafeBufferPointer { values in
        history.forEachEntity { places in
          var ranks = RankTree(values, places)
          var (first, next) = (places.lowerBound, places.lowerBound)
          for place in places {
            let (start, end) = (Int(starts[place]), Int(ends[place]))
            while next < end {
              ranks.change(next, by: 1)
              next &+= 1
            }
            while first < start {
              ranks.change(first, by: -1)
              first &+= 1
            }
            let count = Int(counts[place])
            guard count >= minimum else {
              memory[place] = .nan
              continue
            }
            let (low, high) = (ranks.value(at: (count - 1) / 2), ranks.value(at: count / 2))
            memory[place] = Quickselect.midpoint(low, high)
          }
        }
      }
    }
  }
}

extension HistoryWindows {
  /// A column of counts by row, missing for windows of fewer rows (with or without a value) than `minimum`, as pandas
  /// has it, and for rows in no history.
  func column(_ counts: Buffer<Int32>, minimum: Int) -> Column {
    let scattered = Buffer<Int64>(count: history.rowCount) { memory in
      if history.rows.count < history.rowCount { memory.initialize(repeating: -1) }
      for place in 0..<history.rows.count {
        let isLargeEnough = Int(ends[place] &- starts[place]) >= minimum
        memory[Int(history.rows[place])] = isLargeEnough ? Int64(counts[place]) : -1
      }
    }
    return scattered.withUnsafeBufferPointer { values in
      Column(.int(scattered.map { max($0, 0) }), validity: Bitmap(count: history.rowCount) { values[$0] >= 0 })
    }
  }
}
