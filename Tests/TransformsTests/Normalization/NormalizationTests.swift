import Columns
import Configuration
import Glibc
import TestSupport
import Testing

@testable import Transforms

@Suite("Normalization beyond what the goldens show")
struct NormalizationTests {
  /// Within two units in the last place of the C library.
  @Test func exponentialsAreExact() {
    var generator = SeededGenerator(seed: 3)
    var numbers: [Double] = [0, -0.0, 1e-300, 5e-324, 1, -1 + 1e-15, 709.7, -745, 1e300, 0.34657359, -0.34657359]
    for exponent in stride(from: -40.0, through: 9, by: 0.01) {
      numbers.append(exp2(exponent + generator.normal() / 100) * (numbers.count % 2 == 0 ? 1 : -1))
    }
    func results(_ replace: (UnsafeMutableBufferPointer<Double>) -> Void) -> [Double] {
      Buffer<Double>(count: numbers.count) { memory in
        _ = memory.initialize(fromContentsOf: numbers)
        replace(memory)
      }.array
    }
    let powers = results { Exponentials.replace($0) { Exponentials.expm1($0) } }
    let logarithms = results { Log1p().scale($0, NamedColumn(name: "x")) }
    let ofSizes = results { PowerTransformer.Method.yeoJohnson.takeLogarithms(of: $0) }
    func agree(_ own: Double, _ other: Double) -> Bool {
      own == other || own.isNaN && other.isNaN || abs(own - other) <= 2 * other.ulp
    }
    for (index, number) in numbers.enumerated() {
      let (power, logarithm, ofSize) = (powers[index], logarithms[index], ofSizes[index])
      #expect(agree(power, expm1(number)), "expm1 of \(number): \(power), seed 3")
      #expect(agree(logarithm, number > -1 ? log1p(number) : .nan), "log1p of \(number): \(logarithm), seed 3")
      let expected = number < 0 ? -log1p(-number) : log1p(number)
      #expect(agree(ofSize, expected), "log1p of the size of \(number): \(ofSize), seed 3")
    }
  }

