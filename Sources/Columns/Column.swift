/// Immutable typed values in Arrow's memory layout, with a validity bitmap; or, where most are 0, the entries of the
/// others.
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

  private enum Storage: Sendable {
    case dense(Values)
    case sparse(SparseNumbers)
  }

  private let storage: Storage
  /// A cleared bit marks a missing value; `nil` when none is missing, as in every sparse column.
  package let validity: Bitmap?

  package init(_ values: Values, validity: Bitmap? = nil) {
    if let validity { precondition(validity.count == values.count) }
    storage = .dense(values)
    self.validity = validity?.clearCount == 0 ? nil : validity
  }

  package init(_ numbers: SparseNumbers) {
    storage = .sparse(numbers)
    validity = nil
  }

  /// A slot for every row. Of a sparse column they are made anew at each call: whoever handles wide tables asks for
  /// `sparse` first; whoever works on one column at a time need not know that there are such columns.
  package var values: Values {
    switch storage {
    case .dense(let values): values
    case .sparse(let numbers): numbers.dense
    }
  }

  /// The entries of a sparse column; `nil` for any other.
  package var sparse: SparseNumbers? {
    switch storage {
    case .dense: nil
    case .sparse(let numbers): numbers
    }
  }

  /// Number of rows.
  package var count: Int {
    switch storage {
    case .dense(let values): values.count
    case .sparse(let numbers): numbers.count
    }
  }

  /// The type of the values; `text` is not told from `string`.
  package var valueType: ColumnType {
    switch storage {
    case .dense(let values): values.type
    case .sparse(let numbers): numbers.valueType
    }
  }

  package var missingCount: Int { validity?.clearCount ?? 0 }

  /// Bytes in memory, for the engine's budget.
  package var byteCount: Int {
    switch storage {
    case .dense(let values): values.byteCount + (validity?.bytes.byteCount ?? 0)
    case .sparse(let numbers): numbers.byteCount
    }
  }

  /// The rows at the given positions, in that order.
  package func gather(_ rows: Buffer<Int32>) -> Column {
    switch storage {
    case .dense(let values): Column(values.gather(rows), validity: validity?.gather(rows))
    case .sparse(let numbers): Column(numbers.gather(rows))
    }
  }

  /// Equal in type and every value; how they are stored does not matter.
  package static func == (left: Column, right: Column) -> Bool {
    if case .sparse(let left) = left.storage, case .sparse(let right) = right.storage { return left == right }
    return left.values == right.values && left.validity == right.validity
  }
}

extension Column {
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
}

extension Column.Values {
  /// Number of rows.
  fileprivate var count: Int {
    switch self {
    case .int(let buffer): buffer.count
    case .float(let buffer): buffer.count
    case .bool(let bits): bits.count
    case .date(let buffer): buffer.count
    case .timestamp(let buffer): buffer.count
    case .string(let strings): strings.count
    case .category(let codes, _): codes.count
    }
  }

  fileprivate var type: ColumnType {
    switch self {
    case .int: .int
    case .float: .float
    case .bool: .bool
    case .date: .date
    case .timestamp: .timestamp
    case .string: .string
    case .category: .category
    }
  }

  fileprivate var byteCount: Int {
    switch self {
    case .int(let buffer): buffer.byteCount
    case .float(let buffer): buffer.byteCount
    case .bool(let bits): bits.bytes.byteCount
    case .date(let buffer): buffer.byteCount
    case .timestamp(let buffer): buffer.byteCount
    case .string(let strings): strings.byteCount
    case .category(let codes, let dictionary): codes.byteCount + dictionary.byteCount
    }
  }

  fileprivate func gather(_ rows: Buffer<Int32>) -> Self {
    switch self {
    case .int(let buffer): .int(buffer.gather(rows))
    case .float(let buffer): .float(buffer.gather(rows))
    case .bool(let bits): .bool(bits.gather(rows))
    case .date(let buffer): .date(buffer.gather(rows))
    case .timestamp(let buffer): .timestamp(buffer.gather(rows))
    case .string(let strings): .string(strings.gather(rows))
    case .category(let codes, let dictionary): .category(codes: codes.gather(rows), dictionary: dictionary)
    }
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
