import Columns
import Configuration
import Testing

@testable import Transforms

@Suite struct SipHashTests {
  /// The vectors of the paper's reference implementation: key 00 01 … 0f, message 00 01 … of each length.
  @Test(
    arguments: [
      (0, 0x726f_db47_dd0e_0e31), (1, 0x74f8_39c5_93dc_67fd), (7, 0xab02_00f5_8b01_d137),
      (8, 0x93f5_f579_9a93_2462), (15, 0xa129_ca61_49be_45e5), (63, 0x958a_324c_eb06_4572),
    ] as [(Int, UInt64)])
  func agreesWithTheReference(_ length: Int, _ hash: UInt64) {
    let siphash = SipHash(key: (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908))
    let message = (0..<length).map { UInt8($0) }
    #expect(message.withUnsafeBufferPointer { siphash.hash($0) } == hash)
  }
}

@Suite struct HashingEncoderTests {
  private let table = Table([("c", .letters("abcdefgh.")), ("d", .letters("aabbccddd"))])

  private func outputs(_ encoder: HashingEncoder, seed: UInt64?, rowSeed: UInt64? = nil) throws -> [[Cell]] {
    let context = FitContext(inputs: table.fields, hashSeed: seed)
    let rows = Rows(columns: table.columns, rowNumbers: table.rowNumbers, hashSeed: rowSeed ?? seed)
    return try encoder.transform(rows, encoder.finish(NoStatistics(), context)).map(\.cells)
  }

  @Test func theKeyDecidesAndAnotherIsNoticed() throws {
    let encoder = HashingEncoder()
    let unkeyed = try outputs(encoder, seed: nil)
    let keyed = try outputs(encoder, seed: 5)
    #expect(unkeyed != keyed)
    #expect(try outputs(encoder, seed: 5) == keyed)
    #expect(throws: TransformError.badState(problem: "it was fitted under another key or random_state")) {
      try outputs(encoder, seed: 5, rowSeed: 6)
    }
    var other = encoder
    other.randomState = 1
    #expect(try outputs(other, seed: 5) != keyed)
  }

  @Test func everyPresentCategoryCountsOnce() throws {
    let columns = try HashingEncoder().transform(table.rows, table.fit(HashingEncoder()))
    let sums = (0..<table.count).map { row in columns.reduce(0) { $0 + ($1.intCells[row] ?? 0) } }
    #expect(sums == [2, 2, 2, 2, 2, 2, 2, 2, 1])
  }

  @Test func theSeedIsNotInTheState() throws {
    let seed: UInt64 = 0x1234_5678_9abc_def0
    let context = FitContext(inputs: table.fields, hashSeed: seed)
    let state = HashingEncoder().finish(NoStatistics(), context).json.canonical
    #expect(!state.contains(String(seed)))
    #expect(!state.contains(String(seed, radix: 16)))
  }
}

@Suite struct FeatureHasherTests {
  @Test func widthIsBounded() {
    for number in [0, 10_001] {
      var decoder = Decoder(file: "test")
      #expect(FeatureHasher.decode(Node(["n_features": .int(Int64(number))]), &decoder) == nil)
    }
    var decoder = Decoder(file: "test")
    #expect(FeatureHasher.decode(Node([:]), &decoder) == nil)
    #expect(decoder.diagnostics.map(\.code) == [.missingKey])
  }

  @Test func aSumBeyondDoublesIsRefused() throws {
    let hasher = try FeatureHasher.make(["n_features": 1, "alternate_sign": false])
    let table = Table([("a", .float([1, 1.7e308])), ("b", .float([1, 1.7e308]))])
    #expect(throws: TransformError.badValue(column: "a", row: 10, problem: "the value is not a finite number")) {
      try table.outputs(hasher)
    }
  }
}

@Suite struct MultiLabelBinarizerTests {
  /// Separator, texts of one row each, the outputs that are 1 in them.
  @Test(
    arguments: [
      (",", ["a,b", " b ", "", ",,a"], [["c_a", "c_b"], ["c_b"], [], ["c_a"]]),
      ("||", ["a||b", "a|b", "b|||"], [["c_a", "c_b"], ["c_a|b"], ["c_b", "c_|"]]),
      ("·", ["é·e", "·e"], [["c_e", "c_é"], ["c_e"]]),
      (" ", ["to  be", "be"], [["c_be", "c_to"], ["c_be"]]),
      // So many labels that their columns are sparse.
      (",", ["a,b,a,c", "d,e,f,g,h,i,j", "j"], [["c_a", "c_b", "c_c"], Array("defghij").map { "c_\($0)" }, ["c_j"]]),
    ])
  func cuts(_ separator: String, _ texts: [String], _ expected: [[String]]) throws {
    let binarizer = try MultiLabelBinarizer.make(["separator": .string(separator)])
    let outputs = try Table([("c", .string(texts))]).outputs(binarizer)
    let listed = texts.indices.map { row in
      Set(outputs.filter { $0.value.intCells[row] == 1 }.keys)
    }
    #expect(listed == expected.map { Set($0) })
  }

  @Test func badArguments() {
    var binarizer = MultiLabelBinarizer()
    #expect(throws: TransformError.wrongType(column: "n", expected: "string, text or category", found: .int)) {
      try binarizer.check([Field(name: "n", type: .int)], target: nil)
    }
    binarizer.classes = ["a", "b", "a"]
    #expect(throws: TransformError.badArgument(parameter: "classes", problem: "names a label twice")) {
      try binarizer.check([Field(name: "c", type: .string)], target: nil)
    }
    binarizer.classes = ["b_c", "c"]
    #expect(throws: TransformError.self) {
      try binarizer.check([Field(name: "a", type: .string), Field(name: "a_b", type: .string)], target: nil)
    }
    var decoder = Decoder(file: "test")
    #expect(MultiLabelBinarizer.decode(Node(["separator": ""]), &decoder) == nil)
  }

  @Test func anUnseenLabelCanBeAnError() throws {
    let binarizer = try MultiLabelBinarizer.make(["handle_unknown": "error"])
    let fitted = try Table([("c", .string(["a", "b,a"]))]).fit(binarizer)
    let rows = Rows(columns: [.string([nil, "a", "a,z"])], rowNumbers: [4, 5, 6])
    #expect(throws: TransformError.badValue(column: "c", row: 6, problem: "a label that fitting has not seen")) {
      try binarizer.transform(rows, fitted)
    }
  }

  /// `a` is listed by three people, in two texts of fewer; `b` by two.
  @Test func labelsOfFewPeopleAreNotNamed() throws {
    let binarizer = try MultiLabelBinarizer.make(["handle_unknown": "error"])
    let table = Table([("c", .string(["a,b", "a,b", "a", "a"]))], people: [1, 2, 3, 3], k: 3)
    let fitted = try table.fit(binarizer)
    #expect(fitted.json["columns"]?[0]?["labels"] == ["a"])
    #expect(try binarizer.transform(table.rows, fitted).map(\.intCells) == [[1, 1, 1, 1]])
  }

  @Test func tooManyLabelsAreRefused() throws {
    let texts: [String?] = [(0...10_000).map { String($0) }.joined(separator: ",")]
    #expect(throws: TransformError.self) { try Table([("c", .string(texts))]).fit(MultiLabelBinarizer()) }
  }
}
