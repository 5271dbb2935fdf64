import Columns
import Configuration
import Testing

@testable import Transforms

/// A column for each class of the target.
@Suite struct MulticlassTargetTests {
  static let encoder = try! TargetEncoder.make(["target_type": "multiclass", "smooth": 0])

  @Test func classesAreThereAsColumns() throws {
    let table = Table([("c", .letters("aabb.")), ("d", .letters("xxxxx"))], target: .letters("qpqqr"))
    let fitted = try table.fit(Self.encoder)
    let names = Self.encoder.outputs(table.fields, fitted).map(\.field.name)
    #expect(names == ["c_p", "c_q", "c_r", "d_p", "d_q", "d_r"])
    let columns = try Self.encoder.transform(table.rows, fitted)
    let expected: [[Double?]] = [[0.5, 0.5, 0, 0, 0], [0.5, 0.5, 1, 1, 0], [0, 0, 0, 0, 1]]
    #expect(columns.prefix(3).map(\.doubles) == expected)
    let unseen = Rows(columns: [.letters("z"), .letters("x")], rowNumbers: [1])
    let encoded = try Self.encoder.transform(unseen, fitted).map { $0.doubles[0] ?? -1 }
    expectClose(encoded, [0.2, 0.6, 0.2, 0.2, 0.6, 0.2], 1e-15)
    #expect(try TargetEncodings(json: fitted.json) == fitted)
  }

  /// The plan knows that there are columns of classes, not which.
  @Test func beforeFittingTheyAreOpen() {
    let planned = Self.encoder.outputs([Field(name: "c", type: .category)], nil)
    #expect(planned.map(\.field.name) == ["c_*"])
    #expect(planned.allSatisfy { $0.isOpen && $0.replaces == 0 })
  }

  /// Each class is encoded as a target of its own would be, for new rows and for fitted ones.
  @Test func everyClassIsABinaryTarget() throws {
    var table = TargetEncoderTests.random(rows: 90, seed: 2)
    let classes = (0..<90).map { "pqr"[$0 * 7 % 3] }
    table.setTarget(.category(classes))
    let encoder = try TargetEncoder.make(["target_type": "multiclass"])
    let fitted = try table.fit(encoder)
    let new = try encoder.transform(table.rows, fitted), own = try encoder.transformFitted(table.rows, fitted)
    for (position, name) in ["p", "q", "r"].enumerated() {
      table.setTarget(.bool(classes.map { $0 == name }))
      let one = try table.fit(TargetEncoder())
      #expect(try TargetEncoder().transform(table.rows, one)[0] == new[position])
      #expect(try TargetEncoder().transformFitted(table.rows, one)[0] == own[position])
    }
  }

  @Test func classesOfFewPeopleAreNotNamed() throws {
    var table = Table(
      [("c", .letters("aaaaaaaa"))], target: .letters("pppqqqss"), people: [1, 2, 3, 4, 5, 6, 7, 7], k: 3)
    table.hashes = Buffer((0..<8).map { UInt64($0) })
    let fitted = try table.fit(Self.encoder)
    #expect(fitted.classes == ["p", "q"])
    #expect(!fitted.json.canonical.contains("\"s\""))
    table.targetField?.vocabulary = ["s", "p", "q", "u"]
    let declared = try table.fit(Self.encoder)
    #expect(declared.classes == ["p", "q", "s", "u"])
    #expect(declared.neutral == [0.375, 0.375, 0.25, 0])
  }

  @Test func tooManyClassesAreRefused() throws {
    let keys = Table("c", .letters(String(repeating: "a", count: 1_001)))
    var table = keys
    table.setTarget(.int((0..<1_001).map { Int64($0) }))
    #expect(throws: TransformError.self) { try table.fit(Self.encoder) }
    // What the contract lists is counted when the plan is made.
    table.targetField?.vocabulary = ["1", "2", "3"]
    #expect(throws: TransformError.self) { try TargetEncoder().check(table.fields, target: table.targetField) }
  }
}

extension String {
  /// One character as text.
  fileprivate subscript(position: Int) -> String { String(Array(self)[position]) }
}
