/// Immutable typed values in Arrow's memory layout, with a validity bitmap.
///
/// Invariant: the slot of a missing value holds 0 (an empty string, code 0), so equal columns have equal bytes.
package struct Column: Sendable, Equatable {
  package enum Values: Sendable, Equatable {
    case int(Buffer<Int64>)
    case float(Buffer<Double>)
    case bool(Bitmap)
    case date(Buffer<Int32>)
    case timestamp(Buffer<Int64>)
    /// Columns of type `string` and `text`.
    case string(Strings)
    /// Codes into a dictionary of distinct strings, in order of first appearance in this column.
    case category(codes: Buffer<Int32>, dictionary: Strings)
  }

  package let values: Values
  /// A cleared bit marks a missing value; `nil` when none is missing.
  package let validity: Bitmap?

  package init(_ values: Values, validity: Bitmap? = nil) {
    self.values = values
    self.validity = validity?.clearCount == 0 ? nil : validity
    if let validity { precondition(validity.count == count) }
  }

  /// Number of rows.
  package var count: Int {
    switch values {
    case .int(let buffer): buffer.count
    case .float(let buffer): buffer.count
    case .bool(let bits): bits.count
    case .date(let buffer): buffer.count
    case .timestamp(let buffer): buffer.count
    case .string(let strings): strings.count
    case .category(let codes, _): codes.count
    }
  }

  /// The type of the values; `text` is not told from `string`.
  package var valueType: ColumnType {
    switch values {
    case .int: .int
    case .float: .float
    case .bool: .bool
    case .date: .date
    case .timestamp: .timestamp
    case .string: .string
    case .category: .category
    }
  }

  package var missingCount: Int { validity?.clearCount ?? 0 }

  /// Bytes in memory, for the engine's budget.
  package var byteCount: Int {
    let values =
      switch values {
      case .int(let buffer): buffer.byteCount
      case .float(let buffer): buffer.byteCount
      case .bool(let bits): bits.bytes.byteCount
      case .date(let buffer): buffer.byteCount
      case .timestamp(let buffer): buffer.byteCount
      case .string(let strings): strings.byteCount
      case .category(let codes, let dictionary): codes.byteCount + dictionary.byteCount
      }
    return values + (validity?.bytes.byteCount ?? 0)
  }

  /// A column of no row.
  package static func empty(_ type: ColumnType) -> Column {
    switch type {
    case .int: .int([])
    case .float: .float([])
    case .bool: .bool([])
    case .date: .date([])
    case .timestamp: .timestamp([])
    case .string, .text: .string([])
    case .category: .category([])
    }
  }

  /// The rows at the given positions, in that order.
  package func gather(_ rows: Buffer<Int32>) -> Column {
    let values: Values =
      switch values {
      case .int(let buffer): .int(buffer.gather(rows))
      case .float(let buffer): .float(buffer.gather(rows))
      case .bool(let bits): .bool(bits.gather(rows))
      case .date(let buffer): .date(buffer.gather(rows))
      case .timestamp(let buffer): .timestamp(buffer.gather(rows))
      case .string(let strings): .string(strings.gather(rows))
      case .category(let codes, let dictionary): .category(codes: codes.gather(rows), dictionary: dictionary)
      }
    return Column(values, validity: validity?.gather(rows))
  }
}

extension Buffer {
  @inlinable
  package func gather(_ rows: Buffer<Int32>) -> Buffer {
    Buffer(count: rows.count) { memory in
      rows.withUnsafeBufferPointer { rows in
        withUnsafeBufferPointer { values in
          for position in 0..<rows.count { memory[position] = values[Int(rows[position])] }
        }
      }
    }
  }
}

// MARK: - Columns from Swift values, for tests and small results

extension Column {
  package static func float(_ values: [Double?]) -> Column {
    Column(.float(Buffer(values.map { $0 ?? 0 })), validity: validity(of: values))
  }

  package static func int(_ values: [Int64?]) -> Column {
    Column(.int(Buffer(values.map { $0 ?? 0 })), validity: validity(of: values))
  }

  package static func bool(_ values: [Bool?]) -> Column {
    Column(.bool(Bitmap(values.map { $0 ?? false })), validity: validity(of: values))
  }

  package static func date(_ values: [Int32?]) -> Column {
    Column(.date(Buffer(values.map { $0 ?? 0 })), validity: validity(of: values))
  }

  package static func timestamp(_ values: [Int64?]) -> Column {
    Column(.timestamp(Buffer(values.map { $0 ?? 0 })), validity: validity(of: values))
  }

  package static func string(_ values: [String?]) -> Column {
    Column(.string(Strings(values.map { $0 ?? "" })), validity: validity(of: values))
  }

  package static func category(_ values: [String?]) -> Column {
    var table = StringTable()
    let codes = values.map { value in value.map { table.insert($0) } ?? 0 }
    return Column(.category(codes: Buffer(codes), dictionary: table.dictionary), validity: validity(of: values))
  }

  private static func validity<Value>(of values: [Value?]) -> Bitmap? {
    Bitmap(count: values.count) { values[$0] != nil }
  }
}
