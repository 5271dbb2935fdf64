import Columns
import Configuration

/// Adds up, in a fixed number of columns for all inputs together, the values of a row that scikit-learn's hash puts
/// there.
struct FeatureHasher: RowFunction {
  static let name = "feature_hasher"
  static let guide = Guide(
    summary: "Puts numbers and categories of all its columns into a fixed number of columns, by scikit-learn's hash.",
    counterpart: "sklearn.feature_extraction.FeatureHasher",
    formula: """
      A number or boolean x of column `c` is the feature `c` with the value x; a category v is the feature `c=v` with the \
      value 1; a missing value is none. With h the MurmurHash3 (x86, 32 bits, seed 0) of the feature's name, taken as \
      signed, its value times the sign of h is added to the column `hash_i`, i = |h| mod n_features. Two features of one \
      column cannot be told apart; the signs make their errors cancel on average.
      """,
    source: "scikit-learn 1.9, feature_extraction/_hash.py and _hashing_fast.pyx",
    example: """
      {id: hashed, use: feature_hasher, columns: [city, visits], with: {n_features: 64}}
      """,
    reveals: """
      Nothing: nothing is fitted. The hash has no key: anybody can compute which column a value falls into \
      (`hashing_encoder` has one).
      """)

  static let parameters: [Parameter<Self>] = [
    .init("n_features", \.nFeatures, "The number of output columns.", required: true, .atLeast(1), .atMost(10_000)),
    .init("alternate_sign", \.alternateSign, "Multiply each value by the sign of its feature's hash."),
  ]

  var nFeatures = 1
  var alternateSign = true

  init() {}

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireCategories()
  }

  func outputs(_ inputs: [Field], _ fitted: NamedInputs?) -> [OutputField] {
    (0..<nFeatures).map { feature in
      OutputField(inputs.merged("hash_\(feature)", as: .float, isNullable: false), replaces: 0)
    }
  }

  /// A column of numbers as a whole goes to one place.
  fileprivate struct Summand {
    let name: String
    let place: (index: Int, isNegative: Bool)
    let numbers: Buffer<Double>
  }

  func transform(_ rows: Rows, _ fitted: NamedInputs) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns)
    var summands: [Summand] = []
    var categories: [RowsByGroup] = []
    for (name, column) in zip(fitted.columns, rows.columns) {
      let isNumber = column.valueType.isNumber || column.valueType == .bool
      if isNumber, let numbers = column.numbers {
        summands.append(Summand(name: name, place: place(of: name), numbers: numbers))
      } else {
        categories.append(rowsByPlace(column, named: name))
      }
    }
    var outputs: [Column] = []
    for feature in 0..<nFeatures {
      let here = summands.filter { $0.place.index == feature }
      let sums = Buffer<Double>(count: rows.count) { memory in
        memory.initialize(repeating: 0)
        for summand in here { summand.add(to: memory) }
        for input in categories {
          input.add(1, inGroup: 2 * feature, to: memory)
          input.add(-1, inGroup: 2 * feature + 1, to: memory)
        }
      }
      if let name = here.first?.name { try rows.requireFinite(sums, named: name) }
      outputs.append(Column(.float(sums)))
    }
    return outputs
  }

  private func place(of feature: String) -> (index: Int, isNegative: Bool) {
    var feature = feature
    let place = feature.withUTF8 { MurmurHash3.place($0, among: nFeatures) }
    return (place.index, place.isNegative && alternateSign)
  }

  /// The rows of each place: those that add 1 in group 2i, those that subtract 1 in group 2i + 1.
  private func rowsByPlace(_ column: Column, named name: String) -> RowsByGroup {
    let (codes, dictionary) = column.categories
    let groups = dictionary.array.map { text in
      let place = place(of: "\(name)=\(text)")
      return Int32(2 * place.index + (place.isNegative ? 1 : 0))
    }
    return RowsByGroup(
      codes.lookUp(in: groups, column.validity, missing: CategoryGroups.none), groupCount: 2 * nFeatures)
  }
}

extension FeatureHasher.Summand {
  fileprivate func add(to memory: UnsafeMutableBufferPointer<Double>) {
    let sign = place.isNegative ? -1.0 : 1.0
    numbers.withUnsafeBufferPointer { numbers in
      for row in 0..<numbers.count { memory[row] += sign * numbers[row] }
    }
  }
}
