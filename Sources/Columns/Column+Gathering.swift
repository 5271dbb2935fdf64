extension Column {
  /// The rows at the given positions, in that order, as often as they are named; a missing value where the position is
  /// negative.
  package func gather(optional rows: Buffer<Int32>) throws(TextOverflow) -> Column {
    let isComplete = rows.isComplete
    // Text is gathered here alone: what it becomes may be too long.
    if isComplete, ![.string, .text].contains(valueType) { return gather(rows) }
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
    return Strings(offsets: gathered, bytes: copy(rows, to: gathered, total))
  }

  /// The bytes of the rows, each at its place. Short texts are copied by one instruction, together with what follows
  /// them, which the next one writes over.
  private func copy(_ rows: Buffer<Int32>, to places: Buffer<Int32>, _ total: Int) -> Buffer<UInt8> {
    typealias Block = SIMD32<UInt8>
    let width = MemoryLayout<Block>.size
    let text = BufferBuilder<UInt8>(capacity: total + width)
    let target = UnsafeMutableRawPointer(text.base)
    rows.withUnsafeBufferPointer { rows in
      places.withUnsafeBufferPointer { places in
        offsets.withUnsafeBufferPointer { offsets in
          bytes.withUnsafeBufferPointer { bytes in
            let source = UnsafeRawBufferPointer(bytes)
            for position in 0..<rows.count where rows[position] >= 0 {
              let start = Int(offsets[Int(rows[position])]), place = Int(places[position])
              let length = Int(places[position + 1]) - place
              if length <= width && start + width <= source.count {
                let block = source.loadUnaligned(fromByteOffset: start, as: Block.self)
                target.storeBytes(of: block, toByteOffset: place, as: Block.self)
              } else if length > 0 {
                (target + place).copyMemory(from: source.baseAddress! + start, byteCount: length)
              }
            }
          }
        }
      }
    }
    return text.finish(count: total)
  }
}
