import Columns

/// The loops of the text functions. What is a category is computed once for each text of its dictionary.
enum TextKernels {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// A text may grow to this many bytes; one that is longer, and longer than what it is made of, is missing. So no
  /// batch can outgrow the 32-bit offsets of its texts, whatever stands in the expression.
  static let mostBytes = 1 << 14

  // MARK: - Of one text

  /// A text of each text; `nil` is missing.
  static func text(_ column: Column, _ make: (Bytes) -> [UInt8]?) -> Column {
    switch column.values {
    case .category(let codes, let dictionary):
      guard dictionary.count > 0 else { return column }
      var table = StringTable()
      let made = (0..<dictionary.count).map { code in
        dictionary.withBytes(of: code) { bytes in
          make(bytes).map { made in made.withUnsafeBufferPointer { table.insert($0) } }
        }
      }
      let isLost = made.contains { $0 == nil }
      let present = isLost ? Bitmap(count: codes.count) { made[Int(codes[$0])] != nil } : nil
      let validity = column.validity & present
      return Column(
        .category(codes: codes.lookUp(in: made.map { $0 ?? 0 }, validity, missing: 0), dictionary: table.dictionary),
        validity: validity)
    default:
      return rows(column.count, column.validity, Texts(column)) { texts, row in texts.withBytes(of: row, make) }
    }
  }

  /// Whether each text passes a test.
  static func bool(_ column: Column, _ test: (Bytes) -> Bool) -> Column {
    let texts = Texts(column)
    if let codes = texts.codes {
      let passes = (0..<texts.strings.count).map { texts.strings.withBytes(of: $0, test) }
      return Loops.bool(count: codes.count, column.validity) { passes[Int(codes[$0])] }
    }
    return Loops.bool(count: texts.count, column.validity) { texts.withBytes(of: $0, test) }
  }

  /// A number of each text; `nil` is missing.
  static func int(_ column: Column, _ read: (Bytes) -> Int64?) -> Column {
    let texts = Texts(column)
    guard let codes = texts.codes else {
      return Loops.int(places(texts.count), column.validity) { texts.withBytes(of: Int($0), read) }
    }
    let numbers = (0..<texts.strings.count).map { texts.strings.withBytes(of: $0, read) }
    return Loops.int(codes, column.validity) { numbers[Int($0)] }
  }

  /// A float of each text; what is `nil` or not finite is missing.
  static func float(_ column: Column, _ read: (Bytes) -> Double?) -> Column {
    let texts = Texts(column)
    let numbers: Buffer<Double>
    if let codes = texts.codes {
      let read = (0..<texts.strings.count).map { texts.strings.withBytes(of: $0, read) ?? .nan }
      numbers = codes.lookUp(in: read)
    } else {
      numbers = places(texts.count).map { texts.withBytes(of: Int($0), read) ?? .nan }
    }
    return Loops.finite(numbers, column.validity)
  }

  /// A day of each text; `nil` is missing.
  static func date(_ column: Column, _ read: (Bytes) -> Int32?) -> Column {
    let texts = Texts(column), rows = places(texts.count)
    return Loops.date(rows, rows, column.validity) { row, _ in texts.withBytes(of: Int(row), read) }
  }

  /// A moment of each text; `nil` is missing.
  static func timestamp(_ column: Column, _ read: (Bytes) -> Int64?) -> Column {
    let texts = Texts(column), rows = places(texts.count)
    return Loops.timestamp(rows, rows, column.validity) { row, _ in texts.withBytes(of: Int(row), read) }
  }

  // MARK: - Of several

  /// A text of each text and its row; `validity` says which rows have the other operands.
  static func text(_ column: Column, _ validity: Bitmap?, _ make: (Bytes, Int) -> [UInt8]?) -> Column {
    rows(column.count, column.validity & validity, Texts(column)) { texts, row in
      texts.withBytes(of: row) { make($0, row) }
    }
  }

  /// Whether a text and another pass a test.
  static func bool(_ a: Column, _ b: Column, _ test: (Bytes, Bytes) -> Bool) -> Column {
    let other = Texts(b)
    if other.isConstant, b.validity == nil {
      return other.strings.withBytes(of: 0) { other in bool(a) { test($0, other) } }
    }
    let texts = Texts(a)
    return Loops.bool(count: a.count, a.validity & b.validity) { row in
      texts.withBytes(of: row) { text in other.withBytes(of: row) { test(text, $0) } }
    }
  }

  /// The texts of a row one after the other.
  static func concatenate(_ columns: [Column]) -> Column {
    let texts = columns.map { Texts($0) }
    return rows(columns[0].count, columns.reduce(nil) { $0 & $1.validity }, texts) { texts, row in
      var joined: [UInt8] = []
      var longest = 0
      for text in texts {
        text.withBytes(of: row) {
          joined.append(contentsOf: $0)
          longest = max(longest, $0.count)
        }
      }
      return joined.count > max(mostBytes, longest) ? nil : joined
    }
  }

