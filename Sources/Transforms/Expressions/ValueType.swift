import Columns

/// The type of a value in an expression. Each value may be missing.
enum ValueType: String, Sendable, CaseIterable {
  case bool, int, float, string, date, timestamp

  init(_ type: ColumnType) {
    self =
      switch type {
      case .bool: .bool
      case .int: .int
      case .float: .float
      case .string, .text, .category: .string
      case .date: .date
      case .timestamp: .timestamp
      }
  }

  var columnType: ColumnType {
    switch self {
    case .bool: .bool
    case .int: .int
    case .float: .float
    case .string: .string
    case .date: .date
    case .timestamp: .timestamp
    }
  }
}

/// A literal after typing.
enum Constant: Sendable, Equatable {
  case missing(ValueType)
  case bool(Bool)
  case int(Int64)
  case float(Double)
  case string(String)
  case date(Int32)
  case timestamp(Int64)

  /// A column with the value in every row.
  func column(count: Int) -> Column {
    switch self {
    case .missing(let type):
      Self.empty(type).column(count: count).replacing(validity: Bitmap(repeating: false, count: count))
    case .bool(let value): Column(.bool(Bitmap(repeating: value, count: count)))
    case .int(let value): Column(.int(Buffer(repeating: value, count: count)))
    case .float(let value): Column(.float(Buffer(repeating: value, count: count)))
    case .string(let value):
      Column(.category(codes: Buffer(repeating: 0, count: count), dictionary: Strings([value])))
    case .date(let value): Column(.date(Buffer(repeating: value, count: count)))
    case .timestamp(let value): Column(.timestamp(Buffer(repeating: value, count: count)))
    }
  }

  /// The slot of a missing value.
  private static func empty(_ type: ValueType) -> Constant {
    switch type {
    case .bool: .bool(false)
    case .int: .int(0)
    case .float: .float(0)
    case .string: .string("")
    case .date: .date(0)
    case .timestamp: .timestamp(0)
    }
  }
}

extension Column {
  func replacing(validity: Bitmap?) -> Column { Column(values, validity: validity) }
}
