import Columns
import Configuration
import Testing

@testable import Transforms

@Suite("What every transformer of tables keeps to")
struct TablePropertyTests {
  static let orders = [[6, 5, 4, 3, 2, 1, 0], [3, 0, 6, 2, 5, 1, 4]]

  @Test(arguments: TableCase.all)
  func rowsInAnotherOrderGiveTheSame(_ sample: TableCase) throws {
    let expected = try sample.step.run(sample.sheets)
    for order in Self.orders {
      let shuffled = try sample.step.run([sample.sheets[0].gather(order)] + sample.sheets.dropFirst())
      let (left, right) = (expected.lines, shuffled.lines)
      #expect(sample.hasOwnOrder ? left == right : left.sorted() == right.sorted())
    }
  }

  @Test(arguments: TableCase.all)
  func theOrderOfRightTablesDoesNotMatter(_ sample: TableCase) throws {
    let expected = try sample.step.run(sample.sheets)
    let reversed = sample.sheets.enumerated().map { $0 == 0 ? $1 : $1.gather(Array((0..<$1.rows.count).reversed())) }
    #expect(try sample.step.run(reversed).lines == expected.lines)
  }

  @Test(arguments: TableCase.all)
  func emptyTablesGiveAnEmptyTable(_ sample: TableCase) throws {
    let result = try sample.step.run(sample.sheets.map { $0.gather([]) })
    #expect(result.rows.count == 0)
    #expect(result.fields == (try sample.step.run(sample.sheets)).fields)
  }

  @Test(arguments: TableCase.all)
  func missingKeysAreNoMistake(_ sample: TableCase) throws {
    let sheets = sample.sheets.map { sheet in
      sample.keys.reduce(sheet) { sheet, key in
        sheet.fields.contains { $0.name == key } ? sheet.clearing(key) : sheet
      }
    }
    let result = try sample.step.run(sheets)
    if ["aggregate", "pivot"].contains(sample.use) { #expect(result.rows.count == 1) }
  }

  @Test(arguments: TableCase.all)
  func oneRowIsWorkedOnLikeMany(_ sample: TableCase) throws {
    for row in 0..<sample.sheets[0].rows.count {
      let result = try sample.step.run([sample.sheets[0].gather([row])] + sample.sheets.dropFirst())
      #expect(result.rows.count <= (sample.use == "explode" ? 2 : 1))
      guard sample.worksRowByRow, let line = result.lines.dropFirst().first
      else { continue }
      #expect(try sample.step.run(sample.sheets).lines.contains(line))
    }
  }

  /// A stored property that no parameter reaches could never be set from a pipeline.
  @Test(arguments: TableCase.all)
  func everyStoredPropertyIsAParameter(_ sample: TableCase) throws {
    let parameters = try #require(Catalog.entry(named: sample.use)).parameters
    let properties = Mirror(reflecting: try sample.step.transformer()).children.compactMap(\.label)
    #expect(properties.count == parameters.count, "properties \(properties), parameters \(parameters.map(\.name))")
  }

  @Test func inputsAreNotTouched() throws {
    for sample in TableCase.all {
      let before = sample.sheets.map(\.lines)
      _ = try sample.step.run(sample.sheets)
      #expect(sample.sheets.map(\.lines) == before)
    }
  }
}