  @Test(
    arguments: [
      ("log1p", [:], [0.5, -1, 2], 10), ("power_transformer", ["method": "box-cox"], [1, 2, 0], 13),
      ("winsorizer", [:], [1, nil, 2, 9], 10), ("normalizer", [:], [1, 2, nil], 13),
      ("l2_normalize", [:], [nil, 2], 7), ("normalizer", [:], [1, 1e200], 10),
    ] as [(String, JSON, [Double?], Int)])
  func badValuesAreNamedByColumnAndRow(_ name: String, _ arguments: JSON, _ values: [Double?], _ row: Int) throws {
    let transformer = try ConformanceCase(name: name, arguments: arguments, columns: []).transformer()
    let good = Table("x", .float([1, 2, 4, 9]))
    let fitted = try fitErased(transformer, [good.rows], good.context())
    #expect {
      _ = try transformer.transformErased(Table("x", .float(values)).rows, fitted, isFittedRows: false)
    } throws: {
      ($0 as? TransformError)?.place == .init(column: "x", row: row)
    }
  }

  /// A sample is a function of the rows' hashes, and of the seed.
  @Test func samplesDependOnRowsAlone() throws {
    var generator = SeededGenerator(seed: 8)
    let table = Table("x", .float((0..<5000).map { _ in generator.normal() }))
    func state(_ seed: Int64, chunks: [[Int]]) throws -> String {
      let arguments: JSON = ["n_quantiles": 20, "subsample": 100, "random_state": .int(seed)]
      return try table.fit(QuantileTransformer.make(arguments), chunks: chunks).json.canonical
    }
    let whole = try state(0, chunks: [Array(0..<5000)])
    let order = Array(0..<5000).shuffled(using: &generator)
    for width in [7, 100, 999, 2500] {
      let chunks = stride(from: 0, to: 5000, by: width).map { Array(order[$0..<min($0 + width, 5000)]) }
      #expect(try state(0, chunks: chunks) == whole, "chunks of \(width), seed 8")
    }
    #expect(try state(1, chunks: [Array(0..<5000)]) != whole)
  }

  /// Rows of one key are in the sample together, however many they are.
  @Test func rowsOfOneKeyAreSampledTogether() {
    var sample = RowSample(limit: 10, seed: 0)
    let rows = Rows(
      columns: [], rowNumbers: Buffer((0..<600).map { Int64($0) }),
      hashes: Buffer((0..<600).map { UInt64($0 / 200) &* 0x9e37_79b9_7f4a_7c15 }))
    let values = Buffer((0..<600).map { Double($0) })
    sample.update(Numbers(name: "x", values: values, validity: nil, rows: rows))
    let taken = sample.smallest.map(\.value).sorted()
    #expect(taken.count == 200 && taken[199] - taken[0] == 199)
  }

  /// By the definition: k people up to the first step, from each to the next, and from the last on.
  @Test(arguments: 2...6, UInt64(0)..<6)
  func stepsOfQuantilesHaveKPeople(_ k: Int, _ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let entries = (0..<80).map { row in
      RowSample.Entry(
        hash: 0, value: Double(Int.random(in: 0..<50, using: &generator)),
        person: UInt64.random(in: 0..<20, using: &generator))
    }
    func people(_ range: (Double) -> Bool) -> Int { Set(entries.filter { range($0.value) }.map(\.person)).count }
    let quantiles = CrowdedQuantiles(entries, k: k)
    let values = try (0...500).map { try quantiles.value(at: Double($0) / 500, column: "x") }
    #expect(values == values.sorted())
    let steps = Set(values).filter { value in entries.contains { $0.value == value } }.sorted()
    let (first, last) = (values[0], values[500])
    #expect(people { $0 <= first } >= k && people { $0 >= last } >= k, "seed \(seed)")
    // A value of the data among the interpolated ones may be there by chance; steps are k people apart.
    #expect(steps.count <= 80 / k + 2, "seed \(seed)")
  }

  /// With fewer than k people beyond it, a single outlier leaves no trace in the caps of any method.
  @Test(arguments: ["gaussian", "iqr", "mad", "quantiles"])
  func capsAreOverKPeople(_ method: String) throws {
    let winsorizer = try Winsorizer.make(["capping_method": .string(method), "tail": "both"])
    let table = Table("x", .float([1, 2, 3, 4, 5, 6, 7]), people: [1, 1, 2, 2, 3, 3, 3])
    #expect(throws: TransformError.tooFewPeople(column: "x", k: 4)) { try winsorizer.fit(table, k: 4) }
    #expect(try winsorizer.fit(table, k: 2).columns[0].low != nil)
  }

  @Test func indicatorsTellWhatWasCapped() throws {
    let winsorizer = try Winsorizer.make([
      "capping_method": "iqr", "tail": "both", "add_indicators": true, "missing_values": "ignore",
    ])
    let columns = try winsorizer.fitTransform(Table("x", .float([-50, 1, 2, 3, 4, nil, 90])))
    #expect(columns[1].cells == [.bool(true)] + Array(repeating: .bool(false), count: 6))
    #expect(columns[2].cells == Array(repeating: .bool(false), count: 6) + [.bool(true)])
  }

  /// The members that learn nothing ask for no pass over the rows, unless infinities are clipped.
  @Test func formulasNeedNoFit() throws {
    #expect(try Log1p.make().learnsNothing && Normalizer.make().learnsNothing && L2Normalize.make().learnsNothing)
    #expect(try !Log1p.make(["inf": "clip"]).learnsNothing && !StandardScaler.make().learnsNothing)
  }

  @Test func minimaAreFound() throws {
    for place in [-3.0, 0, 0.7, 41] {
      let bounded = try #require(Brent.minimum(in: -50...50) { ($0 - place) * ($0 - place) + 1 })
      let free = try #require(Brent.minimum(from: -2, 2) { ($0 - place) * ($0 - place) + 1 })
      #expect(abs(bounded - place) < 1e-6 && abs(free - place) < 1e-6, "\(bounded) \(free)")
    }
    #expect(Brent.minimum(from: -2, 2) { -$0 } == nil)
  }
}
