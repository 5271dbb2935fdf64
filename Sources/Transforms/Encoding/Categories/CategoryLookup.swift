import Columns
import Configuration

/// The categories that a fitted state names, and the way from a row's value to its place among them.
struct CategoryLookup: Sendable, Equatable {
  /// The code of a value that is none of the categories.
  static let unknown = 0
  static let missing = 1
  /// The code of the first category; the others follow in order.
  static let first = 2

  let texts: [String]
  private let table: StringTable

  /// `texts` are distinct.
  init(_ texts: [String]) {
    self.texts = texts
    table = StringTable(Strings(texts))
  }

  /// Codes run from 0 to below this.
  var codeCount: Int { texts.count + Self.first }

  /// The last of the codes that stand for no category; `missing`: whether the missing value is none either.
  static func lastUnknown(missing: Bool) -> Int32 { Int32(missing ? Self.missing : Self.unknown) }

  /// The code of every row.
  func codes(of column: Column) -> Buffer<Int32> {
    func find(_ strings: Strings, _ validity: Bitmap?) -> Buffer<Int32> {
      table.find(
        strings, validity, base: Int32(Self.first), missing: Int32(Self.missing), unknown: Int32(Self.unknown))
    }
    if case .string(let strings) = column.values { return find(strings, column.validity) }
    let (codes, dictionary) = column.categories
    return codes.lookUp(in: find(dictionary, nil).array, column.validity, missing: Int32(Self.missing))
  }

  /// The place of a text among the categories; `nil` for none of them.
  func place(of text: UnsafeBufferPointer<UInt8>) -> Int32? { table.find(text) }

  static func == (left: Self, right: Self) -> Bool { left.texts == right.texts }
}
