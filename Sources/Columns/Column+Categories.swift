extension Column {
  /// The column dictionary-encoded: a category as it is, a string column by a pass over its bytes; other types through
  /// the canonical text of their distinct values (`true`, `-3`, `2.5`; −0.0 counts as 0.0). The codes of missing values
  /// are 0, so a code means nothing where the validity bit is clear.
  package var categories: (codes: Buffer<Int32>, dictionary: Strings) {
    switch values {
    case .category(let codes, let dictionary): (codes, dictionary)
    case .string(let strings): encode(strings)
    case .int(let buffer): encode(buffer.map { UInt64(bitPattern: $0) })
    case .timestamp(let buffer): encode(buffer.map { UInt64(bitPattern: $0) })
    case .date(let buffer): encode(buffer.map { UInt64(bitPattern: Int64($0)) })
    case .float(let buffer): encode(buffer.map { $0 == 0 ? 0 : $0.bitPattern })
    case .bool(let bits):
      encode(
        Buffer(count: bits.count) { memory in
          bits.bytes.withUnsafeBufferPointer { bytes in
            for row in 0..<memory.count { memory[row] = bytes.bit(row) ? 1 : 0 }
          }
        })
    }
  }

  private func encode(_ strings: Strings) -> (codes: Buffer<Int32>, dictionary: Strings) {
    var table = StringTable()
    let codes = Buffer<Int32>(count: count) { memory in
      strings.offsets.withUnsafeBufferPointer { offsets in
        strings.bytes.withUnsafeBufferPointer { bytes in
          for row in 0..<memory.count {
            let string = UnsafeBufferPointer(rebasing: bytes[Int(offsets[row])..<Int(offsets[row + 1])])
            memory[row] = isPresent(row) ? table.insert(string) : 0
          }
        }
      }
    }
    return (codes, table.dictionary)
  }

  /// `keys` are equal where the values are; the text of a value is made once, at its first row.
  private func encode(_ keys: Buffer<UInt64>) -> (codes: Buffer<Int32>, dictionary: Strings) {
    var table = NumberTable()
    var texts = StringsBuilder()
    let codes = Buffer<Int32>(count: count) { memory in
      keys.withUnsafeBufferPointer { keys in
        for row in 0..<memory.count {
          guard isPresent(row) else {
            memory[row] = 0
            continue
          }
          let code = table.insert(keys[row])
          if Int(code) == texts.count { texts.append(categoryText(at: row)) }
          memory[row] = code
        }
      }
    }
    return (codes, texts.finish())
  }

  private func categoryText(at row: Int) -> String {
    if case .float(let buffer) = values, buffer[row] == 0 { return "0.0" }
    return text(at: row)
  }

  private func isPresent(_ row: Int) -> Bool {
    guard let validity else { return true }
    return validity[row]
  }
}

/// Gives each distinct 64-bit key a code, in order of first appearance: `StringTable` for numbers.
private struct NumberTable {
  private var keys: [UInt64] = []
  /// Code + 1, or 0 for an empty slot; the length is a power of two at most half full.
  private var slots = [Int32](repeating: 0, count: 64)

  mutating func insert(_ key: UInt64) -> Int32 {
    var slot = Self.hash(key) & (slots.count - 1)
    while slots[slot] != 0 {
      if keys[Int(slots[slot] - 1)] == key { return slots[slot] - 1 }
      slot = (slot + 1) & (slots.count - 1)
    }
    keys.append(key)
    slots[slot] = Int32(keys.count)
    if keys.count * 2 > slots.count { grow() }
    return Int32(keys.count - 1)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (code, key) in keys.enumerated() {
      var slot = Self.hash(key) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(code + 1)
    }
  }

  /// The finalizer of MurmurHash3. A batch holds at most 64 k rows, so crafted collisions cost seconds at worst.
  private static func hash(_ key: UInt64) -> Int {
    var hash = key
    hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return Int(truncatingIfNeeded: hash ^ hash >> 33)
  }
}
