extension Column {
  /// The values as doubles: ints converted (exact up to 2^53), booleans as 0 and 1, dates as days, timestamps as
  /// microseconds; `nil` for strings and categories. No copy is made of a float column.
  package var numbers: Buffer<Double>? {
    if let sparse { return sparse.numbers }
    return switch values {
    case .float(let buffer): buffer
    case .int(let buffer), .timestamp(let buffer): buffer.map { Double($0) }
    case .date(let buffer): buffer.map { Double($0) }
    case .bool(let bits):
      Buffer(count: bits.count) { memory in
        bits.bytes.withUnsafeBufferPointer { bytes in
          for row in 0..<memory.count { memory[row] = bytes.bit(row) ? 1 : 0 }
        }
      }
    case .string, .category: nil
    }
  }

  /// The canonical text of one present value: what `csv` writes and what a category of it is called.
  package func text(at row: Int) -> String {
    if let sparse { return sparse.valueType == .int ? String(Int64(sparse[row])) : String(describing: sparse[row]) }
    return switch values {
    case .int(let buffer): String(buffer[row])
    case .float(let buffer): String(describing: buffer[row])
    case .bool(let bits): bits[row] ? "true" : "false"
    case .date(let buffer): CivilDate(daysSinceEpoch: buffer[row]).description
    case .timestamp(let buffer): Timestamp(microsecondsSinceEpoch: buffer[row]).description
    case .string(let strings): strings[row]
    case .category(let codes, let dictionary): dictionary[Int(codes[row])]
    }
  }
}

extension Buffer {
  @inlinable
  package func map<Result: BitwiseCopyable>(_ transform: (Element) -> Result) -> Buffer<Result> {
    Buffer<Result>(count: count) { memory in
      withUnsafeBufferPointer { values in
        for index in 0..<values.count { memory[index] = transform(values[index]) }
      }
    }
  }
}
