import Columns

/// scikit-learn's order of categories: numbers by value, all else by the bytes of its UTF-8 text (which is the order of
/// code points); the missing value comes last and is not among these.
enum CategoryOrder {
  static func sorted(_ texts: [String], as type: ColumnType) -> [String] {
    switch type {
    case .int: byValue(texts) { Int64($0) }
    case .float: byValue(texts) { Double($0) }
    case .bool, .string, .text, .category, .date, .timestamp:
      RowOrder.sorted(Strings(texts)).array.map { texts[Int($0)] }
    }
  }

  /// A text that is no number (a declared value of a mistyped column) goes after all numbers.
  private static func byValue<Value: Comparable>(_ texts: [String], _ value: (String) -> Value?) -> [String] {
    texts.map { (text: $0, value: value($0)) }
      .sorted { left, right in
        switch (left.value, right.value) {
        case (.some(let a), .some(let b)): a == b ? ByteOrder.precedes(left.text, right.text) : a < b
        case (.some, .none): true
        case (.none, .some): false
        case (.none, .none): ByteOrder.precedes(left.text, right.text)
        }
      }
      .map(\.text)
  }
}
