import Configuration
import Glibc
import Testing

@Suite struct ExplainTests {
  @Test func codesAreWellFormed() {
    let ids = DiagnosticCode.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids == ids.sorted())
    for code in DiagnosticCode.all {
      #expect(code.id.count == 5 && code.id.first == "F" && Int(code.id.dropFirst()) != nil, "\(code.id)")
      #expect(!code.title.isEmpty && !code.title.hasSuffix("."), "\(code.id)")
      #expect(code.explanation.hasSuffix("."), "\(code.id)")
    }
  }

  @Test func aCodeIsExplained() throws {
    let code = try #require(Explain.code("f0101"))
    #expect(Explain.text(code).hasPrefix("F0101: unknown key\n\nThe pipeline language has no such key at this place."))
    #expect(Explain.text(code).split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(Explain.code("F9999") == nil)
    #expect(Explain.suggestion(for: "F011") == "F0110" || Explain.suggestion(for: "F011") == "F0101")
    #expect(Explain.suggestion(for: "nothing") == nil)
    #expect(Explain.list.contains("F0106  not in this version\n"))
  }

  @Test func thePageIsUpToDate() throws {
    let path = "docs/diagnostics.md"
    if getenv("FEATURIZE_RECORD") != nil { try Repository.write(Explain.page, to: path) }
    #expect(
      Repository.read(path) == Explain.page,
      "regenerate it: FEATURIZE_RECORD=1 swift test --filter ConfigurationTests")
  }
}
