import Columns

/// The columns of one chunk in a form in which equal ones are told apart quickly: by a fingerprint first, then by every
/// cell.
struct ComparableColumns {
  private enum Cells {
    case ints(Buffer<Int64>)
    case floats(Buffer<Double>)
    /// Dates, and text by codes that all columns share.
    case codes(Buffer<Int32>)
    case bits(Bitmap)
  }

  private struct Comparable {
    let cells: Cells
    let validity: Bitmap?
    let fingerprint: UInt64
  }

  /// `nil` for columns that nobody asks about.
  private let columns: [Comparable?]

  init(_ columns: [Column], isNeeded: (Int) -> Bool) {
    var texts = Levels(type: .string)
    self.columns = columns.enumerated().map { index, column in
      guard isNeeded(index) else { return nil }
      let cells: Cells =
        switch column.values {
        case .int(let values), .timestamp(let values): .ints(values)
        case .float(let values): .floats(values)
        case .date(let values): .codes(values)
        case .bool(let bits): .bits(bits)
        case .string, .category: .codes(texts.codes(of: column))
        }
      return Comparable(cells: cells, validity: column.validity, fingerprint: Self.fingerprint(cells))
    }
  }

  /// Whether every row has the same value in both columns, or in both none.
  func areEqual(_ left: Int, _ right: Int) -> Bool {
    guard let left = columns[left], let right = columns[right], left.fingerprint == right.fingerprint,
      left.validity == right.validity
    else { return false }
    return switch (left.cells, right.cells) {
    case (.ints(let a), .ints(let b)): a == b
    case (.floats(let a), .floats(let b)): a == b
    case (.codes(let a), .codes(let b)): a == b
    case (.bits(let a), .bits(let b)): a == b
    case (.ints(let ints), .floats(let floats)), (.floats(let floats), .ints(let ints)):
      (0..<ints.count).allSatisfy { Int64(exactly: floats[$0]) == ints[$0] }
    default: false
    }
  }

  /// Equal for equal columns: an int and a float column of the same numbers are.
  private static func fingerprint(_ cells: Cells) -> UInt64 {
    switch cells {
    case .ints(let values): fingerprint(values) { Double($0).word }
    case .floats(let values): fingerprint(values) { $0.word }
    case .codes(let codes): fingerprint(codes) { UInt64(truncatingIfNeeded: $0) }
    case .bits(let bits): fingerprint(bits.bytes) { UInt64($0) }
    }
  }

  @inline(__always)
  private static func fingerprint<Element>(_ values: Buffer<Element>, word: (Element) -> UInt64) -> UInt64 {
    values.withUnsafeBufferPointer { values in
      var hash: UInt64 = 0
      for value in values {
        hash = (hash ^ word(value)) &* .golden
        hash ^= hash >> 29
      }
      return hash
    }
  }
}
