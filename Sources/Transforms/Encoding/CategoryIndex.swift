import Columns

/// Numbers the categories of one column while chunks go by: 0 is the missing value, 1, 2, … the categories in order of
/// first appearance. The numbers depend on the order of rows; nothing that leaves a fit may.
struct CategoryIndex: Sendable {
  static let missing = 0

  private var table = StringTable()

  /// Groups so far, the missing value among them.
  var count: Int { table.count + 1 }

  /// The text of each category; that of group `g` is at `g - 1`.
  var texts: [String] { table.dictionary.array }

  func find(_ text: String) -> Int? { table.find(text).map { Int($0) + 1 } }

  /// The group of every row. Entries of the column's dictionary that no row uses get none.
  mutating func groups(of column: Column) -> Buffer<Int32> {
    let (codes, dictionary) = column.categories
    let groupOfCode = groups(of: dictionary, used: Self.used(codes, column.validity, dictionary.count))
    return Buffer(count: codes.count) { memory in
      codes.withUnsafeBufferPointer { codes in
        groupOfCode.withUnsafeBufferPointer { groupOfCode in
          guard let validity = column.validity else {
            for row in 0..<codes.count { memory[row] = groupOfCode[Int(codes[row])] }
            return
          }
          validity.bytes.withUnsafeBufferPointer { present in
            for row in 0..<codes.count { memory[row] = present.bit(row) ? groupOfCode[Int(codes[row])] : 0 }
          }
        }
      }
    }
  }

  /// The groups of another index, in this one's numbers.
  mutating func groups(of other: CategoryIndex) -> [Int] {
    let dictionary = other.table.dictionary
    let used = [Bool](repeating: true, count: dictionary.count)
    return [Self.missing] + groups(of: dictionary, used: used).map { Int($0) }
  }

  private mutating func groups(of dictionary: Strings, used: [Bool]) -> [Int32] {
    (0..<dictionary.count).map { code in
      used[code] ? dictionary.withBytes(of: code) { table.insert($0) } + 1 : 0
    }
  }

  private static func used(_ codes: Buffer<Int32>, _ validity: Bitmap?, _ count: Int) -> [Bool] {
    var used = [Bool](repeating: false, count: count)
    codes.withUnsafeBufferPointer { codes in
      guard let validity else {
        for code in codes { used[Int(code)] = true }
        return
      }
      validity.bytes.withUnsafeBufferPointer { present in
        for row in 0..<codes.count where present.bit(row) { used[Int(codes[row])] = true }
      }
    }
    return used
  }
}
