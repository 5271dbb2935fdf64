package import Columns

/// What a treatment makes of one column of a batch, and the rows whose value it could not treat.
package struct TreatedColumn: Sendable {
  package let column: Column
  /// Positions in the batch, ascending; their value is missing in `column`. The engine sets these rows aside: a value
  /// that cannot be treated must not pass untreated, nor vanish uncounted.
  package let invalidRows: Buffer<Int32>
  /// What is wrong with those values, to follow the column's name in a message.
  package let problem: String

  package init(_ column: Column, invalidRows: Buffer<Int32> = [], problem: String = "") {
    self.column = column
    self.invalidRows = invalidRows
    self.problem = problem
  }

  /// `strings` hold an empty text at the invalid rows.
  static func strings(
    _ strings: Strings, validity: Bitmap?, invalid: [Int32], problem: String
  ) -> TreatedColumn {
    let validity = Self.clearing(invalid, in: validity, count: strings.count)
    return TreatedColumn(Column(.string(strings), validity: validity), invalidRows: Buffer(invalid), problem: problem)
  }

  /// A category column whose values were treated once each: `dictionary[i]` is what value `i` became. Values that
  /// became equal share a code again.
  static func category(
    codes: Buffer<Int32>, validity: Bitmap?, dictionary: Strings, invalid: Set<Int32>, problem: String
  ) -> TreatedColumn {
    var table = StringTable(capacity: dictionary.count)
    let newCodes = (0..<Int32(dictionary.count)).map { code in
      invalid.contains(code) ? 0 : dictionary.withBytes(of: Int(code)) { table.insert($0) }
    }
    var invalidRows: [Int32] = []
    let codes = Buffer<Int32>(count: codes.count) { memory in
      for row in 0..<memory.count {
        memory[row] = 0
        guard validity.isValid(row) else { continue }
        if invalid.contains(codes[row]) {
          invalidRows.append(Int32(row))
        } else {
          memory[row] = newCodes[Int(codes[row])]
        }
      }
    }
    let column = Column(
      .category(codes: codes, dictionary: table.dictionary),
      validity: Self.clearing(invalidRows, in: validity, count: codes.count))
    return TreatedColumn(column, invalidRows: Buffer(invalidRows), problem: problem)
  }

  static func clearing(_ rows: [Int32], in validity: Bitmap?, count: Int) -> Bitmap? {
    guard !rows.isEmpty else { return validity }
    let cleared = Set(rows)
    return Bitmap(count: count) { validity.isValid($0) && !cleared.contains(Int32($0)) }
  }
}

extension Column {
  /// Replaces every text of a string or category column, each distinct value of a category once; other columns through
  /// their canonical text. `rewrite` appends the new text and returns `false` for a value it cannot treat.
  func rewritingTexts(
    problem: String, _ rewrite: (UnsafeBufferPointer<UInt8>, inout [UInt8]) -> Bool
  ) -> TreatedColumn {
    func rewritten(_ strings: Strings, _ validity: Bitmap?) -> (Strings, [Int32]) {
      var builder = StringsBuilder(rows: strings.count, bytes: strings.bytes.count)
      var invalid: [Int32] = []
      var text: [UInt8] = []
      for row in 0..<strings.count {
        text.removeAll(keepingCapacity: true)
        if validity.isValid(row), !strings.withBytes(of: row, { rewrite($0, &text) }) {
          invalid.append(Int32(row))
          text.removeAll(keepingCapacity: true)
        }
        builder.append(text)
      }
      return (builder.finish(), invalid)
    }
    if case .category(let codes, let dictionary) = values {
      let (strings, invalid) = rewritten(dictionary, nil)
      return .category(
        codes: codes, validity: validity, dictionary: strings, invalid: Set(invalid), problem: problem)
    }
    let (strings, invalid) = rewritten(texts, validity)
    return .strings(strings, validity: validity, invalid: invalid, problem: problem)
  }
}
