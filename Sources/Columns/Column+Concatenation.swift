/// More text in one column than 32-bit offsets address: 2 GiB.
package struct TextOverflow: Error, Equatable {
  package init() {}
}

extension Column {
  /// The rows of `columns`, which are of one type and at least one, one after the other. The dictionaries of categories
  /// are merged, in order of first appearance.
  package static func concatenated(_ columns: [Column]) throws(TextOverflow) -> Column {
    precondition(!columns.isEmpty, "columns of one type")
    if columns.count == 1 { return columns[0] }
    let sparse = columns.compactMap(\.sparse)
    if sparse.count == columns.count { return Column(.concatenated(sparse)) }
    let values: Values =
      switch columns[0].values {
      case .int: .int(.concatenated(columns.map(\.integers)))
      case .timestamp: .timestamp(.concatenated(columns.map(\.integers)))
      case .float: .float(.concatenated(columns.map(\.doubles)))
      case .date: .date(.concatenated(columns.map(\.days)))
      case .bool: .bool(.concatenated(columns.map(\.bits)))
      case .string: .string(try .concatenated(columns.map(\.strings)))
      case .category: try mergingDictionaries(of: columns)
      }
    let hasMissing = columns.contains { $0.validity != nil }
    let validity = hasMissing ? columns.map { $0.validity ?? Bitmap(repeating: true, count: $0.count) } : []
    return Column(values, validity: hasMissing ? .concatenated(validity) : nil)
  }

  private static func mergingDictionaries(of columns: [Column]) throws(TextOverflow) -> Values {
    var table = StringTable()
    var merged: [Buffer<Int32>] = []
    for column in columns {
      let (codes, dictionary) = column.coded
      guard table.textByteCount + dictionary.bytes.count <= Int(Int32.max) else { throw TextOverflow() }
      let own = (0..<dictionary.count).map { code in dictionary.withBytes(of: code) { table.insert($0) } }
      merged.append(codes.lookUp(in: own, column.validity))
    }
    return .category(codes: .concatenated(merged), dictionary: table.dictionary)
  }

  private var integers: Buffer<Int64> {
    switch values {
    case .int(let buffer), .timestamp(let buffer): buffer
    default: preconditionFailure("columns of one type")
    }
  }

  private var doubles: Buffer<Double> {
    guard case .float(let buffer) = values else { preconditionFailure("columns of one type") }
    return buffer
  }

  private var days: Buffer<Int32> {
    guard case .date(let buffer) = values else { preconditionFailure("columns of one type") }
    return buffer
  }

  private var bits: Bitmap {
    guard case .bool(let bits) = values else { preconditionFailure("columns of one type") }
    return bits
  }

  private var strings: Strings {
    guard case .string(let strings) = values else { preconditionFailure("columns of one type") }
    return strings
  }

  private var coded: (codes: Buffer<Int32>, dictionary: Strings) {
    guard case .category(let codes, let dictionary) = values else { preconditionFailure("columns of one type") }
    return (codes, dictionary)
  }
}

extension Buffer<Int32> {
  /// `own[code]` for every code; 0 for those of missing values.
  fileprivate func lookUp(in own: [Int32], _ validity: Bitmap?) -> Buffer<Int32> {
    guard let validity else { return own.isEmpty ? self : map { own[Int($0)] } }
    return Buffer(count: count) { memory in
      withUnsafeBufferPointer { codes in
        validity.bytes.withUnsafeBufferPointer { bits in
          for row in 0..<codes.count { memory[row] = bits.bit(row) ? own[Int(codes[row])] : 0 }
        }
      }
    }
  }
}

extension Buffer {
  package static func concatenated(_ parts: [Buffer]) -> Buffer {
    if parts.count == 1 { return parts[0] }
    return Buffer(count: parts.reduce(0) { $0 + $1.count }) { memory in
      var next = 0
      for part in parts {
        part.withUnsafeBufferPointer { _ = UnsafeMutableBufferPointer(rebasing: memory[next...]).initialize(from: $0) }
        next += part.count
      }
    }
  }
}

extension Bitmap {
  package static func concatenated(_ parts: [Bitmap]) -> Bitmap {
    let count = parts.reduce(0) { $0 + $1.count }
    let bytes = Buffer<UInt8>(count: (count + 7) / 8) { memory in
      memory.initialize(repeating: 0)
      var next = 0
      for part in parts {
        let shift = UInt8(next & 7)
        // Bits past the end of a part are 0, so only the last of its bytes can lack room on the right.
        for index in 0..<part.bytes.count {
          let (position, byte) = (next >> 3 + index, part.bytes[index])
          memory[position] |= byte << shift
          if shift > 0, position + 1 < memory.count { memory[position + 1] |= byte >> (8 - shift) }
        }
        next += part.count
      }
    }
    return Bitmap(bytes: bytes, count: count)
  }
}

extension Strings {
  package static func concatenated(_ parts: [Strings]) throws(TextOverflow) -> Strings {
    guard parts.reduce(0, { $0 + $1.bytes.count }) <= Int(Int32.max) else { throw TextOverflow() }
    let offsets = Buffer<Int32>(count: parts.reduce(1) { $0 + $1.count }) { memory in
      memory[0] = 0
      var (row, start) = (0, Int32(0))
      for part in parts {
        part.offsets.withUnsafeBufferPointer { offsets in
          for index in 1..<offsets.count { memory[row + index] = start + offsets[index] }
        }
        row += part.count
        start += Int32(part.bytes.count)
      }
    }
    return Strings(offsets: offsets, bytes: .concatenated(parts.map(\.bytes)))
  }
}

extension SparseNumbers {
  fileprivate static func concatenated(_ parts: [SparseNumbers]) -> SparseNumbers {
    let isOnes = parts.allSatisfy { if case .ones = $0.entries { true } else { false } }
    let isFloat = parts[0].valueType == .float
    let entryCount = parts.reduce(0) { $0 + $1.nonZeroCount }
    var rows: [Int32] = [], counts: [Int32] = [], floats: [Double] = []
    rows.reserveCapacity(entryCount)
    if isFloat { floats.reserveCapacity(entryCount) } else if !isOnes { counts.reserveCapacity(entryCount) }
    var start = 0
    for part in parts {
      part.forEach { row, value in
        rows.append(Int32(start + row))
        if isFloat { floats.append(value) } else if !isOnes { counts.append(Int32(value)) }
      }
      start += part.count
    }
    return SparseNumbers(
      count: start, rows: Buffer(rows),
      entries: isFloat ? .floats(Buffer(floats)) : isOnes ? .ones : .counts(Buffer(counts)),
      range: 0..<rows.count)
  }
}
