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
    // Binning
    // Encoding
    CatalogEntry(OneHotEncoder.self),
    CatalogEntry(OrdinalEncoder.self),
    CatalogEntry(CountEncoder.self),
    CatalogEntry(TargetEncoder.self),
    CatalogEntry(LeaveOneOutEncoder.self),
    CatalogEntry(MEstimateEncoder.self),
    CatalogEntry(JamesSteinEncoder.self),
    CatalogEntry(WeightOfEvidenceEncoder.self),
    // Selection
    CatalogEntry(VarianceThreshold.self),
    CatalogEntry(SelectKBest.self),
    // Text
    // Time
    // Tables
    // Interactions
    // Expressions
    CatalogEntry(Derive.self),
  ]

  package static func entry(named name: String) -> CatalogEntry? { entries.first { $0.name == name } }

  /// Those that work column by column, row by row.
  package static var columnEntries: [CatalogEntry] { entries.filter { !$0.isTable } }
}
