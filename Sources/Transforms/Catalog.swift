package import Configuration

/// Every transformer, by name: the table of contents of the product.
package enum Catalog {
  package static let entries: [CatalogEntry] = [
    // Imputation
    CatalogEntry(SimpleImputer.self),
    // Normalization
    CatalogEntry(StandardScaler.self),
    CatalogEntry(MinMaxScaler.self),
    CatalogEntry(RobustScaler.self),
    // Selection
    CatalogEntry(VarianceThreshold.self),
    CatalogEntry(SelectKBest.self),
    // Encoding
    CatalogEntry(OneHotEncoder.self),
    CatalogEntry(OrdinalEncoder.self),
    CatalogEntry(CountEncoder.self),
    CatalogEntry(TargetEncoder.self),
    // Expressions
    CatalogEntry(Derive.self),
  ]

  package static func entry(named name: String) -> CatalogEntry? { entries.first { $0.name == name } }
}

/// One line of the catalogue: a transformer with its type erased.
package struct CatalogEntry: Sendable {
  package let name: String
  package let guide: Guide
  /// JSON Schema of the arguments.
  package let schema: JSON
  package let parameters: [ParameterDocumentation]
  package let needsTarget: Bool
  /// Reads the arguments under `with:` (an absent `with:` is an empty mapping at the place of `use:`).
  package let decode: @Sendable (Node, inout Decoder) -> (any Transformer)?

  init<Member: Transformer>(_ type: Member.Type) {
    name = Member.name
    guide = Member.guide
    schema = Member.schema
    parameters = Member.documentation
    needsTarget = Member.needsTarget
    decode = { Member.decode($0, &$1) }
  }
}
