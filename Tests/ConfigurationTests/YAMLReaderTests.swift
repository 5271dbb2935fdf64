import Configuration
import TestSupport
import Testing

@Suite struct YAMLReaderTests {
  struct Row: CustomTestStringConvertible {
    let bytes: [UInt8]
    let expected: String
    var testDescription: String { expected + " " + String(decoding: bytes.prefix(24), as: UTF8.self) }

    init(_ text: String, _ expected: String) {
      bytes = Array(text.utf8)
      self.expected = expected
    }

    init(bytes: [UInt8], _ expected: String) {
      self.bytes = bytes
      self.expected = expected
    }
  }

  static let refused: [Row] = [
    .init("", "F0102 1:1"),
    .init("# only a comment\n", "F0102 1:1"),
    .init("a: 1\na: 2\n", "F0109 2:1"),
    .init("a: {b: 1, \"b\": 2}", "F0109 1:11"),
    .init("a: 1\n---\nb: 2\n", "F0110 2:1"),
    .init("%YAML 1.1\n---\na: 1\n", "F0110 1:1"),
    .init("%TAG ! tag:x,2000:\n---\na: !b 1\n", "F0110 3:4"),
    .init("<<: {a: 1}\n", "F0110 1:1"),
    .init("? [a, b]\n: 1\n", "F0110 1:3"),
    .init("? {a: b}\n: 1\n", "F0110 1:3"),
    .init(": 1\n", "F0107 1:1"),
    .init("~: 1\n", "F0110 1:1"),
    .init("a: !secret b\n", "F0110 1:4"),
    .init("a: !!binary aGk=\n", "F0110 1:4"),
    .init("a: !!map [1]\n", "F0110 1:4"),
    .init("a: &x [*x]\n", "F0110 1:8"),
    .init("a: *nowhere\n", "F0107 1:4"),
    .init("a: 'open\nb: 1\n", "F0107 1:4"),
    .init("a: [1, 2\nb: 3\n", "F0107 2:2"),
    .init("a: {b: 1\nc: 2}\nd", "F0107 2:2"),
    .init("a: b: c\n", "F0107 1:5"),
    .init("a:\n\tb: 1\n", "F0107 2:1"),
    .init("a: 1\n  b: 2\n", "F0107 2:4"),
    .init("a: @home\n", "F0107 1:4"),
    .init("a: \"\\q\"\n", "F0107 1:5"),
    .init("a: [1]]\n", "F0107 1:7"),
    .init("a: {b: ${params.x}}\n", "F0107 1:8"),
    .init("žluť: 1\n  b: 2\n", "F0107 2:4"),
    .init(bytes: [0x61, 0x3A, 0x20, 0xFF], "F0108 1:4"),
    .init(bytes: Array("a: ž".utf8) + [0xC3], "F0108 1:5"),
    .init(bytes: [0xEF, 0xBB, 0xBF] + Array("a: 1\nb: ".utf8) + [0x80], "F0108 2:4"),
    .init(bytes: [0xFF, 0xFE, 0x61, 0x00], "F0108 1:1"),
    .init("a: 1\nb: \u{0}\n", "F0108 2:4"),
    .init("a: \u{1B}[31m\n", "F0108 1:4"),
    .init(String(repeating: "[", count: 65), "F0111 1:65"),
    .init(String(repeating: "[", count: 100_000), "F0111 1:65"),
    .init(String(repeating: "{a: ", count: 65) + "1", "F0111 1:254"),
    .init(
      "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
        + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n", "F0111 5:26"),
    .init(bytes: [UInt8](repeating: UInt8(ascii: "#"), count: YAMLReader.maximumBytes + 1), "F0111 1:1"),
  ]

  @Test(arguments: refused) func refuses(row: Row) {
    do throws(DiagnosticError) {
      let node = try YAMLReader.read(row.bytes, file: "p.yaml")
      Issue.record("read as \(node)")
    } catch {
      #expect(error.diagnostics.map(\.short) == [row.expected], "\(error.diagnostics.map(\.message))")
      #expect(error.diagnostics.allSatisfy { $0.help != nil })
    }
  }

  @Test func placesCountCharacters() throws {
    let node = try YAMLReader.read(
      [0xEF, 0xBB, 0xBF] + Array("ключ: 'ё😀'\r\nb: [1, {c: x}]\rlong: |\n  one\n  two\n".utf8), file: "p")
    guard case .mapping(let entries) = node.content else { throw DiagnosticError([]) }
    #expect(entries.map(\.key.value) == ["ключ", "b", "long"])
    #expect(entries[0].key.span == SourceSpan(line: 1, column: 1, length: 4))
    #expect(entries[0].value.span == SourceSpan(line: 1, column: 7, length: 4))
    #expect(entries[1].value.span == SourceSpan(line: 2, column: 4, length: 11))
    #expect(entries[1].value[key: 1]?["c"]?.span == SourceSpan(line: 2, column: 12, length: 1))
    #expect(entries[2].key.span.line == 3)
    #expect(entries[2].value.span == SourceSpan(line: 3, column: 7, length: 1))
  }

  @Test func aliasesAndTagsAreResolved() throws {
    let text = "a: &x {b: 1}\nc: *x\nd: !!str 12\ne: !!int \"12\"\nf: ! x\ng: &n\nh: *n\n"
    let node = try YAMLReader.read(Array(text.utf8), file: "p")
    #expect(node["c"]?["b"]?.span == SourceSpan(line: 1, column: 11))
    #expect(node["c"]?.span == SourceSpan(line: 2, column: 4, length: 2))
    for (key, expected) in [("d", false), ("e", true), ("f", false)] {
      guard case .scalar(_, let isPlain)? = node[key]?.content else { throw DiagnosticError([]) }
      #expect(isPlain == expected)
    }
    #expect(node["h"]?.isNull == true)
  }

  /// The core schema of YAML 1.2.2, section 10.3.2.
  @Test(
    arguments: [
      ("010", 10), ("0o14", 12), ("0x1F", 31), ("+5", 5), ("-5", -5), ("1_000", nil), ("0o-5", nil), ("0x+5", nil),
      ("12:30:45", nil), ("1e3", nil), ("9223372036854775807", Int.max), ("9223372036854775808", nil), ("", nil),
    ] as [(String, Int?)])
  func integers(text: String, expected: Int?) {
    var decoder = Decoder(file: "p")
    let node = Node(.scalar(text, isPlain: true), at: SourceSpan(line: 1, column: 1))
    #expect(Int.decode(node, &decoder) == expected)
    #expect(decoder.diagnostics.isEmpty == (expected != nil))
  }

  @Test(
    arguments: [
      ("1.5", 1.5), ("1e3", 1000), (".5", 0.5), ("5.", 5), ("010", 10), ("-1.5E-2", -0.015), ("1e999", nil),
      (".inf", nil), (".nan", nil), ("nan", nil), ("0x1p3", nil), ("e", nil), ("-", nil), ("1..2", nil),
      ("99999999999999999999", 1e20),
    ] as [(String, Double?)])
  func floats(text: String, expected: Double?) {
    var decoder = Decoder(file: "p")
    let node = Node(.scalar(text, isPlain: true), at: SourceSpan(line: 1, column: 1))
    #expect(Double.decode(node, &decoder) == expected)
  }

  /// No bytes crash the reader, the loader or the renderer, whatever happens to a file on its way.
  @Test func mutatedFilesNeverCrash() {
    let seed: UInt64 = 20_260_131
    var generator = SeededGenerator(seed: seed)
    let original = Array(Sample.pipeline.utf8)
    let spice = Array("{}[]&*!|>'\"%@`:-?,#\n\t ${}<\u{1F600}\u{85}".utf8) + [0, 0xFF, 0xC3, 0xE2]
    for _ in 0..<1_500 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[position] = spice.randomElement(using: &generator)!
        case 1: bytes.insert(spice.randomElement(using: &generator)!, at: position)
        case 2: bytes.removeSubrange(position..<min(bytes.count, position + Int.random(in: 1...9, using: &generator)))
        case 3: bytes.insert(contentsOf: bytes[position..<min(bytes.count, position + 40)], at: position)
        default: bytes = Array(bytes[..<position])
        }
        if bytes.isEmpty { bytes = original }
      }
      let draft = PipelineDraft(bytes, file: "p.yaml")
      let report = DiagnosticRenderer(.text, sources: [draft.source], version: "0").render(draft.diagnostics)
      #expect(draft.hasErrors == report.contains("error["), "seed \(seed)")
      for diagnostic in draft.diagnostics {
        guard case .file(_, let span) = diagnostic.place else { continue }
        #expect(span.line >= 1 && span.column >= 1 && span.length >= 1, "seed \(seed)")
      }
    }
  }
}

extension Node {
  fileprivate subscript(key index: Int) -> Node? {
    guard case .sequence(let items) = content else { return nil }
    return items[index]
  }
}
