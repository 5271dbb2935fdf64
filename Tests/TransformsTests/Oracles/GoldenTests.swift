import Columns
import Configuration
import Testing

@testable import Transforms

@Suite("The numbers are scikit-learn's")
struct GoldenTests {
  static let withCounterpart = Catalog.entries.filter { $0.guide.counterpart != nil }.map(\.name)

  /// Whoever says that there are the same numbers elsewhere shows it, in all that numbers can be hard in.
  @Test(arguments: withCounterpart)
  func everyCounterpartHasGoldensOfEveryKind(_ name: String) {
    let goldens = Golden.load(name)
    let missing = Set(Golden.Kind.allCases).subtracting(goldens.compactMap(\.kind))
    #expect(
      missing.isEmpty, "goldens/\(name).json has no \(missing.map(\.rawValue).sorted()), see Tests/Oracles/README.md")
    for golden in goldens where golden.kind == nil { Issue.record("\(golden.testDescription): no known `kind`") }
  }

  @Test(arguments: Golden.inCatalog)
  func agrees(_ golden: Golden) throws {
    let entry = try #require(Catalog.entry(named: golden.transformer))
    var decoder = Decoder(file: "golden")
    let decoded = entry.decode(Node(golden.arguments), &decoder)
    let transformer = try #require(decoded, "\(decoder.diagnostics.map(\.message))")
    let table = golden.fitted
    do throws(TransformError) {
      try transformer.check(table.fields, target: table.targetField)
      let fitted = try fitAnything(transformer, [table.rows], table.context())
      let columns = try transformer.transformErased(golden.applied.rows, fitted, isFittedRows: false)
      guard golden.error == nil else {
        Issue.record("expected \(golden.error!)")
        return
      }
      let names = try transformer.outputsErased(table.fields, fitted).map(\.field.name)
      let expected = golden.json["expect"] ?? .null
      #expect(golden.difference(columns, named: names, from: expected) == nil)
      if let expected = golden.json["out_of_fold"] {
        let columns = try transformer.transformErased(table.rows, fitted, isFittedRows: true)
        #expect(golden.difference(columns, named: names, from: expected) == nil)
      }
      if let state = golden.json["state"] {
        #expect(
          fitted.json.isClose(to: state, tolerance: golden.tolerance),
          "\(fitted.json.line), expected \(state.line)")
      }
    } catch {
      #expect(String(describing: error).hasPrefix(golden.error ?? "no error"), "\(error.message)")
    }
  }

  /// A deliberate deviation is listed, and a listed one is shown by a case.
  @Test func deviationsAreListed() throws {
    let bytes = try #require(Golden.contents(of: Golden.root + "/docs/deviations.md"))
    let listed = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line -> String? in
      guard line.hasPrefix("| `") else { return nil }
      return line.dropFirst(3).prefix { $0 != "`" }.description
    }
    #expect(Set(listed).count == listed.count)
    for golden in Golden.inCatalog {
      if let deviation = golden.deviation { #expect(listed.contains(deviation), "\(golden.testDescription)") }
    }
  }
}

private func fitAnything(
  _ transformer: any Transformer, _ chunks: [Rows], _ context: FitContext
) throws(TransformError) -> any FittedState {
  try transformer.fit(chunks, context)
}
