import Columns

@testable import Transforms

/// A cell as a test compares it: floats by their bits, categories by their text.
enum Cell: Equatable, CustomStringConvertible {
  case missing
  case bits(UInt64)
  case int(Int64)
  case bool(Bool)
  case text(String)

  var description: String {
    switch self {
    case .missing: "missing"
    case .bits(let bits): "\(Double(bitPattern: bits))"
    case .int(let value): "\(value)"
    case .bool(let value): "\(value)"
    case .text(let value): value
    }
  }
}

extension Column {
  var cells: [Cell] {
    let values = values
    return (0..<count).map { row in
      guard validity.isValid(row) else { return .missing }
      switch values {
      case .int(let values), .timestamp(let values): return .int(values[row])
      case .date(let values): return .int(Int64(values[row]))
      case .float(let values): return .bits(values[row].bitPattern)
      case .bool(let bits): return .bool(bits[row])
      case .string, .category: return .text(text(at: row))
      }
    }
  }

  /// The values of an int column, missing ones as `nil`.
  var intCells: [Int64?] {
    guard case .int(let values) = values else { return [] }
    return (0..<count).map { validity.isValid($0) ? values[$0] : nil }
  }

  /// One letter a row; `.` is missing.
  static func letters(_ text: String) -> Column { .category(text.map { $0 == "." ? nil : String($0) }) }

  /// Present values as doubles, missing ones as `nil`.
  var doubles: [Double?] {
    guard let numbers else { return [] }
    return (0..<count).map { validity.isValid($0) ? numbers[$0] : nil }
  }

  /// Whether every slot of a missing value holds 0, the invariant of `Column`.
  var hasCleanSlots: Bool {
    let values = values
    return (0..<count).allSatisfy { row in
      guard !validity.isValid(row) else { return true }
      switch values {
      case .int(let values), .timestamp(let values): return values[row] == 0
      case .date(let values): return values[row] == 0
      case .float(let values): return values[row].bitPattern == 0
      case .bool(let bits): return !bits[row]
      case .string(let strings): return strings[row].isEmpty
      case .category(let codes, _): return codes[row] == 0
      }
    }
  }
}
