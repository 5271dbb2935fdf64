import Columns
import Configuration

/// Replaces the rare categories of a column by one label and leaves the others as they are.
struct RareLabelEncoder: Transformer {
  static let name = "rare_label_encoder"
  static let guide = Guide(
    summary: "Replaces rare and unseen categories by one label.",
    counterpart: "feature_engine.encoding.RareLabelEncoder",
    formula: """
      In a column with more than n_categories categories (missing values counting as one) those are kept that at least \
      the share tol of the rows with a value have, and of these the max_n_categories most frequent; of equally frequent \
      ones the first in order. Otherwise all are kept. What is not kept, and whatever fitting has not seen, becomes \
      replace_with. Missing values stay missing.
      """,
    source: "feature_engine 1.9, encoding/rare_label.py, missing_values=ignore",
    example: """
      {id: city, use: rare_label_encoder, columns: [city], with: {tol: 0.02, n_categories: 5}}
      """,
    reveals: "The names of the categories that are kept; with privacy.k only those of at least k people.")

  static let parameters: [Parameter<Self>] = [
    .init("tol", \.tol, "The share of the rows that a category needs to be kept.", .atLeast(0), .atMost(1)),
    .init("n_categories", \.nCategories, "A column with no more categories than this keeps them all.", .atLeast(0)),
    .init("max_n_categories", \.maxNCategories, "The most categories that are kept; absent: no limit.", .atLeast(1)),
    .init("replace_with", \.replaceWith, "The label of all the others."),
  ]

  var tol = 0.05
  var nCategories = 10
  var maxNCategories: Int?
  var replaceWith = "Rare"

  init() {}

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireCategories()
  }

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<KeptCategories>?) -> [OutputField] {
    inputs.enumerated().map { position, field in
      OutputField(field.encoded(as: .category, isNullable: field.isNullable), replaces: position)
    }
  }

  func statistics(_ context: FitContext) -> CategoryStatistics { CategoryStatistics(context) }

  func finish(
    _ statistics: CategoryStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<KeptCategories> {
    try statistics.requireRows()
    return FittedColumns(
      zip(statistics.columns, context.inputs).map { counts, field in
        KeptCategories(name: field.name, texts: kept(of: SeenCategories(counts, as: field.type)))
      })
  }

  private func kept(of seen: SeenCategories) -> [String] {
    let categories = seen.categories
    guard categories.count + (seen.missing.count > 0 ? 1 : 0) > nCategories else {
      return categories.filter { !$0.isRare }.compactMap(\.text)
    }
    let total = Double(categories.reduce(0) { $0 + $1.count })
    let frequent = categories.indices.filter { position in
      !categories[position].isRare && Double(categories[position].count) / total >= tol
    }
    let mostFrequent = frequent.sorted { left, right in
      (-categories[left].count, left) < (-categories[right].count, right)
    }
    return mostFrequent.prefix(maxNCategories ?? frequent.count).sorted().compactMap { categories[$0].text }
  }

  func transform(_ rows: Rows, _ fitted: FittedColumns<KeptCategories>) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns.map(\.name))
    return zip(fitted.columns, rows.columns).map { column, input in
      let kept = column.lookup.texts
      let rare = kept.firstIndex { $0.utf8.elementsEqual(replaceWith.utf8) } ?? kept.count
      let dictionary = rare < kept.count ? kept : kept + [replaceWith]
      // The slot of a missing value holds code 0.
      let codes = column.lookup.codes(of: input).lookUp(in: [Int32(rare), 0] + kept.indices.map { Int32($0) })
      return Column(.category(codes: codes, dictionary: Strings(dictionary)), validity: input.validity)
    }
  }
}
