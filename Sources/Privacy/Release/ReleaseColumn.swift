package import Columns

/// The values of one column of an output: each distinct one once, and a code for every row.
///
/// Code 0 is the missing value, which is a value of its own: that something is not known of somebody tells people apart
/// like anything else. The others count from 1 in order of first appearance, so that codes depend on the rows alone.
package struct ReleaseColumn: Sendable {
  package let name: String
  package let type: ColumnType
  /// By row.
  package private(set) var codes: [Int32] = []
  private var table = StringTable()

  package init(name: String, type: ColumnType) {
    self.name = name
    self.type = type
  }

  /// Takes further rows.
  package mutating func append(_ column: Column) throws(ReleaseError) {
    let (own, dictionary) = column.categories
    guard table.textByteCount + dictionary.bytes.count < Int(Int32.max), codes.count + own.count < Int(Int32.max) else {
      throw .tooLarge(column: name)
    }
    let places = (0..<dictionary.count).map { code in dictionary.withBytes(of: code) { table.insert($0) + 1 } }
    codes.reserveCapacity(codes.count + own.count)
    for row in 0..<own.count { codes.append(column.validity.isValid(row) ? places[Int(own[row])] : 0) }
  }

  /// Codes in use, the missing value's among them.
  package var codeCount: Int { table.count + 1 }

  /// The canonical text of each value; that of code `c` stands at `c - 1`.
  package var texts: Strings { table.dictionary }

  /// Bytes in memory, for the engine's budget.
  package var byteCount: Int { codes.count * 4 + table.textByteCount + table.count * 20 }
}
