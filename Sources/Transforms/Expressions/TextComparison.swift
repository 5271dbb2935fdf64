import Columns

/// Comparisons of text by the bytes of its UTF-8.
enum TextComparison {
  static func compare<R: Relation>(_ arguments: [Column], _ relation: R.Type) -> Column {
    let a = Texts(arguments[0]), b = Texts(arguments[1])
    let validity = arguments[0].validity & arguments[1].validity
    if let codes = a.codes, b.codes != nil, b.strings.count == 1 {
      return compare(codes, of: a.strings, with: b.strings, validity, relation)
    }
    return Loops.bool(count: a.count, validity) { R.holds(order(a, $0, b, $0), 0) }
  }

  /// A category with a dictionary of one, such as a literal: one comparison per category instead of per row.
  private static func compare<R: Relation>(
    _ codes: Buffer<Int32>, of dictionary: Strings, with one: Strings, _ validity: Bitmap?, _ relation: R.Type
  ) -> Column {
    let holds = (0..<dictionary.count).map { code in
      dictionary.withBytes(of: code) { left in one.withBytes(of: 0) { R.holds(ByteOrder.compare(left, $0), 0) } }
    }
    return codes.withUnsafeBufferPointer { codes in
      Loops.bool(count: codes.count, validity) { holds[Int(codes[$0])] }
    }
  }

  private static func order(_ a: Texts, _ left: Int, _ b: Texts, _ right: Int) -> Int {
    a.withBytes(of: left) { left in b.withBytes(of: right) { ByteOrder.compare(left, $0) } }
  }
}
