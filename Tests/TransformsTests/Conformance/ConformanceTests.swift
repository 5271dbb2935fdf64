import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

@Suite("What holds for every transformer")
struct ConformanceTests {
  static let seed: UInt64 = 20_261_121

  /// A fitted sample.
  struct Sample {
    let transformer: any Transformer
    let table: Table
    let fitted: any FittedState

    init(_ sample: ConformanceCase) throws {
      transformer = try sample.transformer()
      table = sample.table(for: transformer, seed: seed)
      try transformer.check(table.fields, target: table.targetField)
      fitted = try fitErased(transformer, [table.rows], table.context())
    }

    func transform(_ rows: Rows, isFittedRows: Bool = false) throws -> [[Cell]] {
      try transformer.transformErased(rows, fitted, isFittedRows: isFittedRows).map(\.cells)
    }

    /// The state that the chunks give, or the code of the refusal: that must not depend on their order either.
    func state(of chunks: [Rows], k: Int?) throws -> JSON {
      do {
        return try fitErased(transformer, chunks, table.context(k: k)).json
      } catch let error as TransformError {
        return .string(error.code.id)
      }
    }
  }

  @Test(arguments: ConformanceCase.inCatalog)
  func rowsAreTransformedOneByOne(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    let whole = try fit.transform(fit.table.rows)
    let wholeFitted = try fit.transform(fit.table.rows, isFittedRows: true)
    var generator = SeededGenerator(seed: Self.seed)
    let all = Array(0..<fit.table.count)
    let selections = [
      all.shuffled(using: &generator), all.filter { $0 % 3 == 1 }, Array(all[40..<70]), Array(all[48..<56]), [], [17],
      [50],
    ]
    for positions in selections {
      let part = try fit.transform(fit.table.rows(at: positions))
      #expect(part == whole.map { column in positions.map { column[$0] } }, "\(positions), seed \(Self.seed)")
      let partFitted = try fit.transform(fit.table.rows(at: positions), isFittedRows: true)
      #expect(
        partFitted == wholeFitted.map { column in positions.map { column[$0] } }, "\(positions), seed \(Self.seed)")
    }
  }

  @Test(arguments: ConformanceCase.inCatalog)
  func refittingGivesTheSameBytes(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    let again = try fitErased(fit.transformer, [fit.table.rows], fit.table.context())
    #expect(again.json.canonical == fit.fitted.json.canonical)
  }

  /// Without a floor, with one that some categories stay below, and with one that refuses columns.
  static let floors: [Int?] = [nil, 12, 38]

  @Test(arguments: ConformanceCase.inCatalog, floors)
  func chunkingDoesNotMatter(_ sample: ConformanceCase, _ k: Int?) throws {
    let fit = try Sample(sample)
    let whole = try fit.state(of: [fit.table.rows], k: k)
    let cuts = [
      [0, 120], [0, 0, 48, 56, 56, 120], [0, 1, 2, 60, 119, 120], Array(stride(from: 0, through: 120, by: 8)),
    ]
    for cuts in cuts {
      let chunks = zip(cuts, cuts.dropFirst()).map { fit.table.rows(at: Array($0..<$1)) }
      #expect(try fit.state(of: chunks, k: k).isClose(to: whole), "cut at \(cuts)")
    }
  }

  @Test(arguments: ConformanceCase.inCatalog)
  func mergingIsAssociativeAndTheIdentityNeutral(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    func checked(_ transformer: some Transformer) throws {
      let context = fit.table.context()
      let parts = [0..<30, 30..<77, 77..<120].map { fit.table.rows(at: Array($0)) }
      let left = try transformer.fit(parts[0], parts[1], parts[2], rightFirst: false, context)
      let right = try transformer.fit(parts[0], parts[1], parts[2], rightFirst: true, context)
      #expect(left.json.isClose(to: right.json))
      let identityLast = try transformer.fitThenIdentity(fit.table.rows, context)
      #expect(identityLast.json.canonical == fit.fitted.json.canonical)
    }
    try checked(fit.transformer)
  }

  @Test(arguments: ConformanceCase.inCatalog, floors)
  func orderOfFittedRowsDoesNotMatter(_ sample: ConformanceCase, _ k: Int?) throws {
    let fit = try Sample(sample)
    let ordered = try fit.state(of: [fit.table.rows], k: k)
    var generator = SeededGenerator(seed: Self.seed)
    for _ in 0..<3 {
      let order = Array(0..<fit.table.count).shuffled(using: &generator)
      let chunks = [order[..<30], order[30..<77], order[77...]].map { fit.table.rows(at: $0) }
      #expect(try fit.state(of: chunks, k: k).isClose(to: ordered), "seed \(Self.seed)")
    }
  }

  @Test(arguments: ConformanceCase.inCatalog)
  func inputIsNotMutated(_ sample: ConformanceCase) throws {
    let transformer = try sample.transformer()
    let table = sample.table(for: transformer, seed: Self.seed)
    let before = (table.columns + (table.target.map { [$0] } ?? [])).map(\.cells)
    let fitted = try fitErased(transformer, [table.rows], table.context())
    _ = try transformer.transformErased(table.rows, fitted, isFittedRows: false)
    _ = try transformer.transformErased(table.rows, fitted, isFittedRows: true)
    #expect((table.columns + (table.target.map { [$0] } ?? [])).map(\.cells) == before)
  }

  @Test(arguments: ConformanceCase.refusingInfinity)
  func infinityIsRefusedByColumnAndRow(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    for (index, field) in fit.table.fields.enumerated() where field.type == .float {
      for (row, value) in [(0, Double.infinity), (7, -.infinity), (119, .nan)] {
        let broken = fit.table.replacing(column: index, row: row, with: value)
        let number = row * 3 + 7
        #expect("fit \(field.name) \(row)") {
          _ = try fitErased(fit.transformer, [broken.rows], broken.context())
        } throws: {
          ($0 as? TransformError)?.place == .init(column: field.name, row: number)
        }
        guard !sample.selects && sample.name != "variance_threshold" else { continue }  // passes columns through
        #expect("transform \(field.name) \(row)") {
          _ = try fit.transform(broken.rows)
        } throws: {
          ($0 as? TransformError)?.place == .init(column: field.name, row: number)
        }
      }
    }
  }

  @Test(arguments: ConformanceCase.inCatalog)
  func outputsAreWhatWasDeclared(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    let before = try fit.transformer.outputsErased(fit.table.fields, nil)
    let after = try fit.transformer.outputsErased(fit.table.fields, fit.fitted)
    let names = after.map(\.field.name)
    #expect(Set(names).count == names.count)
    // What was certain before fitting is there after it, as it was.
    for output in before where !output.isOpen { #expect(after.contains(output), "\(output.field.name)") }
    for output in after where !before.contains(output) {
      #expect(before.contains { $0.isOpen && $0.field.name.matches(output.field.name) }, "\(output.field.name)")
    }
    for isFittedRows in [false, true] {
      let columns = try fit.transformer.transformErased(fit.table.rows, fit.fitted, isFittedRows: isFittedRows)
      #expect(columns.count == after.count)
      for (column, output) in zip(columns, after) {
        #expect(column.count == fit.table.count)
        #expect(column.valueType == output.field.type, "\(output.field.name)")
        #expect(column.hasCleanSlots, "\(output.field.name)")
        if !output.field.isNullable { #expect(column.missingCount == 0, "\(output.field.name)") }
      }
    }
  }

  /// An output says at least as much about a person as the inputs it is made of.
  @Test(arguments: ConformanceCase.inCatalog)
  func sensitivityIsInherited(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    let inputs = fit.table.fields.map { field in
      var field = field
      field.sensitivity = .quasi
      return field
    }
    for fitted in [nil, fit.fitted] {
      for output in try fit.transformer.outputsErased(inputs, fitted) {
        #expect(output.field.sensitivity == .quasi, "\(output.field.name)")
      }
    }
  }
}

extension String {
  /// Whether this open output's name, a name or a prefix before `*`, stands for `name`.
  fileprivate func matches(_ name: String) -> Bool { hasSuffix("*") ? name.hasPrefix(dropLast()) : self == name }
}

extension TransformError {
  struct Place: Equatable {
    let column: String
    let row: Int
  }

  /// Where a bad value is.
  var place: Place? {
    guard case .badValue(let column, let row, _) = self else { return nil }
    return Place(column: column, row: row)
  }
}
