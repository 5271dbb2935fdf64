import Columns

/// The texts of a string or category column, row by row.
struct Texts {
  let strings: Strings
  /// `nil`: a string of its own for each row.
  let codes: Buffer<Int32>?
  let count: Int

  init(_ column: Column) {
    switch column.values {
    case .string(let strings):
      self.strings = strings
      codes = nil
    case .category(let codes, let dictionary):
      // All rows of an empty dictionary are missing; their code 0 needs something to point at.
      strings = dictionary.count > 0 ? dictionary : Strings([""])
      self.codes = codes
    case .int, .float, .bool, .date, .timestamp: preconditionFailure("the checker lets only text through")
    }
    count = column.count
  }

  /// Whether all rows hold one text, as those of a literal do.
  var isConstant: Bool { codes != nil && strings.count == 1 }

  @inline(__always)
  func withBytes<Result>(of row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    strings.withBytes(of: codes.map { Int($0[row]) } ?? row, body)
  }
}
