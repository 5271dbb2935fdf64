package import Columns

/// Whose each row is: a code for every row, equal for rows of one person.
package struct PeopleCodes: Sendable {
  package private(set) var codes: [Int32] = []
  private var table = WordTable()

  package init() {}

  /// Takes further rows, by a hash of the person.
  package mutating func append(_ people: Buffer<UInt64>) {
    codes.reserveCapacity(codes.count + people.count)
    people.withUnsafeBufferPointer { people in
      for person in people { codes.append(table.insert(person)) }
    }
  }

  /// The people of a column that names them; rows without a name may all be of one person, and count as one.
  package init(_ column: ReleaseColumn) { codes = column.codes }

  package var byteCount: Int { codes.count * 4 + table.count * 16 }
}
