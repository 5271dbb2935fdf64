import Foundation
import Testing

@testable import Transforms

@Suite struct ExpressionDocumentationTests {
  static let heading = "## Grammar\n\n"

  /// `docs/expressions.md` ends with the grammar and the functions as the code has them. `FEATURIZE_RECORD=1` writes
  /// them anew.
  @Test func grammarAndFunctionsAreUpToDate() throws {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let file = root.appending(path: "docs/expressions.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.range(of: Self.heading))
    let expected = text[..<start.upperBound] + Grammar.markdown + "\n## Functions and operators\n\n" + Function.markdown
    if ProcessInfo.processInfo.environment["FEATURIZE_RECORD"] == "1" {
      try Data(expected.utf8).write(to: file)
    } else {
      let isUpToDate = text == expected
      #expect(
        isUpToDate, "run `FEATURIZE_RECORD=1 swift test --filter ExpressionDocumentationTests` and read the change")
    }
  }

  @Test func namesAreDistinctAndDocumented() {
    #expect(Set(Function.all.map(\.name)).count == Function.all.count)
    for function in Function.all {
      #expect(function.summary.hasSuffix(".") && function.usage.contains(function.name) && !function.overloads.isEmpty)
    }
  }
}
