import Configuration
import Testing

@Suite struct ParameterValuesTests {
  private let text = """
    featurize: 1
    name: p
    params:
      number: {type: float, default: 0.2}
      whole: {type: int, default: 3}
      flag: {type: bool, default: true}
      word: {type: string, default: a}
      day: {type: date, default: 2026-01-31}
    env: [BUCKET, EMPTY]
    sources:
      s:
        format: csv
        uri: "${env.BUCKET}/${params.word}-$${params.word}-${run.id}.csv"
        contract:
          on_invalid_row: {action: drop, max_fraction: "${params.number}"}
          columns:
            c: {type: int, nullable: "${params.flag}", tags: ["${env.EMPTY}"]}
    outputs: {o: {format: csv, uri: out.csv}}

    """

  private func draft(_ sets: [String] = []) throws -> PipelineDraft {
    let overrides = try sets.map { try Override(argument: $0) }
    return PipelineDraft(
      text: text, .init(overrides: overrides, environment: ["BUCKET": "in", "EMPTY": ""], runId: "r1"))
  }

  @Test func referencesAreFilledAndCoerced() throws {
    let draft = try draft()
    #expect(draft.diagnostics.isEmpty, "\(draft.diagnostics.map(\.message))")
    let source = try #require(draft.pipeline.sources["s"])
    #expect(source.uri.value == "in/a-${params.word}-r1.csv")
    #expect(source.contract.onInvalidRow.maxFraction == 0.2)
    #expect(source.contract.columns["c"]?.nullable == true)
    #expect(source.contract.columns["c"]?.tags == [""])
    #expect(draft.parameters == ["number": 0.2, "whole": 3, "flag": true, "word": "a", "day": "2026-01-31"])
  }

  @Test func overridesWinAndTheLastOneCounts() throws {
    let draft = try draft(["number=0.5", "number=1e-1", "word=x=y", "whole=0x10", "day=2024-02-29", "flag=false"])
    #expect(draft.diagnostics.isEmpty)
    #expect(draft.parameters == ["number": 0.1, "whole": 16, "flag": false, "word": "x=y", "day": "2024-02-29"])
    #expect(draft.pipeline.sources["s"]?.contract.onInvalidRow.maxFraction == 0.1)
  }

  @Test(arguments: [
    ("number=much", "F0114 --set", "0.2"), ("number=nan", "F0114 --set", "0.2"), ("whole=1.5", "F0114 --set", "5"),
    ("flag=yes", "F0114 --set", "true"), ("day=2026-13-01", "F0114 --set", "yyyy"),
    ("day=2023-02-29", "F0114 --set", "yyyy"),
    ("numbr=1", "F0115 --set", "did you mean `number`?"), ("zzz=1", "F0115 --set", "`flag`"),
    // A value that goes into the file is judged there.
    ("number=7", "F0105 15:52", "at most 1"),
  ])
  func badOverridesAreReported(argument: String, expected: String, help: String) throws {
    let draft = try draft([argument])
    #expect(draft.diagnostics.map(\.short) == [expected], "\(draft.diagnostics.map(\.message))")
    #expect(draft.diagnostics.first?.help?.contains(help) == true)
    #expect(throws: DiagnosticError.self) { try draft.finished() }
  }

  @Test(arguments: ["number", "=1", ""]) func overridesNeedANameAndAValue(argument: String) {
    #expect(throws: DiagnosticError.self) { try Override(argument: argument) }
  }

  @Test func overridesComeFromFilesToo() throws {
    let yaml = try Override.read(Array("number: 0.5\nword: \"x\"\n".utf8), file: "v.yaml")
    #expect(yaml.map(\.name) == ["number", "word"])
    #expect(yaml[1].place == .file("v.yaml", SourceSpan(line: 2, column: 7, length: 3)))
    let json = try Override.read(Array(#"{"flag": false}"#.utf8), file: "v.json")
    #expect(json.map(\.value) == ["false"])
    #expect(throws: DiagnosticError.self) { try Override.read(Array("- 1".utf8), file: "v") }
    #expect(throws: DiagnosticError.self) { try Override.read(Array("a: [1]".utf8), file: "v") }
  }
}
