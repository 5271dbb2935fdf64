import Configuration
import Foundation
import Plan
import Testing
import Transforms

/// What is generated from the definitions and committed. `make docs` writes it anew.
@Suite struct DocumentationTests {
  static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let documents = [
    "docs/schema/pipeline-v1.json": Reference.schema.pretty,
    "docs/transformers.md": Reference.transformersDocument,
    "docs/detection-entities.md": Reference.entitiesDocument,
  ]

  @Test(arguments: documents.keys.sorted())
  func isUpToDate(_ path: String) throws {
    let text = try #require(Self.documents[path])
    let url = Self.checkout.appending(path: path)
    if ProcessInfo.processInfo.environment["FEATURIZE_RECORD"] != nil {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let committed = try? String(contentsOf: url, encoding: .utf8)
    #expect(committed == text, "\(path) is out of date: run `make docs`")
  }

  /// The example of each guide is a step that the language accepts.
  @Test(arguments: Catalog.entries.map(\.name))
  func exampleIsAStep(_ name: String) throws {
    let entry = try #require(Catalog.entry(named: name))
    let node = try YAMLReader.read(Array(entry.guide.example.utf8), file: "example")
    guard case .sequence(let steps) = node.content, let first = steps.first else {
      // An example may be one mapping or a list of steps.
      try check(node, entry)
      return
    }
    try check(first, entry)
  }

  private func check(_ node: Node, _ entry: CatalogEntry) throws {
    var decoder = Decoder(file: "example")
    let step = try #require(StepDeclaration.decode(node, &decoder))
    #expect(step.use.value == entry.name)
    let arguments = step.with ?? Node(.mapping([]), at: node.span)
    switch entry.make {
    case .columns(let decode): #expect(decode(arguments, &decoder) != nil)
    case .tables(let decode): #expect(decode(arguments, &decoder) != nil)
    }
    #expect(decoder.diagnostics == [])
  }

  @Test func everySubjectIsExplained() throws {
    for subject in Reference.subjects {
      let text = try #require(Reference.explanation(of: subject))
      #expect(text.count > 40, "\(subject)")
    }
    #expect(Reference.explanation(of: "standard_scalar") == nil)
  }
}
