import Columns
import Configuration
import Foundation
import TestSupport
import Testing

@testable import Transforms

/// Arguments nobody would write on tables nobody would have: a result or a refusal, never the end of the process, and
/// no cell in what is said.
///
/// A few rounds for each use in every test run; `FEATURIZE_FUZZ_ROUNDS=500` for more, which then also says what it does
/// so that a trap can be placed, and `FEATURIZE_FUZZ_SEED` for others.
@Suite("Every transformer survives every input") struct FuzzTests {
  static let environment = ProcessInfo.processInfo.environment
  static let rounds = environment["FEATURIZE_FUZZ_ROUNDS"].flatMap { Int($0) }
  static let firstSeed = environment["FEATURIZE_FUZZ_SEED"].flatMap { UInt64($0) } ?? 0
  static var seeds: Range<UInt64> { firstSeed..<(firstSeed + UInt64(rounds ?? 4)) }

  static func announce(_ text: String) {
    if rounds != nil { FileHandle.standardError.write(Data("round \(text)\n".utf8)) }
  }

  @Test(arguments: ConformanceCase.inCatalog)
  func columns(_ sample: ConformanceCase) throws {
    for seed in Self.seeds {
      Self.announce("\(sample.testDescription) seed \(seed)")
      let clock = ContinuousClock(), start = clock.now
      do throws(TransformError) {
        try round(sample, seed: seed)
      } catch {
        expectNoCell(in: error, "\(sample) seed \(seed)")
      }
      #expect(clock.now - start < .seconds(20), "\(sample), seed \(seed): takes too long")
    }
  }

  @Test(arguments: TableCase.all)
  func tables(_ sample: TableCase) throws {
    for seed in Self.seeds {
      Self.announce("\(sample.testDescription) seed \(seed)")
      do {
        try round(sample, seed: seed)
      } catch let error as TransformError {
        expectNoCell(in: error, "\(sample) seed \(seed)")
      }
    }
  }

