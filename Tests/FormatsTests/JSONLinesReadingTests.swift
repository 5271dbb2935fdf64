import Columns
import Formats
import Testing

/// Lines to columns and invalid rows; each row of the tables is read in chunks of every size.
@Suite struct JSONLinesReadingTests {
  struct Row: CustomTestStringConvertible {
    let name: String
    let text: [UInt8]
    let contracts: [ColumnContract]
    let rows: [[String?]]
    var invalid: [(Int64, Int?, InvalidRule)] = []
    var testDescription: String { name }

    init(
      _ name: String, _ text: String, _ contracts: [ColumnContract], _ rows: [[String?]],
      invalid: [(Int64, Int?, InvalidRule)] = []
    ) {
      self.init(name, bytes: Array(text.utf8), contracts, rows, invalid: invalid)
    }

    init(
      _ name: String, bytes: [UInt8], _ contracts: [ColumnContract], _ rows: [[String?]],
      invalid: [(Int64, Int?, InvalidRule)] = []
    ) {
      (self.name, text, self.contracts, self.rows, self.invalid) = (name, bytes, contracts, rows, invalid)
    }

    /// A line that is bad between two good ones.
    init(bad line: String, _ rule: InvalidRule = .badJSON) { self.init(bad: Array(line.utf8), rule) }

    init(bad line: [UInt8], _ rule: InvalidRule) {
      let good = Array(#"{"a":1,"b":"x"}"#.utf8)
      self.init(
        "\(rule): \(String(decoding: line, as: UTF8.self))", bytes: good + [10] + line + [10] + good, pair,
        [["1", "x"], ["1", "x"]], invalid: [(2, nil, rule)])
    }
  }

  static let pair = contracts(.int, .string)
  static let text = contracts(.string)

  static func named(_ names: String..., type: ColumnType = .string) -> [ColumnContract] {
    names.map { ColumnContract(Field(name: $0, type: type, isNullable: true)) }
  }

