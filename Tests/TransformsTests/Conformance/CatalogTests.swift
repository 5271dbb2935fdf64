import Configuration
import Testing

@testable import Transforms

@Suite("Every transformer of the catalogue is declared in full")
struct CatalogTests {
  static let names = Catalog.entries.map { $0.name }

  @Test func namesOccurOnce() { #expect(Set(Self.names).count == Self.names.count) }

  @Test(arguments: names)
  func hasAConformanceCase(_ name: String) {
    let isListed = ConformanceCase.all.contains { $0.name == name } || TableCase.all.contains { $0.use == name }
    #expect(isListed, "add a row to ConformanceCase.all, or to TableCase.all for a transformer of tables")
  }

  @Test(arguments: names)
  func guideIsWritten(_ name: String) throws {
    let guide = try #require(Catalog.entry(named: name)).guide
    for text in [guide.summary, guide.formula, guide.source, guide.example, guide.reveals] { #expect(!text.isEmpty) }
    #expect(guide.summary.hasSuffix("."))
    #expect(guide.example.contains("use: \(name)"))
  }

  @Test(arguments: names)
  func everyParameterIsExplained(_ name: String) throws {
    let parameters = try #require(Catalog.entry(named: name)).parameters
    #expect(Set(parameters.map(\.name)).count == parameters.count)
    for parameter in parameters { #expect(parameter.summary.hasSuffix("."), "\(parameter.name)") }
  }

  /// A stored property that no parameter reaches could never be set from a pipeline.
  @Test(arguments: ConformanceCase.inCatalog)
  func everyStoredPropertyIsAParameter(_ sample: ConformanceCase) throws {
    let parameters = try #require(Catalog.entry(named: sample.name)).parameters
    let declared = parameters.filter { !$0.summary.hasPrefix("Refused:") }
    let properties = Mirror(reflecting: try sample.transformer()).children.compactMap(\.label)
    #expect(properties.count == declared.count, "properties \(properties), parameters \(declared.map(\.name))")
  }

  @Test(arguments: names)
  func unknownArgumentsAreRefused(_ name: String) throws {
    var decoder = Decoder(file: "test")
    let node = Node(["no_such_argument": 1])
    switch try #require(Catalog.entry(named: name)).make {
    case .columns(let decode): #expect(decode(node, &decoder) == nil)
    case .tables(let decode): #expect(decode(node, &decoder) == nil)
    }
    #expect(decoder.diagnostics.contains { $0.code == .unknownKey })
  }
}