  private func expectNoCell(in error: TransformError, _ comment: String) {
    let text = error.message + (error.help ?? "")
    #expect(!text.isEmpty)
    for canary in NastyColumn.canaries { #expect(!text.contains(canary), "\(comment): \(text)") }
  }

  // MARK: - Columns

  private func round(_ sample: ConformanceCase, seed: UInt64) throws(TransformError) {
    var generator = SeededGenerator(
      seed: seed &* 7_919 &+ UInt64(sample.testDescription.utf8.reduce(0) { $0 * 31 & 0xFFFF + Int($1) }))
    let kinds = sample.columns.map {
      Int.random(in: 0..<6, using: &generator) == 0 ? ColumnType.random(&generator) : $0.type
    }
    let named = zip(sample.columns.indices, kinds).map { position, type in
      Field(name: "\(sample.columns[position].rawValue)\(position)", type: type)
    }
    guard let transformer = transformer(sample, named, &generator) else { return }
    let order =
      transformer.ownInputs?.map(\.value)
      ?? named.map(\.name).filter { name in !transformer.companions.contains { $0.value == name } }
      + transformer.companions.map(\.value)
    let fields = order.compactMap { name in named.first { $0.name == name } }
    guard fields.count == order.count else { return }
    let target = sample.target.map { kind in
      Field(name: "target", type: Bool.random(using: &generator) ? kind.type : .random(&generator), role: .target)
    }
    try transformer.check(fields, target: target)
    guard !type(of: transformer).needsTarget || target != nil else { return }
    let declared = try transformer.outputsErased(fields, nil)
    #expect(declared.count <= 200_000)

    let makers = fields.map { NastyColumn($0.type, using: &generator) }
    let targetMaker = target.map { NastyColumn($0.type, using: &generator) }
    let context = FitContext(
      inputs: fields, target: target, k: [nil, 2, 5].randomElement(using: &generator)!,
      hashSeed: Bool.random(using: &generator) ? 99 : nil)
    let chunks = (0..<3).map { _ in rows(makers, targetMaker, &generator) }
    let fitted: any FittedState
    do {
      fitted = try fitErased(transformer, Array(chunks.dropLast()), context)
    } catch let error as TransformError {
      throw error
    } catch {
      Issue.record(error)
      return
    }
    let bytes = fitted.json.canonicalBytes
    guard let json = try? JSON(parsing: bytes) else {
      Issue.record("\(sample), seed \(seed): the state is no JSON")
      return
    }
    let decoded = try transformer.decodeFitted(json)
    #expect(decoded.json.canonicalBytes == bytes, "\(sample), seed \(seed)")
    let outputs = try transformer.outputsErased(fields, decoded)
    for (position, rows) in chunks.enumerated() {
      for isFittedRows in [false, true] where !isFittedRows || position < 2 {
        let columns = try transformer.transformErased(rows, isFittedRows ? fitted : decoded, isFittedRows: isFittedRows)
        #expect(columns.count == outputs.count, "\(sample), seed \(seed)")
        for (column, output) in zip(columns, outputs) {
          let comment = Comment(rawValue: "\(sample), seed \(seed): \(output.field.name)")
          #expect(column.count == rows.count, comment)
          #expect(column.valueType == (output.field.type == .text ? .string : output.field.type), comment)
          #expect(output.field.isNullable || column.missingCount == 0, comment)
          if outputs.count < 50 {
            #expect(column.hasCleanSlots, comment)
            if rows.isFinite { #expect(column.isFinite, comment) }
          }
        }
      }
    }
  }

  private func transformer(
    _ sample: ConformanceCase, _ fields: [Field], _ generator: inout SeededGenerator
  ) -> (any Transformer)? {
    guard let entry = Catalog.entry(named: sample.name) else { return nil }
    var fuzzer = SchemaFuzzer(generator: SeededGenerator(seed: generator.next()), names: fields.map(\.name))
    let arguments = fuzzer.varied(sample.arguments, entry.schema)
    var decoder = Decoder(file: "test")
    guard var transformer = entry.decode(Node(arguments), &decoder) else {
      #expect(!decoder.diagnostics.isEmpty)
      return nil
    }
    do throws(TransformError) {
      try transformer.bind([:])
      if !transformer.files.isEmpty {
        let contents = ["", "2026-01-01\ncanaryzzq\n", "\0\n,,\n4242424243,98765.4321\n", "2026-12-25\n"]
        try transformer.bind(contents: transformer.files.map { _ in contents.randomElement(using: &generator)! })
      }
    } catch {
      expectNoCell(in: error, sample.testDescription)
      return nil
    }
    return transformer
  }

  private func rows(
    _ makers: [NastyColumn], _ target: NastyColumn?, _ generator: inout SeededGenerator
  ) -> Rows {
    let count = [0, 1, 2, 30, 30, 30].randomElement(using: &generator)!
    let columns = makers.map { $0.column(count, using: &generator) }
    return Rows(
      columns: columns, rowNumbers: Buffer((0..<count).map { Int64($0 + 1) }),
      target: target.map { $0.column(count, using: &generator) },
      hashes: Buffer((0..<count).map { _ in generator.next() }),
      people: Buffer((0..<count).map { _ in UInt64.random(in: 0..<20, using: &generator) }), hashSeed: 99)
  }

  // MARK: - Tables

  private func round(_ sample: TableCase, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed &* 104_729 &+ 1)
    let sheets = sample.sheets.map { sheet in
      let fields = sheet.fields.map { field in
        var field = field
        if Int.random(in: 0..<10, using: &generator) == 0 { field.type = .random(&generator) }
        return field
      }
      let count = [0, 1, 2, 40, 40].randomElement(using: &generator)!
      let columns = fields.map { NastyColumn($0.type, using: &generator).column(count, using: &generator) }
      let people = (0..<count).map { _ in UInt64.random(in: 0..<9, using: &generator) }
      var sheet = Sheet(sheet.name, fields, columns, people: people)
      sheet.person = sample.sheets[0].person
      return sheet
    }
    var step = sample.step
    let schema = try #require(Catalog.entry(named: step.use)).schema
    var fuzzer = SchemaFuzzer(
      generator: SeededGenerator(seed: generator.next()), names: sheets.flatMap { $0.fields.map(\.name) })
    step.arguments = fuzzer.varied(step.arguments, schema)
    step.k = [nil, 2, 5].randomElement(using: &generator)!
    var decoder = Decoder(file: "test")
    guard case .tables(let decode) = try #require(Catalog.entry(named: step.use)).make,
      decode(Node(step.arguments), &decoder) != nil
    else { return }
    _ = try step.run(sheets)
  }
}

extension ColumnType {
  static func random(_ generator: inout SeededGenerator) -> ColumnType {
    allCases.filter { $0 != .text }.randomElement(using: &generator)!
  }
}

extension Column {
  fileprivate var isFinite: Bool {
    guard case .float(let values) = values else { return true }
    return values.array.allSatisfy(\.isFinite)
  }
}

extension Rows {
  fileprivate var isFinite: Bool { columns.allSatisfy(\.isFinite) }
}
