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

/// Files of the repository, found from this file's own path.
enum Repository {
  private static var root: String {
    #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }
  }

  static func read(_ path: String) -> String? {
    guard let file = fopen(root + "/" + path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(root + "/" + path, "w"))
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }
}
