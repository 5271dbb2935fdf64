package import Configuration

/// Every transformer, by name: the table of contents of the product.
package enum Catalog {
  package static let entries: [CatalogEntry] = [
    // Imputation
    CatalogEntry(SimpleImputer.self),
    CatalogEntry(MissingIndicator.self),
    CatalogEntry(GroupImputer.self),
    CatalogEntry(RandomSampleImputer.self),
    CatalogEntry(KNNImputer.self),
    CatalogEntry(IterativeImputer.self),
    // Normalization
    CatalogEntry(StandardScaler.self),
    CatalogEntry(MinMaxScaler.self),
    CatalogEntry(RobustScaler.self),
    CatalogEntry(MaxAbsScaler.self),
    CatalogEntry(QuantileTransformer.self),
    CatalogEntry(PowerTransformer.self),
    CatalogEntry(SquashingScaler.self),
    CatalogEntry(Winsorizer.self),
    CatalogEntry(Log1p.self),
    CatalogEntry(Normalizer.self),
    CatalogEntry(L2Normalize.self),
    // Binning
    CatalogEntry(KBinsDiscretizer.self),
    CatalogEntry(Binarizer.self),
    CatalogEntry(FixedBins.self),
    CatalogEntry(DecisionTreeDiscretizer.self),
    // Encoding
    CatalogEntry(OneHotEncoder.self),
    CatalogEntry(OrdinalEncoder.self),
    CatalogEntry(CountEncoder.self),
    CatalogEntry(TargetEncoder.self),
    CatalogEntry(FrequencyEncoder.self),
    CatalogEntry(RareLabelEncoder.self),
    CatalogEntry(BinaryEncoder.self),
    CatalogEntry(BaseNEncoder.self),
    CatalogEntry(HashingEncoder.self),
    CatalogEntry(FeatureHasher.self),
    CatalogEntry(MultiLabelBinarizer.self),
    CatalogEntry(Cyclical.self),
    CatalogEntry(LeaveOneOutEncoder.self),
    CatalogEntry(MEstimateEncoder.self),
    CatalogEntry(JamesSteinEncoder.self),
    CatalogEntry(WeightOfEvidenceEncoder.self),
    // Selection
    CatalogEntry(VarianceThreshold.self),
    CatalogEntry(SelectKBest.self),
    CatalogEntry(SelectPercentile.self),
    CatalogEntry(SelectFpr.self),
    CatalogEntry(SelectFdr.self),
    CatalogEntry(SelectFwe.self),
    CatalogEntry(DropCorrelated.self),
    CatalogEntry(DropDuplicates.self),
    CatalogEntry(DropMissing.self),
    CatalogEntry(PopulationStability.self),
    CatalogEntry(SelectFromModel.self),
    CatalogEntry(RecursiveElimination.self),
    // Text
    CatalogEntry(NormalizeText.self),
    CatalogEntry(TextStats.self),
    CatalogEntry(CountVectorizer.self),
    CatalogEntry(TfidfVectorizer.self),
    CatalogEntry(HashingVectorizer.self),
    // Time
    CatalogEntry(ForwardFill.self),
    CatalogEntry(BackwardFill.self),
    CatalogEntry(Lag.self),
    CatalogEntry(Rolling.self),
    CatalogEntry(Expanding.self),
    CatalogEntry(ExponentialMean.self),
    CatalogEntry(DatetimeFeatures.self),
    CatalogEntry(ElapsedTime.self),
    // Tables
    CatalogEntry(Join.self),
    CatalogEntry(Aggregate.self),
    CatalogEntry(Pivot.self),
    CatalogEntry(Deduplicate.self),
    CatalogEntry(Filter.self),
    CatalogEntry(Sort.self),
    CatalogEntry(Sample.self),
    CatalogEntry(Explode.self),
    // Interactions
    CatalogEntry(PolynomialFeatures.self),
    CatalogEntry(PCA.self),
    CatalogEntry(SplineTransformer.self),
    // Expressions
    CatalogEntry(Derive.self),
  ]

  package static func entry(named name: String) -> CatalogEntry? { entries.first { $0.name == name } }

  /// Those that work column by column, row by row.
  package static var columnEntries: [CatalogEntry] { entries.filter { !$0.isTable } }
}
