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
    case .float(let buffer): encode(buffer.map { $0.word })
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
    let codes = table.insert(strings, validity, base: 0, missing: 0)
    return (codes, table.dictionary)
  }

  /// `keys` are equal where the values are; the text of a value is made once, at its first row.
  private func encode(_ keys: Buffer<UInt64>) -> (codes: Buffer<Int32>, dictionary: Strings) {
    var table = WordTable()
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