  /// Each text with every occurrence of another replaced by a third.
  static func replace(_ column: Column, _ old: Column, _ new: Column) -> Column {
    let (olds, news) = (Texts(old), Texts(new))
    if olds.isConstant, news.isConstant, old.validity == nil, new.validity == nil {
      return olds.strings.withBytes(of: 0) { old in
        news.strings.withBytes(of: 0) { new in text(column) { replaced($0, old, new) } }
      }
    }
    let validity = column.validity & old.validity & new.validity
    return rows(column.count, validity, Texts(column)) { texts, row in
      texts.withBytes(of: row) { text in
        olds.withBytes(of: row) { old in news.withBytes(of: row) { replaced(text, old, $0) } }
      }
    }
  }

  static func replaced(_ text: Bytes, _ old: Bytes, _ new: Bytes) -> [UInt8]? {
    guard old.count > 0, text.count >= old.count else { return Array(text) }
    var result: [UInt8] = []
    var start = 0
    while let place = find(old, in: text, from: start) {
      result.append(contentsOf: text[start..<place])
      result.append(contentsOf: new)
      start = place + old.count
      guard result.count <= max(mostBytes, text.count) else { return nil }
    }
    result.append(contentsOf: text[start...])
    return result.count > max(mostBytes, text.count) ? nil : result
  }

  // MARK: - Bytes

  /// The first place of a text in another.
  static func find(_ part: Bytes, in text: Bytes, from start: Int = 0) -> Int? {
    guard let first = part.first else { return start }
    guard start + part.count <= text.count else { return nil }
    guard part.count <= shortPart else { return TextSearch(part).find(in: text, from: start) }
    for place in start...(text.count - part.count) where text[place] == first {
      var matched = 1
      while matched < part.count, text[place + matched] == part[matched] { matched += 1 }
      if matched == part.count { return place }
    }
    return nil
  }

  /// Up to here every place is tried; beyond, the search is linear whatever the texts are.
  private static let shortPart = 32

  static func starts(_ text: Bytes, with part: Bytes) -> Bool { text.starts(with: part) }

  static func ends(_ text: Bytes, with part: Bytes) -> Bool {
    text.count >= part.count && text[(text.count - part.count)...].elementsEqual(part)
  }

  /// Number of code points: of bytes that do not continue one.
  static func length(_ text: Bytes) -> Int {
    var count = 0
    for byte in text where byte & 0xC0 != 0x80 { count &+= 1 }
    return count
  }

  /// Code points from a place on, counted from 1, or from the end (−1 is the last).
  static func substring(_ text: Bytes, from start: Int64, count: Int64?) -> [UInt8]? {
    guard start != 0, count ?? 0 >= 0 else { return nil }
    let length = Int64(Self.length(text))
    let begin = start > 0 ? min(start - 1, length) : max(length + max(start, -length), 0)
    let end = begin + min(count ?? length, length - begin)
    var result: [UInt8] = []
    var place: Int64 = -1
    for byte in text {
      if byte & 0xC0 != 0x80 { place += 1 }
      if place >= end { break }
      if place >= begin { result.append(byte) }
    }
    return result
  }

  /// With its letters in the case asked for, by Unicode's rules.
  static func cased(_ text: Bytes, upper: Bool) -> [UInt8] {
    guard text.allSatisfy({ $0 < 0x80 }) else {
      let text = String(decoding: text, as: UTF8.self)
      return Array((upper ? text.uppercased() : text.lowercased()).utf8)
    }
    let first = UInt8(ascii: upper ? "a" : "A"), last = UInt8(ascii: upper ? "z" : "Z")
    return text.map { $0 >= first && $0 <= last ? $0 ^ 0x20 : $0 }
  }

  /// Without white space, as Unicode has it, at both ends.
  static func trimmed(_ text: Bytes) -> [UInt8] {
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return [] }
    return Array(String(scalars[first...last]).utf8)
  }

  // MARK: - Rows

  /// One text for each row.
  private static func rows<Texts>(
    _ count: Int, _ validity: Bitmap?, _ texts: Texts, _ make: (Texts, Int) -> [UInt8]?
  ) -> Column {
    var builder = StringsBuilder(rows: count)
    var isLost = false
    let made = (0..<count).map { row in
      let text = validity.isValid(row) ? make(texts, row) : nil
      if text == nil && validity.isValid(row) { isLost = true }
      builder.append(text ?? [])
      return text != nil
    }
    return Column(.string(builder.finish()), validity: isLost ? Bitmap(made) : validity)
  }

  private static func places(_ count: Int) -> Buffer<Int32> {
    Buffer(count: count) { memory in
      for row in 0..<count { memory[row] = Int32(truncatingIfNeeded: row) }
    }
  }
}