  static let rows: [Row] = [
    Row("two lines", #"{"a":1,"b":"x"}"# + "\n" + #"{"a":2,"b":"y"}"# + "\n", pair, [["1", "x"], ["2", "y"]]),
    Row("no last line feed", #"{"a":1,"b":"x"}"#, pair, [["1", "x"]]),
    Row("nothing", "", pair, []),
    Row("nothing but line feeds", "\n\n\r\n", pair, []),
    Row("byte-order mark", "\u{FEFF}{\"a\":1,\"b\":\"x\"}", pair, [["1", "x"]]),
    Row("CRLF", "{\"a\":1,\"b\":\"x\"}\r\n{\"a\":2,\"b\":\"y\"}\r\n", pair, [["1", "x"], ["2", "y"]]),
    Row(
      "blank lines are no records", "\n \t\n{\"a\":1}\n\r\n{\"a\":\"no\"}\n", pair, [["1", nil]],
      invalid: [(2, 0, .wrongType)]),
    Row("white space everywhere", "\t{ \"b\" :\t\"x\" , \"a\"\r: 1 } \n", pair, [["1", "x"]]),
    Row("members in another order, and others", #"{"z":[1,{"a":9}],"b":"x","y":{"a":8},"a":1}"#, pair, [["1", "x"]]),
    Row(
      "a member that is not there, and null", "{\"a\":1}\n{\"a\":null,\"b\":null}\n{}\n", pair,
      [["1", nil], [nil, nil], [nil, nil]]),
    Row("an empty string", #"{"b":""}"#, pair, [[nil, ""]]),
    Row("numbers in strings, as in CSV", #"{"a":"7","b":7}"#, pair, [["7", "7"]]),
    Row("spaces around a number in a string", #"{"a":" 7 "}"#, pair, [["7", nil]]),
    Row(
      "numbers as they are written", "{\"a\":-0}\n{\"a\":1.50}\n{\"a\":1E+2}\n{\"a\":12345678901234567890}\n", text,
      [["-0"], ["1.50"], ["1E+2"], ["12345678901234567890"]]),
    Row(
      "floats", "{\"a\":0.1}\n{\"a\":-1e3}\n{\"a\":1E-2}\n{\"a\":5}\n", contracts(.float),
      [["0.1"], ["-1000.0"], ["0.01"], ["5.0"]]),
    Row(
      "booleans", "{\"a\":true}\n{\"a\":false}\n{\"a\":\"yes\"}\n{\"a\":0}\n", contracts(.bool),
      [["true"], ["false"], ["true"], ["false"]]),
    Row("words as text", "{\"a\":true}\n{\"a\":false}\n", text, [["true"], ["false"]]),
    Row(
      "dates and times", #"{"a":"2024-02-29","b":"2024-02-29T10:00:00Z"}"#, contracts(.date, .timestamp),
      [["2024-02-29", "2024-02-29T10:00:00Z"]]),
    Row(
      "categories", "{\"a\":\"x\"}\n{\"a\":\"y\"}\n{\"a\":\"x\"}\n{\"a\":3}\n", contracts(.category),
      [["x"], ["y"], ["x"], ["3"]]),
    Row("escapes", #"{"a":"\"\\\/\b\f\n\r\t"}"#, text, [["\"\\/\u{8}\u{C}\n\r\t"]]),
    Row(
      "escaped characters", #"{"a":"\u0041\u00e9\u20AC\uD83D\uDE00 \u007f\u0080\u07ff\u0800\uffff"}"#, text,
      [["Aé€😀 \u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}"]]),
    Row("an escaped name", #"{"\u0061":1,"b":"x"}"#, pair, [["1", "x"]]),
    Row("letters beyond ASCII", #"{"a":"Köln 東京 😀"}"#, text, [["Köln 東京 😀"]]),
    Row(
      "long strings", "{\"a\":\"\(String(repeating: "ab", count: 40))\\n\(String(repeating: "c", count: 70))\"}", text,
      [[String(repeating: "ab", count: 40) + "\n" + String(repeating: "c", count: 70)]]),
    // Paths
    Row(
      "paths", #"{"user":{"id":7,"name":{"first":"Ada"}},"x":1}"#, named("user.id", "user.name.first", "x"),
      [["7", "Ada", "1"]]),
    Row(
      "paths in names", #"{"user.id":7,"user.name":{"first":"Ada"},"x":1}"#, named("user.id", "user.name.first", "x"),
      [["7", "Ada", "1"]]),
    Row(
      "an object and what is in it", #"{"user": {"id":7, "tags":["a"]} }"#, named("user", "user.id", "user.tags"),
      [[#"{"id":7, "tags":["a"]}"#, "7", #"["a"]"#]]),
    Row(
      "a path through what is no object", "{\"user\":7}\n{\"user\":null}\n{\"user\":[{\"id\":1}]}\n{\"user\":{}}\n",
      named("user.id"), [[nil], [nil], [nil], [nil]]),
    Row("empty names", #"{"":{"a":1,"":2},"..":3}"#, named(".a", ".", ".."), [["1", "2", "3"]]),
    Row("the same name in other objects", #"{"b":{"a":2,"b":{"a":3}},"a":1,"c":[{"a":4},{"a":5}]}"#, text, [["1"]]),
    Row(
      "one path twice", "{\"u\":{\"v\":1},\"u.v\":2}\n{\"u\":{\"v\":1}}", named("u.v"), [["1"]],
      invalid: [(1, nil, .badJSON)]),
    // Values that break the contract
    Row(
      "arrays and objects as text", "{\"a\":[1, {\"x\":\"\\n\"}]}\n{\"a\":{ }}\n{\"a\":[]}\n", text,
      [[#"[1, {"x":"\n"}]"#], ["{ }"], ["[]"]]),
    Row(
      "arrays for other types", "{\"a\":[1],\"b\":\"x\"}\n{\"a\":1,\"b\":{}}\n", contracts(.int, .category), [],
      invalid: [(1, 0, .wrongType), (2, 1, .wrongType)]),
    Row(
      "wrong types", "{\"a\":1.5}\n{\"a\":true}\n{\"a\":\"x\"}\n{\"a\":9223372036854775808}\n", contracts(.int), [],
      invalid: [(1, 0, .wrongType), (2, 0, .wrongType), (3, 0, .wrongType), (4, 0, .wrongType)]),
    Row(
      "missing", "{\"a\":1,\"b\":\"x\"}\n{\"a\":1}\n{\"a\":null,\"b\":\"\"}\n",
      contracts(.int, .string, nullable: false),
      [["1", "x"]], invalid: [(2, 1, .missing), (3, 0, .missing)]),
    Row(
      "an escaped NUL", "{\"a\":\"x\\u0000\"}\n{\"z\":\"\\u0000\",\"a\":\"y\"}\n", text, [["y"]],
      invalid: [(1, 0, .nulByte)]),
    Row("first wrong column", #"{"b":[],"a":"x"}"#, contracts(.int, .int), [], invalid: [(1, 0, .wrongType)]),
    // Lines that are no object
    Row(bad: "1"), Row(bad: "null"), Row(bad: "[]"), Row(bad: #""text""#), Row(bad: "a,b"), Row(bad: "{"),
    Row(bad: "}"),
    Row(bad: #"{"a":1"#), Row(bad: #"{"a":1,}"#), Row(bad: #"{"a":1}}"#), Row(bad: #"{"a":1} {"a":2}"#),
    Row(bad: #"{"a":1},"#), Row(bad: #"{a:1}"#), Row(bad: #"{'a':1}"#), Row(bad: #"{"a"}"#), Row(bad: #"{"a":}"#),
    Row(bad: #"{"a" 1}"#), Row(bad: #"{"a":1 "b":2}"#), Row(bad: #"{"a":[1,]}"#), Row(bad: #"{"a":[1}"#),
    Row(bad: #"{"a":{]}"#),
    Row(bad: #"{"a":[,1]}"#), Row(bad: #"{,}"#), Row(bad: #"{"a":1 /* no */}"#), Row(bad: #"{"a":NaN}"#),
    Row(bad: #"{"a":Infinity}"#),
    Row(bad: #"{"a":tru}"#), Row(bad: #"{"a":truE}"#), Row(bad: #"{"a":nul"#), Row(bad: #"{"a":nullx}"#),
    Row(bad: #"{"a":+1}"#),
    Row(bad: #"{"a":01}"#), Row(bad: #"{"a":-}"#), Row(bad: #"{"a":-01}"#), Row(bad: #"{"a":1.}"#),
    Row(bad: #"{"a":.5}"#),
    Row(bad: #"{"a":1e}"#), Row(bad: #"{"a":1e+}"#), Row(bad: #"{"a":0x1}"#), Row(bad: #"{"a":1_0}"#),
    Row(bad: #"{"b":"x}"#), Row(bad: #"{"b":"x\"}"#), Row(bad: #"{"b":"\x41"}"#), Row(bad: #"{"b":"\u12"}"#),
    Row(bad: #"{"b":"\u12g4"}"#), Row(bad: "{\"b\":\"\t\"}"), Row(bad: "{\"b\":\"\u{1F}\"}"),
    Row(bad: "{\"b\":\"\\\u{1}\"}"),
    Row(bad: #"{"b":"\uD83D"}"#), Row(bad: #"{"b":"\uDE00"}"#), Row(bad: #"{"b":"\uD83D\n"}"#),
    Row(bad: #"{"b":"\uD83D\uD83D"}"#),
    Row(bad: #"{"z":"\uDE00\uD83D"}"#), Row(bad: #"{"\uD83D":1}"#), Row(bad: #"{"z":{"y":[tru]}}"#),
    Row(bad: "\u{1E}{}"),
    // Names that occur twice
    Row(bad: #"{"a":1,"a":1}"#), Row(bad: #"{"a":1,"\u0061":2}"#), Row(bad: #"{"z":1,"y":2,"z":3}"#),
    Row(bad: #"{"z":1,"\u007a":3}"#),
    Row(bad: #"{"z":{"a":1,"a":2}}"#), Row(bad: #"{"z":[{"y":1,"y":2}]}"#), Row(bad: #"{"":1,"":2}"#),
    Row(bad: "{" + (0..<300).map { "\"n\($0)\":0," }.joined() + "\"n17\":0}"),
    // Bytes
    Row(bad: Array("{\"b\":\"x".utf8) + [0xE9] + Array("\"}".utf8), .badUTF8),
    Row(bad: Array("{\"z\":\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8), .badUTF8),
    Row(bad: [0xC0, 0x80], .badUTF8), Row(bad: Array("{\"b\":\"x\0\"}".utf8), .nulByte), Row(bad: [0], .nulByte),
  ]

  @Test(arguments: rows) func reads(_ row: Row) throws {
    let whole = try Reading(lines: row.text, row.contracts)
    #expect(whole.rows == row.rows)
    #expect(whole.invalid == row.invalid.map { Reading.Invalid(row: $0.0, field: $0.1, rule: $0.2) })
    #expect(whole.records == row.rows.count + row.invalid.count)
    for chunkSize in 1...max(row.text.count, 1) where chunkSize < 100 || chunkSize % 97 == 0 {
      #expect(try Reading(lines: row.text, row.contracts, chunkSize: chunkSize) == whole, "chunks of \(chunkSize)")
    }
  }

  @Test(arguments: [(127, true), (128, false), (100_000, false)]) func depth(_ arrays: Int, _ isValid: Bool) throws {
    for (open, close) in [("[", "]"), ("{\"z\":", "}")] {
      let nested = String(repeating: open, count: arrays) + "0" + String(repeating: close, count: arrays)
      let reading = try Reading(lines: Array("{\"a\":1,\"z\":\(nested)}\n".utf8), Self.pair)
      #expect(reading.invalid.map(\.rule) == (isValid ? [] : [.badJSON]))
    }
  }

  /// More names than there is room for at first, and lines without them in between.
  @Test func manyNames() throws {
    let many = "{" + (0..<5000).map { "\"n\($0)\":{\"n\($0)\":0}," }.joined() + "\"a\":1}\n"
    let reading = try Reading(lines: Array((many + "{\"a\":2}\n" + many).utf8), contracts(.int))
    #expect(reading.rows == [["1"], ["2"], ["1"]])
  }

  /// More rows than a block holds, each with its own number.
  @Test func manyRows() throws {
    let lines = (1...20_000).map { $0 % 1000 == 0 ? "{" : "{\"a\":\($0),\"b\":\"\($0)\"}" }
    let text = Array(lines.joined(separator: "\n").utf8)
    for chunkSize in [999, 1 << 16, 4 << 20] {
      let reading = try Reading(lines: text, Self.pair, chunkSize: chunkSize)
      #expect(reading.rows.count == 19_980 && reading.records == 20_000)
      #expect(zip(reading.rows, reading.numbers).allSatisfy { $0 == ["\($1)", "\($1)"] })
      #expect(reading.invalid.map(\.row) == (1...20).map { $0 * 1000 })
    }
  }

  @Test(arguments: [1, 5, 40, 1000]) func extraMembers(_ chunkSize: Int) throws {
    let text = """
      {"u":{"id":1},"t":{"x":{"y":2}}}
      {"u":{"id":"Ada","secret":2}}
      {"secret":null,"u":{"id":3}}
      {"u":{"id":4},"l":[{"secret":5}]}
      {"u":[{"secret":6}]}
      {"secret":1,"t":
      """
    let columns = Self.named("u.id", "t")
    let reading = try Reading(lines: Array(text.utf8), columns, extraColumns: .fail, chunkSize: chunkSize)
    #expect(reading.rows == [["1", #"{"x":{"y":2}}"#], [nil, nil]])
    #expect(reading.invalid.map(\.rule) == [.extraMember, .extraMember, .extraMember, .badJSON])
    #expect(reading.invalid.map(\.field) == [nil, nil, nil, nil])
    #expect(reading.masked == [["Aaa", ""], ["9", ""], ["9", ""], []])
  }

  @Test func missingColumnsMayBeNull() throws {
    let lines = Array("{\"a\":1}\n{\"b\":\"x\"}\n{\"a\":null,\"b\":\"x\"}\n{\"a\":1,\"b\":null}\n{}\n".utf8)
    let columns = contracts(.int, .string, nullable: false)
    let reading = try Reading(lines: lines, columns, missingColumns: .null)
    #expect(reading.rows == [["1", nil], [nil, "x"], [nil, nil]])
    #expect(reading.invalid.map(\.rule) == [.missing, .missing])
  }

  @Test func nullValuesAreNotStrings() throws {
    let lines = Array("{\"a\":-999,\"b\":\"NA\"}\n{\"a\":\"-999\",\"b\":\"\"}\n{\"a\":-9990,\"b\":null}\n".utf8)
    let reading = try Reading(lines: lines, Self.pair, nullValues: ["-999", "NA"])
    #expect(reading.rows == [[nil, "NA"], ["-999", ""], ["-9990", nil]])
  }

  @Test func boundsAndLists() throws {
    var columns = contracts(.float, .category)
    (columns[0].minimum, columns[0].maximum, columns[1].allowedValues) = (0, 1, ["x", "y"])
    let lines = Array("{\"a\":1,\"b\":\"x\"}\n{\"a\":-1}\n{\"a\":1.5}\n{\"b\":\"X\"}\n".utf8)
    let reading = try Reading(lines: lines, columns)
    #expect(reading.rows == [["1.0", "x"]])
    #expect(reading.invalid.map(\.rule) == [.belowMinimum, .aboveMaximum, .notAllowed])
  }

  /// Of a line that cannot be read nothing is shown; of the others the shapes of the columns' values.
  @Test func masks() throws {
    let lines =
      "{\"b\":\"ada@mail.example\",\"a\":\"x\"}\n{\"b\":\"ada@mail.example\",\"a\":x}\n{\"a\":[\"Ada\"],\"z\":\"Ada\"}\n"
    let reading = try Reading(lines: Array(lines.utf8), Self.pair)
    #expect(reading.masked == [["a", "aaa@aaaa.aaaaaaa"], [], ["[\"Aaa\"]", ""]])
  }

  @Test func limits() throws {
    let long = String(repeating: "x", count: 50)
    let text =
      "{\"b\":\"\(long)\"}\n{\"z\":\"\(long)\"}\n{\"b\":\"\(long)x\"}\n{\"z\":\"\(long)\(long)\"}\n{\"b\":\"y\"}\n"
    for chunkSize in [1, 7, 30, 64, 150, 1000] {
      let reading = try Reading(
        lines: Array(text.utf8), Self.pair, chunkSize: chunkSize, fieldLimit: 50, recordLimit: 100)
      #expect(reading.rows == [[nil, long], [nil, nil], [nil, "y"]])
      #expect(
        reading.invalid == [
          .init(row: 3, field: 1, rule: .fieldTooLarge), .init(row: 4, field: nil, rule: .recordTooLarge),
        ])
      #expect(reading.masked == [[], []])
    }
  }
}
