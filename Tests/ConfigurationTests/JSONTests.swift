import Configuration
import TestSupport
import Testing

@Suite struct JSONTests {
  @Test(
    arguments: [
      ("0", .int(0)), ("-0", .int(0)), ("-12", .int(-12)), ("9223372036854775807", .int(.max)),
      ("9223372036854775808", .float(9_223_372_036_854_775_808)), ("1.0", .float(1)), ("1e2", .float(100)),
      ("-1.5E-2", .float(-0.015)), ("5e-324", .float(.leastNonzeroMagnitude)),
      (" [1 , true,null ] ", [1, true, .null]),
      (#"{"b":{},"a":[]}"#, ["b": [:], "a": []]), (#""\"\\\/\b\f\n\r\té😀""#, "\"\\/\u{8}\u{C}\n\r\té😀"),
      (#""\u00e9\uD83D\uDE00\u0000""#, "é😀\u{0}"), (#""ключ""#, "ключ"), ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
    ] as [(String, JSON)])
  func reads(text: String, expected: JSON) throws {
    #expect(try JSON(parsing: Array(text.utf8)) == expected)
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("1 2", .trailingBytes, 2), ("01", .badNumber, 0),
      ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2), ("1.e1", .badNumber, 2), (".5", .unexpectedByte, 0),
      ("+1", .unexpectedByte, 0), ("1e999", .numberTooLarge, 0), ("NaN", .unexpectedByte, 0),
      ("[1,]", .unexpectedByte, 3),
      ("[1", .unexpectedEnd, 2), ("{\"a\":1,}", .unexpectedByte, 7), ("{\"a\" 1}", .unexpectedByte, 5),
      ("{a:1}", .unexpectedByte, 1), ("{\"a\":1,\"a\":2}", .duplicateName, 7),
      ("{\"a\":1,\"\\u0061\":2}", .duplicateName, 7),
      ("\"a", .unexpectedEnd, 2), ("\"\\x\"", .badEscape, 1), ("\"\\u12g4\"", .badEscape, 5),
      ("\"\\ud800\"", .loneSurrogate, 1), ("\"\\udc00\"", .loneSurrogate, 1), ("\"\\ud800\\u0041\"", .loneSurrogate, 1),
      ("\"\n\"", .controlCharacter, 1), ("tru", .unexpectedEnd, 0), ("trux", .unexpectedByte, 0),
      ("'a'", .unexpectedByte, 0),
      ("\u{FEFF}1", .unexpectedByte, 0), ("// c\n1", .unexpectedByte, 0),
    ] as [(String, JSONError.Problem, Int)])
  func refuses(text: String, problem: JSONError.Problem, offset: Int) {
    #expect(throws: JSONError(problem: problem, offset: offset)) { try JSON(parsing: Array(text.utf8)) }
  }

  @Test func refusesBytesThatAreNoText() {
    #expect(throws: JSONError(problem: .notUTF8, offset: 1)) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
  }

  @Test(arguments: [2, 16, 17, 40]) func namesOccurOnceInObjectsOfAnySize(count: Int) throws {
    let members = (0..<count).map { JSON.Member("\($0)", .int(Int64($0))) }
    let text = JSON.object(members).line
    #expect(try JSON(parsing: Array(text.utf8)) == .object(members))
    let doubled = JSON.object(members + [members[count / 2]]).line
    #expect(throws: JSONError(problem: .duplicateName, offset: text.utf8.count)) {
      try JSON(parsing: Array(doubled.utf8))
    }
    // Composed differently, these are two names.
    let composed = Array(#"{"é":1,"e\u0301":2}"#.utf8)
    #expect(try JSON(parsing: composed).object?.count == 2)
  }

  @Test func depthIsBounded() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSON(parsing: nested(128))
    #expect(throws: JSONError(problem: .tooDeep, offset: 128)) { try JSON(parsing: nested(129)) }
    #expect(throws: JSONError.self) { try JSON(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)) }
  }

  @Test func canonicalBytesIdentifyAValue() throws {
    let value: JSON = ["b": 1.0, "é": [.float(-0.0), 2, "\u{1}\"\\\n"], "a": ["y": .null, "x": false], "B": [:]]
    let expected = #"{"B":{},"a":{"x":false,"y":null},"b":1.0,"é":[0.0,2,"\u0001\"\\\n"]}"#
    #expect(value.canonical == expected)
    #expect(try JSON(parsing: Array(value.pretty.utf8)).canonical == expected)
  }

  @Test func whatIsWrittenIsReadBackEqual() throws {
    let seed: UInt64 = 4_627
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      let value = Self.random(depth: 4, &generator)
      for text in [value.line, value.pretty] {
        #expect(try JSON(parsing: Array(text.utf8)) == value, "seed \(seed)")
      }
      let canonical = value.canonicalBytes
      #expect(try JSON(parsing: canonical).canonicalBytes == canonical, "seed \(seed)")
    }
  }

  @Test func mutatedTextsNeverCrash() {
    let seed: UInt64 = 99
    var generator = SeededGenerator(seed: seed)
    let original =
      Array(Self.random(depth: 5, &generator).pretty.utf8) + Array(#"["\u00e9\ud83d\ude00",1.5e3,-7]"#.utf8)
    for _ in 0..<3_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
      do throws(JSONError) {
        let value = try JSON(parsing: bytes)
        #expect(!value.canonicalBytes.isEmpty)
      } catch {
        #expect((0...bytes.count).contains(error.offset), "seed \(seed)")
      }
    }
  }

  static func random(depth: Int, _ generator: inout SeededGenerator) -> JSON {
    switch Int.random(in: 0..<(depth == 0 ? 5 : 7), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .int(Int64(bitPattern: generator.next()) >> Int64.random(in: 0..<64, using: &generator))
    case 3:
      let value = Double(bitPattern: generator.next())
      return .float(value.isFinite ? value : 0.1)
    case 4:
      return .string(text(&generator))
    case 5:
      return .array((0..<Int.random(in: 0..<5, using: &generator)).map { _ in random(depth: depth - 1, &generator) })
    default:
      let count = Int.random(in: 0..<5, using: &generator)
      return .object((0..<count).map { .init("\($0)" + text(&generator), random(depth: depth - 1, &generator)) })
    }
  }

  private static func text(_ generator: inout SeededGenerator) -> String {
    let letters = Array("ab\"\\/\n\u{0}\u{1F}\u{7F}éж\u{2028}😀 ".unicodeScalars)
    var text = ""
    for _ in 0..<Int.random(in: 0..<8, using: &generator) {
      text.unicodeScalars.append(letters.randomElement(using: &generator)!)
    }
    return text
  }
}
