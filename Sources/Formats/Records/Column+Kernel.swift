import CKernels
import Columns

extension Column {
  /// The column as the kernel takes it. The pointers are good as long as the column lives: a buffer's memory never moves.
  var kernel: ck_csv_column {
    if let sparse { return sparse.kernel }
    var column = ck_csv_column()
    column.validity = validity.map { $0.bytes.withUnsafeBufferPointer { $0.baseAddress! } }
    switch values {
    case .int(let buffer):
      column.type = CK_CSV_INT
      column.values = buffer.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress!) }
    case .float(let buffer):
      column.type = CK_CSV_FLOAT
      column.values = buffer.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress!) }
    case .bool(let bits):
      column.type = CK_CSV_BOOL
      column.values = bits.bytes.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress!) }
    case .date(let buffer):
      column.type = CK_CSV_DATE
      column.values = buffer.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress!) }
    case .timestamp(let buffer):
      column.type = CK_CSV_TIMESTAMP
      column.values = buffer.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress!) }
    case .string(let strings):
      column.type = CK_CSV_STRING
      column.offsets = strings.offsets.withUnsafeBufferPointer { $0.baseAddress! }
      column.bytes = strings.bytes.withUnsafeBufferPointer { $0.baseAddress! }
    case .category(let codes, let dictionary):
      column.type = CK_CSV_CATEGORY
      column.values = codes.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress!) }
      column.offsets = dictionary.offsets.withUnsafeBufferPointer { $0.baseAddress! }
      column.bytes = dictionary.bytes.withUnsafeBufferPointer { $0.baseAddress! }
      column.distinct = dictionary.count
    }
    return column
  }
}

extension SparseNumbers {
  var kernel: ck_csv_column {
    var column = ck_csv_column()
    let (rows, counts, floats) = pointers
    column.rows = rows
    column.row_count = nonZeroCount
    if let floats {
      column.type = CK_CSV_SPARSE_FLOAT
      column.values = UnsafeRawPointer(floats)
    } else if let counts {
      column.type = CK_CSV_SPARSE_INT
      column.values = UnsafeRawPointer(counts)
    } else {
      column.type = CK_CSV_SPARSE_ONE
    }
    return column
  }
}
