import Columns
import Configuration
import Testing

@testable import Transforms

extension ConformanceTests {
  @Test(arguments: ConformanceCase.inCatalog)
  func stateSurvivesItsBytes(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    let bytes = fit.fitted.json.canonical
    let decoded = try fit.transformer.decodeFitted(try JSON(parsing: Array(bytes.utf8)))
    #expect(decoded.json.canonical == bytes)
    let columns = try fit.transformer.transformErased(fit.table.rows, decoded, isFittedRows: false).map(\.cells)
    #expect(columns == (try fit.transform(fit.table.rows)))
  }

  /// A damaged state is refused, or is a state like any other: it never ends the process.
  @Test(arguments: ConformanceCase.inCatalog)
  func damagedStatesDoNotTrap(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    var refused = 0
    let rows = fit.table.rows(at: Array(40..<60))
    for damaged in fit.fitted.json.damaged {
      do throws(TransformError) {
        let state = try fit.transformer.decodeFitted(damaged)
        _ = try fit.transformer.outputsErased(fit.table.fields, state)
        _ = try fit.transformer.transformErased(rows, state, isFittedRows: false)
        _ = try fit.transformer.transformErased(rows, state, isFittedRows: true)
      } catch {
        refused += 1
      }
    }
    #expect(fit.fitted.json == [:] || refused > 0)
  }

  @Test(arguments: ConformanceCase.inCatalog)
  func wrongColumnsAreRefused(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    guard !fit.table.columns.isEmpty else { return }
    var fewer = fit.table
    fewer.columns = Array(fewer.columns.dropLast())
    #expect(throws: TransformError.self) { try fit.transform(fewer.rows) }
  }

  /// Columns of another type than were fitted are refused or transformed, but never trapped on.
  @Test(arguments: ConformanceCase.inCatalog)
  func otherTypesDoNotTrap(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    let others: [Column] = [
      .float(Array(repeating: 1, count: 120)), .int(Array(repeating: 1, count: 120)),
      .bool(Array(repeating: nil, count: 120)),
      .string(Array(repeating: "x", count: 120)), .category(Array(repeating: nil, count: 120)),
      .date(Array(repeating: 1, count: 120)), .timestamp(Array(repeating: 1, count: 120)),
    ]
    for other in others {
      var table = fit.table
      table.columns = table.columns.map { _ in other }
      do throws(TransformError) {
        _ = try fit.transformer.transformErased(table.rows, fit.fitted, isFittedRows: false)
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
  }

  @Test(arguments: ConformanceCase.inCatalog)
  func fittingOnNothingDoesNotTrap(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    for positions in [[], Array(ConformanceCase.missingRows), [3]] {
      do {
        let fitted = try fitErased(fit.transformer, [fit.table.rows(at: positions)], fit.table.context())
        let decoded = try fit.transformer.decodeFitted(try JSON(parsing: fitted.json.canonicalBytes))
        #expect(decoded.json.canonical == fitted.json.canonical)
      } catch let error as TransformError {
        #expect(!error.message.isEmpty)
      }
    }
  }
}
