import Columns
import Configuration
import Testing

@testable import Transforms

@Suite("A selection drops features and nothing else")
struct SelectorRoleTests {
  static let selectors = ConformanceCase.selection.filter { Catalog.entry(named: $0.name) != nil }
  static let otherRoles = Role.allCases.filter { $0 != .feature }

  /// At plan time: not even by name can a key, target, time, group or weight be given to a selection.
  @Test(arguments: selectors, otherRoles)
  func otherRolesAreRefused(_ sample: ConformanceCase, _ role: Role) throws {
    let transformer = try sample.transformer()
    let table = sample.table(for: transformer, seed: 3)
    #expect(throws: Never.self) { try transformer.check(table.fields, target: table.targetField) }
    for index in table.fields.indices.dropLast(transformer.companions.count) {
      var fields = table.fields
      fields[index].role = role
      var found: TransformError?
      do throws(TransformError) {
        try transformer.check(fields, target: table.targetField)
      } catch { found = error }
      #expect(
        found
          == .badArgument(
            parameter: "columns",
            problem: "names `\(fields[index].name)`, whose role is \(role.rawValue), not feature"))
    }
  }

  /// What comes out are some of the inputs in their places, as they went in; a column that is only read is not replaced.
  @Test(arguments: selectors)
  func outputsAreInputs(_ sample: ConformanceCase) throws {
    let transformer = try sample.transformer()
    let table = sample.table(for: transformer, seed: 3)
    let fitted = try fitErased(transformer, [table.rows], table.context())
    let outputs = try transformer.outputsErased(table.fields, fitted)
    let columns = try transformer.transformErased(table.rows, fitted, isFittedRows: false)
    let companions = table.fields.count - transformer.companions.count..<table.fields.count
    for (output, column) in zip(outputs, columns) {
      let position = try #require(output.replaces)
      #expect(!companions.contains(position))
      #expect(output.field == table.fields[position])
      #expect(column == table.columns[position])
    }
  }

  @Test(arguments: selectors)
  func targetsAreNeeded(_ sample: ConformanceCase) throws {
    let transformer = try sample.transformer()
    let table = sample.table(for: transformer, seed: 3)
    guard sample.target != nil else { return }
    for target in [nil, Field(name: "y", type: .date, role: .target)] {
      var found: TransformError?
      do throws(TransformError) { try transformer.check(table.fields, target: target) } catch { found = error }
      #expect(found?.code == .unusableTarget)
    }
  }
}
