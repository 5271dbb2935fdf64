extension Column {
  /// The rows at the given positions, in that order, as often as they are named; a missing value where the position is
  /// negative.
  package func gather(optional rows: Buffer<Int32>) throws(TextOverflow) -> Column {
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
    return Column(values, validity: validity(ofGathered: rows))
  }

  private func validity(ofGathered rows: Buffer<Int32>) -> Bitmap? {
    if let validity { return validity.gather(optional: rows) }
    return rows.withUnsafeBufferPointer { rows in
      // Negative positions have their uppermost bit set.
      let isComplete = rows.reduce(0) { $0 | $1 } >= 0
      return isComplete ? nil : Bitmap(count: rows.count) { rows[$0] >= 0 }
    }
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
            var next = 0
            for row in rows where row >= 0 {
              let start = Int(offsets[Int(row)])
              let length = Int(offsets[Int(row) + 1]) - start
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
