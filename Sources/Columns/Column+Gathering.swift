extension Column {
  /// The rows at the given positions, in that order, as often as they are named; a missing value where the position is
  /// negative.
  package func gather(optional rows: Buffer<Int32>) throws(TextOverflow) -> Column {
    let isComplete = rows.isComplete
    if isComplete, sparse != nil { return gather(rows) }
    let values: Values =
      switch values {
      case .int(let buffer): .int(buffer.gather(optional: rows, missing: 0))
      case .float(let buffer): .float(buffer.gather(optional: rows, missing: 0))
      case .bool(let bits): .bool(bits.gather(optional: rows))
      case .date(let buffer): .date(buffer.gather(optional: rows, missing: 0))
      case .timestamp(let buffer): .timestamp(buffer.gather(optional: rows, missing: 0))
      case .string(let strings): .string(try strings.gather(optional: rows))
      case .category(let codes, let dictionary):
        .category(codes: codes.gather(optional: rows, missing: 0), dictionary: dictionary)
      }
    if let validity { return Column(values, validity: validity.gather(optional: rows)) }
    return Column(values, validity: isComplete ? nil : rows.isPresent)
  }
}

extension Buffer<Int32> {
  /// Whether no position is negative: of those the uppermost bit is set.
  fileprivate var isComplete: Bool { withUnsafeBufferPointer { rows in rows.reduce(0) { $0 | $1 } >= 0 } }

  fileprivate var isPresent: Bitmap {
    withUnsafeBufferPointer { rows in Bitmap(count: rows.count) { rows[$0] >= 0 } }
  }
}

extension Buffer {
  fileprivate func gather(optional rows: Buffer<Int32>, missing: Element) -> Buffer {
    Buffer(count: rows.count) { memory in
      rows.withUnsafeBufferPointer { rows in
        withUnsafeBufferPointer { values in
          for position in 0..<rows.count {
            let row = Int(rows[position])
            memory[position] = row < 0 ? missing : values[row]
          }
        }
      }
    }
  }
}

extension Bitmap {
  fileprivate func gather(optional rows: Buffer<Int32>) -> Bitmap {
    rows.withUnsafeBufferPointer { rows in
      bytes.withUnsafeBufferPointer { bytes in
        Bitmap(count: rows.count) { position in rows[position] >= 0 && bytes.bit(Int(rows[position])) }
      }
    }
  }
}

extension Strings {
  fileprivate func gather(optional rows: Buffer<Int32>) throws(TextOverflow) -> Strings {
    var total = 0
    let gathered = Buffer<Int32>(count: rows.count + 1) { memory in
      memory[0] = 0
      rows.withUnsafeBufferPointer { rows in
        offsets.withUnsafeBufferPointer { offsets in
          for position in 0..<rows.count {
            let row = Int(rows[position])
            if row >= 0 { total &+= Int(offsets[row + 1] &- offsets[row]) }
            memory[position + 1] = Int32(truncatingIfNeeded: total)
          }
        }
      }
    }
    // A row has less than 2^31 bytes and there are less than 2^31 rows: the sum itself cannot overflow.
    guard total <= Int(Int32.max) else { throw TextOverflow() }
    let text = Buffer<UInt8>(count: total) { memory in
      guard total > 0 else { return }
      rows.withUnsafeBufferPointer { rows in
        offsets.withUnsafeBufferPointer { offsets in
          bytes.withUnsafeBufferPointer { bytes in
            let (source, target) = (bytes.baseAddress!, memory.baseAddress!)
            var (next, position) = (0, 0)
            while position < rows.count {
              let row = Int(rows[position])
              position += 1
              guard row >= 0 else { continue }
              // Rows that lie together are copied together.
              var last = row
              while position < rows.count, Int(rows[position]) == last + 1 {
                last += 1
                position += 1
              }
              let start = Int(offsets[row]), length = Int(offsets[last + 1]) - start
              (target + next).update(from: source + start, count: length)
              next += length
            }
          }
        }
      }
    }
    return Strings(offsets: gathered, bytes: text)
  }
}
