import Columns
import Configuration

/// The fitted categories of one column, put into groups: each frequent one is a group of its own, in order; the
/// infrequent ones share the last.
///
/// Under the k-floor a category of fewer than `k` people is in the shared group without being named, so that at
/// transform it cannot be told from a category never seen: both go to that group.
struct CategoryGroups: Sendable, Equatable {
  /// Where a value belongs when it belongs to no group.
  static let none: Int32 = -1

  let name: String
  let lookup: CategoryLookup
  /// The positions in `lookup.texts` (its length standing for the missing value) that share the last group.
  let infrequent: [Int]
  /// Whether the missing value is a category of this column.
  let hasMissing: Bool
  /// Whether the last group also holds categories that may not be named.
  let foldsRare: Bool
  /// The group of each code of `lookup`; `none` for what is no category.
  let groupOfCode: [Int32]
  /// The text of each group in order; `nil` for the missing value. Without the shared group.
  let frequentTexts: [String?]

  init(name: String, texts: [String], hasMissing: Bool, infrequent: [Int], foldsRare: Bool) {
    self.name = name
    self.hasMissing = hasMissing
    self.infrequent = infrequent
    self.foldsRare = foldsRare
    lookup = CategoryLookup(texts)

    let isInfrequent = Set(infrequent)
    let categories: [String?] = texts + (hasMissing ? [nil] : [])
    let frequent = categories.indices.filter { !isInfrequent.contains($0) }
    let shared = infrequent.isEmpty && !foldsRare ? Self.none : Int32(frequent.count)
    var groups = [Int32](repeating: shared, count: categories.count)
    for (group, position) in frequent.enumerated() { groups[position] = Int32(group) }
    let outside = foldsRare ? shared : Self.none
    groupOfCode = [outside, hasMissing ? groups[texts.count] : outside] + groups.prefix(texts.count)
    frequentTexts = frequent.map { categories[$0] }
  }

  /// Groups the categories that were seen; under the k-floor rare ones lose their names, unless the contract declared
  /// them. A declared vocabulary is grouped by `rule` alone.
  init(
    _ counts: LevelCounts, of field: Field, rule: InfrequentRule, groupsMissing: Bool,
    keepsDeclaredOrder: Bool = false
  ) {
    let vocabulary = field.vocabulary.map { vocabulary in
      keepsDeclaredOrder ? Self.distinct(vocabulary) : Self.order(vocabulary, of: field)
    }
    let seen = SeenCategories(counts, as: field.type, vocabulary: vocabulary)
    let isMissingKnown = groupsMissing && (vocabulary == nil ? seen.missing.count > 0 : field.isNullable)
    let all = seen.categories + (isMissingKnown ? [seen.missing] : [])
    let isDeclaredOnly = vocabulary != nil && !rule.isActive
    let isInfrequent = isDeclaredOnly ? all.map { _ in false } : rule.apply(to: all)

    let isNamed = all.map { vocabulary != nil || !$0.isRare }
    var infrequent: [Int] = []
    var texts: [String] = []
    for (position, category) in all.enumerated() where isNamed[position] {
      if isInfrequent[position] { infrequent.append(texts.count) }
      if let text = category.text { texts.append(text) }
    }
    self.init(
      name: field.name, texts: texts, hasMissing: isMissingKnown && isNamed[all.count - 1], infrequent: infrequent,
      foldsRare: isNamed.contains(false))
  }

  /// The groups of a column whose contract names all its values; known before fitting.
  init(declaredBy vocabulary: [String], of field: Field, groupsMissing: Bool) {
    self.init(
      name: field.name, texts: Self.order(vocabulary, of: field), hasMissing: groupsMissing && field.isNullable,
      infrequent: [], foldsRare: false)
  }

  private static func order(_ vocabulary: [String], of field: Field) -> [String] {
    CategoryOrder.sorted(distinct(vocabulary), as: field.type)
  }

  private static func distinct(_ vocabulary: [String]) -> [String] {
    StringTable(Strings(vocabulary)).dictionary.array
  }

  /// The shared group, or `none`.
  var infrequentGroup: Int32 { infrequent.isEmpty && !foldsRare ? Self.none : Int32(frequentTexts.count) }

  var groupCount: Int { frequentTexts.count + (infrequentGroup == Self.none ? 0 : 1) }
}

extension CategoryGroups: FittedColumn {
  static let members: [StateMember] = ["name", .categories("categories"), "missing", "infrequent", "folds_rare"]

  init(_ reader: StateReader) throws(TransformError) {
    let texts = try reader.categories("categories")
    let hasMissing = try reader.bool("missing")
    let infrequent = try reader.counts("infrequent").map { Int($0) }
    let bound = texts.count + (hasMissing ? 1 : 0)
    guard infrequent.allSatisfy({ $0 < bound }) else {
      throw .badState(problem: "`infrequent` names a category that is not there")
    }
    self.init(
      name: try reader.string("name"), texts: texts, hasMissing: hasMissing, infrequent: infrequent,
      foldsRare: try reader.bool("folds_rare"))
  }

  var json: JSON {
    [
      "name": .string(name),
      "categories": .array(lookup.texts.map { .string($0) }),
      "missing": .bool(hasMissing),
      "infrequent": .array(infrequent.map { .int(Int64($0)) }),
      "folds_rare": .bool(foldsRare),
    ]
  }
}
