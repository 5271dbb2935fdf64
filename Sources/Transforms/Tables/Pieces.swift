import Columns

/// The texts of a column cut at a separator, each different text once.
struct Pieces: Sendable {
  private let codes: Buffer<Int32>
  private let validity: Bitmap?
  /// Of the text with code c the pieces are `pieces[starts[c]..<starts[c + 1]]`, codes of `dictionary`.
  private var starts = [0]
  private let pieces: [Int32]
  private let dictionary: Strings

  init(of column: Column, separator: String) {
    let (codes, texts) = column.categories
    self.codes = codes
    validity = column.validity
    let separator = Array(separator.utf8)
    var table = StringTable()
    var pieces: [Int32] = []
    for code in 0..<texts.count {
      texts.withBytes(of: code) { bytes in
        bytes.forEachPiece(separatedBy: separator) { pieces.append(table.insert($0)) }
      }
      starts.append(pieces.count)
    }
    self.pieces = pieces
    dictionary = table.dictionary
  }

  private func range(_ row: Int) -> Range<Int> {
    validity.isValid(row) ? starts[Int(codes[row])]..<starts[Int(codes[row]) + 1] : 0..<0
  }

  /// How many rows come of it: at least one of each. Below 2^62, since a text has less than 2^31 pieces.
  var rowCount: Int { (0..<codes.count).reduce(0) { $0 + max(1, range($1).count) } }

  /// For each new row the old row, the code of its piece (−1 for none) and the piece's number (0 for none).
  func rows() -> (rows: Buffer<Int32>, codes: Buffer<Int32>, numbers: Buffer<Int64>) {
    let count = rowCount
    var rows: [Int32] = [], codes: [Int32] = [], numbers: [Int64] = []
    rows.reserveCapacity(count)
    codes.reserveCapacity(count)
    numbers.reserveCapacity(count)
    for row in 0..<self.codes.count {
      let range = range(row)
      for (number, place) in range.enumerated() {
        rows.append(Int32(truncatingIfNeeded: row))
        codes.append(pieces[place])
        numbers.append(Int64(number + 1))
      }
      guard range.isEmpty else { continue }
      rows.append(Int32(truncatingIfNeeded: row))
      codes.append(-1)
      numbers.append(0)
    }
    return (Buffer(rows), Buffer(codes), Buffer(numbers))
  }

  /// The pieces with these codes as a column of the other's type.
  func column(_ codes: Buffer<Int32>, like other: Column, named name: String) throws(TransformError) -> Column {
    guard case .category = other.values else {
      return try [Column(.string(dictionary))].gather(optional: codes, named: name)[0]
    }
    let validity = codes.withUnsafeBufferPointer { codes in Bitmap(count: codes.count) { codes[$0] >= 0 } }
    return Column(.category(codes: codes.map { max(0, $0) }, dictionary: dictionary), validity: validity)
  }
}
