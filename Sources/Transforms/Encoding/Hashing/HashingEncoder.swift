import Columns
import Configuration

/// Counts, in a fixed number of columns for all inputs together, the categories of a row that a keyed hash puts there.
struct HashingEncoder: Transformer {
  static let name = "hashing_encoder"
  static let guide = Guide(
    summary: "Puts the categories of all its columns into a fixed number of columns, by a keyed hash.",
    counterpart: nil,
    formula: """
      A row's category v of column `c` adds 1 to the column `col_i` with i = ⌊h · n_components / 2^64⌋, where h is the \
      SipHash-2-4 of the text `c=v` under a key of 128 bits: the lower half comes from the key ring (0 without one), the \
      upper half is random_state. A missing value adds nothing. Nothing is learned, so any category has its place; two \
      that fall into one column cannot be told apart.
      """,
    source: """
      Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (2009); category_encoders 2.11, hashing.py, \
      which takes the MD5 of the value alone
      """,
    example: """
      {id: places, use: hashing_encoder, columns: [city, branch], with: {n_components: 16}}
      """,
    reveals: """
      The names of the columns, and a fingerprint of the key by which another key is noticed. Without a key ring anybody \
      can compute which column a value falls into.
      """)

  static let parameters: [Parameter<Self>] = [
    .init("n_components", \.nComponents, "The number of output columns.", .atLeast(1), .atMost(10_000)),
    .init("random_state", \.randomState, "Another number gives other columns under the same key."),
  ]

  var nComponents = 8
  var randomState = 0

  init() {}

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireCategories()
  }

  func outputs(_ inputs: [Field], _ fitted: HashedInputs?) -> [OutputField] {
    (0..<nComponents).map { component in
      OutputField(inputs.merged("col_\(component)", as: .int, isNullable: false), replaces: 0)
    }
  }

  func statistics(_ context: FitContext) -> NoStatistics { NoStatistics() }

  func finish(_ statistics: NoStatistics, _ context: FitContext) -> HashedInputs {
    HashedInputs(columns: context.inputs.map(\.name), fingerprint: fingerprint(of: hash(context.hashSeed)))
  }

  func transform(_ rows: Rows, _ fitted: HashedInputs) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns)
    let hash = hash(rows.hashSeed)
    guard fingerprint(of: hash) == fitted.fingerprint else {
      throw .badState(problem: "it was fitted under another key or random_state")
    }
    let inputs = zip(fitted.columns, rows.columns).map { name, column in
      let (codes, dictionary) = column.categories
      let components = dictionary.array.map { component(of: hash.hash("\(name)=\($0)")) }
      return RowsByGroup(
        codes.lookUp(in: components, column.validity, missing: CategoryGroups.none), groupCount: nComponents)
    }
    return (0..<nComponents).map { component in
      Column(
        .int(
          Buffer(count: rows.count) { memory in
            memory.initialize(repeating: 0)
            for input in inputs { input.add(1, inGroup: component, to: memory) }
          }))
    }
  }

  private func hash(_ seed: UInt64?) -> SipHash {
    SipHash(key: (seed ?? 0, UInt64(bitPattern: Int64(randomState))))
  }

  private func component(of hash: UInt64) -> Int32 {
    Int32(truncatingIfNeeded: hash.reduced(below: UInt64(nComponents)))
  }

  /// Half of a hash, so that even a seed that could be guessed is not confirmed by it alone.
  private func fingerprint(of hash: SipHash) -> Int64 { Int64(hash.hash(Self.name) >> 32) }
}
