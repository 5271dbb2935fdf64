import Columns

/// The rows of a table by key and by the moment from which each can be used: the later of the time of its event and
/// the time it was known. Of what could be used at some moment, the latest event is a running maximum, so that one
/// search per question is enough.
struct KnownRows: Sendable {
  private let keys: MatchedKeys
  private let events: Buffer<Int64>
  /// The rows of each key in the order in which they could be used.
  private let members: GroupMembers
  /// By position in `members.rows`: from when that row can be used.
  private let available: Buffer<Int64>
  /// By position in `members.rows`: of the rows of the key up to this one, the one with the latest event.
  private let latest: Buffer<Int32>

  /// - Parameter knowledge: `nil` where an event is known when it happens.
  init(_ keys: MatchedKeys, event: Column, knowledge: Column?) {
    guard let events = event.instants else { preconditionFailure("refused by the plan") }
    self.keys = keys
    self.events = events
    let availability =
      knowledge?.instants.map { known in
        Buffer<Int64>(count: events.count) { memory in
          for row in 0..<events.count { memory[row] = max(events[row], known[row]) }
        }
      } ?? events
    // What has no time was never known.
    let validity = event.validity & knowledge?.validity
    let order = RowOrder.sorted(by: [.init(column: Column(.timestamp(availability)))], count: events.count)
    let ordered = order.map { row in validity.isValid(Int(row)) ? keys.right[Int(row)] : -1 }
    let positions = GroupMembers(ordered, count: keys.count)
    members = GroupMembers(starts: positions.starts, rows: order.gather(positions.rows))
    available = availability.gather(members.rows)
    latest = Self.latest(members, events, count: keys.count)
  }

  private static func latest(_ members: GroupMembers, _ events: Buffer<Int64>, count: Int) -> Buffer<Int32> {
    Buffer(count: members.rows.count) { memory in
      for key in 0..<count {
        var latest = Int32(-1)
        for position in Int(members.starts[key])..<Int(members.starts[key + 1]) {
          let row = members.rows[position]
          if latest < 0 || events[Int(row)] >= events[Int(latest)] { latest = row }
          memory[position] = latest
        }
      }
    }
  }

  /// For each left row the row with the latest event that could be used at its moment; −1 where there is none, or it
  /// lies further back than `tolerance`.
  func latest(at moments: Column, tolerance: Int64?, allowExact: Bool) -> Buffer<Int32> {
    guard let instants = moments.instants else { preconditionFailure("refused by the plan") }
    return Buffer(count: instants.count) { memory in
      for row in 0..<instants.count {
        let key = keys.left[row], now = instants[row]
        guard key >= 0, moments.validity.isValid(row) else {
          memory[row] = -1
          continue
        }
        let found = latest(of: Int(key), at: now, allowExact: allowExact)
        memory[row] = found >= 0 && isRecent(events[Int(found)], at: now, tolerance) ? found : -1
      }
    }
  }

  private func isRecent(_ event: Int64, at now: Int64, _ tolerance: Int64?) -> Bool {
    guard let tolerance else { return true }
    let (age, overflow) = now.subtractingReportingOverflow(event)
    return !overflow && age <= tolerance
  }

  private func latest(of key: Int, at now: Int64, allowExact: Bool) -> Int32 {
    let start = Int(members.starts[key])
    let next = (start..<Int(members.starts[key + 1])).partitionPoint {
      available[$0] < now || allowExact && available[$0] == now
    }
    return next == start ? -1 : latest[next - 1]
  }
}
