import Columns
import Configuration
import Testing

@testable import Transforms

extension ConformanceTests {
  /// Whatever the policy, a row with a category that was not fitted has a result of the declared shape, or is refused
  /// by column and row number; with a floor, where such a row cannot be told from a folded one, too.
  @Test(arguments: ConformanceCase.encoders, [nil, 12])
  func unknownCategoriesHaveAResult(_ sample: ConformanceCase, _ k: Int?) throws {
    let fit = try Sample(sample)
    let fitted = try fitErased(fit.transformer, [fit.table.rows], fit.table.context(k: k))
    let outputs = try fit.transformer.outputsErased(fit.table.fields, fitted).map(\.field)
    for (index, field) in fit.table.fields.enumerated() where field.type != .bool {
      var table = fit.table
      table.columns[index] = table.columns[index].replacing(row: 5)
      do throws(TransformError) {
        let columns = try fit.transformer.transformErased(table.rows, fitted, isFittedRows: false)
        #expect(columns.map(\.count) == outputs.map { _ in table.count })
        for (column, output) in zip(columns, outputs) {
          #expect(output.isNullable || column.missingCount == 0, "\(output.name)")
          #expect(column.hasCleanSlots, "\(output.name)")
        }
      } catch {
        #expect(error.place == .init(column: field.name, row: Int(table.rowNumbers[5])), "\(error)")
      }
    }
  }

  /// Whether a column of numbers is held sparse changes nothing.
  @Test(arguments: ConformanceCase.inCatalog)
  func sparseColumnsAreColumns(_ sample: ConformanceCase) throws {
    let transformer = try sample.transformer()
    var table = sample.table(for: transformer, seed: Self.seed)
    var sparse = table
    for (index, column) in table.columns.enumerated() where column.valueType.isNumber {
      let numbers = column.numbers!.array
      var builder = SparseColumnsBuilder()
      for number in numbers {
        builder.append(number, column: 0)
        builder.endRow()
      }
      // The slots of missing values are zeros here.
      table.columns[index] = Column(column.values)
      sparse.columns[index] = builder.finish(count: 1, type: column.valueType)[0]
      #expect(sparse.columns[index] == table.columns[index])
    }
    func result(_ table: Table) throws -> (state: String, outputs: [[Cell]]) {
      do {
        let fitted = try fitErased(transformer, [table.rows], table.context())
        let outputs = try transformer.transformErased(table.rows, fitted, isFittedRows: false)
        return (fitted.json.canonical, outputs.map(\.cells))
      } catch let error as TransformError {
        return (error.message, [])
      }
    }
    let (ours, theirs) = (try result(sparse), try result(table))
    #expect(ours.state == theirs.state)
    #expect(ours.outputs == theirs.outputs)
  }

  /// A larger input never has a smaller output.
  @Test(arguments: ConformanceCase.rising)
  func scalersAreMonotone(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    let outputs = try fit.transformer.transformErased(fit.table.rows, fit.fitted, isFittedRows: false)
    for (input, output) in zip(fit.table.columns, outputs) {
      let pairs = zip(input.doubles, output.doubles).compactMap { x, y in x.flatMap { x in y.map { (x, $0) } } }
        .sorted { $0 < $1 }
      #expect(pairs.count > 50)
      for (lower, upper) in zip(pairs, pairs.dropFirst()) { #expect(lower.1 <= upper.1) }
    }
  }
}

extension Column {
  /// The column with a value in one row that no row of a sample has.
  fileprivate func replacing(row: Int) -> Column {
    func replaced<Value>(_ values: [Value], with new: Value) -> [Value?] {
      (0..<count).map { $0 == row ? new : validity.isValid($0) ? values[$0] : nil }
    }
    return switch values {
    case .int(let values): .int(replaced(values.array, with: -5_000))
    case .float(let values): .float(replaced(values.array, with: 1e9))
    case .date(let values): .date(replaced(values.array, with: -3))
    case .string(let strings): .string(replaced(strings.array, with: "unseen"))
    case .category: .category(replaced((0..<count).map { text(at: $0) }, with: "unseen"))
    case .bool, .timestamp: self
    }
  }
}
