import Columns
import Configuration
import Testing

@testable import Transforms

extension ConformanceTests {
  /// With k = 5, four people with seven rows hold a value that nobody else has; the state must not hold it.
  @Test(arguments: ConformanceCase.respectingFloor)
  func noValueOfFewerThanKPeopleIsInTheState(_ sample: ConformanceCase) throws {
    let transformer = try sample.transformer()
    var table = sample.table(for: transformer, seed: Self.seed)
    let high = [0, 1, 2, 3, 40, 41, 42]  // people 1 to 4
    let low = [4, 5, 6, 7, 44, 45, 46]  // people 5 to 8
    table.columns = zip(table.columns, sample.kinds(of: table)).map { column, kind in
      column.planting(high: high, low: kind == .count ? [] : low)
    }
    let fitted = try fitErased(transformer, [table.rows], table.context(k: 5))
    let state = fitted.json.canonical
    for sentinel in ["98765432", "9.8765432", "sentinel"] { #expect(!state.contains(sentinel), "\(state)") }
  }

  /// All rows of one person: nothing can be fitted, or nothing is stored that was fitted on the person.
  @Test(arguments: ConformanceCase.inCatalog)
  func onePersonIsTooFew(_ sample: ConformanceCase) throws {
    let transformer = try sample.transformer()
    var table = sample.table(for: transformer, seed: Self.seed)
    var other = sample.table(for: transformer, seed: Self.seed + 1)
    table.people = Buffer(repeating: 7, count: table.count)
    other.people = table.people
    func state(_ table: Table) throws -> String? {
      do {
        return try fitErased(transformer, [table.rows], table.context(k: 5)).json.canonical
      } catch let error as TransformError {
        #expect(error.code == .tooFewPeople || error.code == .unfittableColumn, "\(error)")
        return nil
      }
    }
    #expect(try state(table) == state(other))
  }

  /// Flipping a row's target never changes the row's own encoding: it is learned from the other folds.
  @Test(arguments: ConformanceCase.learningFromTarget)
  func ownTargetIsNotSeen(_ sample: ConformanceCase) throws {
    let transformer = try sample.transformer()
    let table = sample.table(for: transformer, seed: Self.seed)
    func encoded(_ table: Table) throws -> [[Cell]] {
      let fitted = try fitErased(transformer, [table.rows], table.context())
      return try transformer.transformErased(table.rows, fitted, isFittedRows: true).map(\.cells)
    }
    let before = try encoded(table)
    var changed = 0
    for row in stride(from: 0, to: table.count, by: 5) {
      var flipped = table
      flipped.target = try #require(table.target).flipping(row)
      let after = try encoded(flipped)
      #expect(after.map { $0[row] } == before.map { $0[row] }, "row \(row)")
      if after != before { changed += 1 }
    }
    #expect(changed > 0, "the target has no effect at all")
  }

  /// Scaling and shifting the input leaves a scaler's output as it is.
  @Test(arguments: ConformanceCase.affineInvariant)
  func scalersAreAffineInvariant(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    let before = try fit.transformer.transformErased(fit.table.rows, fit.fitted, isFittedRows: false).map(\.doubles)
    for (factor, summand) in [(2.0, 0.0), (1.0, 1000.0), (0.37, -12.5)] {
      var table = fit.table
      table.columns = table.columns.map { column in
        .float(column.doubles.map { $0.map { $0 * factor + summand } })
      }
      let fitted = try fitErased(fit.transformer, [table.rows], table.context())
      let after = try fit.transformer.transformErased(table.rows, fitted, isFittedRows: false).map(\.doubles)
      for (left, right) in zip(before.joined(), after.joined()) {
        #expect((left == nil) == (right == nil))
        if let left, let right { #expect(left.isClose(to: right, tolerance: 1e-9)) }
      }
    }
  }
}

extension ConformanceCase {
  /// The kinds of the table's columns, which a transformer with inputs of its own may have put in another order.
  fileprivate func kinds(of table: Table) -> [Kind] {
    table.fields.map { field in columns.first { field.name.hasPrefix($0.rawValue) } ?? .float }
  }
}

extension Column {
  /// The column with values in it that occur nowhere else; texts of one word, which share none.
  fileprivate func planting(high: [Int], low: [Int]) -> Column {
    func planted<Value>(_ values: [Value], _ highest: Value, _ lowest: Value) -> [Value?] {
      (0..<count).map { row in
        if high.contains(row) { return highest }
        if low.contains(row) { return lowest }
        return validity.isValid(row) ? values[row] : nil
      }
    }
    switch values {
    case .int(let values): return .int(planted(values.array, 987_654_321, -987_654_321))
    case .float(let values): return .float(planted(values.array, 987_654_321.25, -987_654_321.25))
    case .string(let strings): return .string(planted(strings.array, "zsentinel", "Asentinel"))
    case .category: return .category(planted((0..<count).map { text(at: $0) }, "zsentinel", "Asentinel"))
    case .bool, .date, .timestamp: return self
    }
  }

  /// The column with another value in one row.
  fileprivate func flipping(_ row: Int) -> Column {
    switch values {
    case .bool(let bits): .bool((0..<count).map { $0 == row ? !bits[$0] : bits[$0] })
    case .float(let values): .float((0..<count).map { $0 == row ? values[$0] + 100 : values[$0] })
    case .int(let values): .int((0..<count).map { $0 == row ? values[($0 + 1) % count] + 1 : values[$0] })
    default: .category((0..<count).map { text(at: $0 == row ? (row + 1) % count : $0) })
    }
  }
}
