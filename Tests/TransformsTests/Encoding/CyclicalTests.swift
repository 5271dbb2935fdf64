import Columns
import Configuration
import Glibc
import TestSupport
import Testing

@testable import Transforms

@Suite struct CyclicalTests {
  /// Within two units in the last place of the C library, also beside the zeros of sine and cosine, and where the
  /// kernel leaves off.
  @Test func anglesAreExact() {
    var generator = SeededGenerator(seed: 5)
    var angles: [Double] = [0, -0.0, 1e-300, 1023.9, 1024, 1025, -1e6, 1e22, 1e300, .infinity, .nan]
    for quarter in -600..<600 { angles += [Double(quarter) * .pi / 2, (Double(quarter) * .pi / 4).nextUp] }
    angles += (0..<4000).map { _ in generator.normal() * 300 }
    let (sines, cosines) = Cycle.coordinates(of: Buffer(angles), factor: 1)
    func agree(_ own: Double, _ other: Double) -> Bool {
      own == other || own.isNaN && other.isNaN || abs(own - other) <= 2 * other.ulp
    }
    for (row, angle) in angles.enumerated() {
      #expect(agree(sines[row], sin(angle)), "sine of \(angle): \(sines[row]), seed 5")
      #expect(agree(cosines[row], cos(angle)), "cosine of \(angle): \(cosines[row]), seed 5")
    }
  }

  /// Whole numbers are looked up in a table: the same as one by one.
  @Test func wholeNumbersAndFloatsAgree() throws {
    let numbers: [Int64] = [0, 5, 23, -7, 4000, 17]
    let cyclical = try Cyclical.make(["max_values": ["x": 24], "drop_original": true])
    let whole = Table([("x", .int(numbers))])
    let floats = Table([("x", .float(numbers.map { Double($0) }))])
    let spread = Table([("x", .int(numbers + [1 << 40]))])
    let expected = try cyclical.transform(floats.rows, floats.fit(cyclical)).map(\.cells)
    #expect(try cyclical.transform(whole.rows, whole.fit(cyclical)).map(\.cells) == expected)
    #expect(
      try cyclical.transform(spread.rows, spread.fit(cyclical)).map { Array($0.cells.dropLast()) } == expected)
  }

  @Test(arguments: [("hour", 24), ("month", 12), ("day_of_year", 366), ("quarter", 4)] as [(JSON, Double)])
  func periodsByName(_ word: JSON, _ period: Double) throws {
    let cyclical = try Cyclical.make(["max_values": ["x": word]])
    let fitted = try Table([("x", .int([1, 2]))]).fit(cyclical)
    #expect(fitted.json["columns"]?[0]?["period"]?.double == period)
  }

  @Test(arguments: [0, -3, "year", "fortnight"] as [JSON])
  func badPeriods(_ period: JSON) {
    var decoder = Decoder(file: "test")
    #expect(Cyclical.decode(Node(["max_values": ["x": period]]), &decoder) == nil)
    #expect(decoder.diagnostics.count == 1)
  }

  @Test func aPeriodOfAnotherColumnIsRefused() throws {
    let cyclical = try Cyclical.make(["max_values": ["y": 24]])
    let error = TransformError.badArgument(
      parameter: "max_values", problem: "names `y`, which is not among the step's columns")
    #expect(throws: error) { try cyclical.check([Field(name: "x", type: .int)], target: nil) }
  }

  @Test func theMaximumIsThatOfKPeople() throws {
    let table = Table([("x", .int([9, 8, 7, 6, 5]))], people: [1, 2, 3, 4, 5], k: 3)
    #expect(try table.fit(Cyclical()).json["columns"]?[0]?["period"] == 7.0)
  }

  /// A period that is given needs no people behind it.
  @Test func aGivenPeriodIsNotFitted() throws {
    let table = Table([("x", .int([9]))], people: [1], k: 3)
    #expect(throws: TransformError.tooFewPeople(column: "x", k: 3)) { try table.fit(Cyclical()) }
    let cyclical = try Cyclical.make(["max_values": ["x": "hour"]])
    #expect(try table.fit(cyclical).json["columns"]?[0]?["period"] == 24.0)
  }

  @Test func anAngleBeyondDoublesIsRefused() throws {
    let cyclical = try Cyclical.make(["max_values": ["x": 1e-200]])
    let table = Table([("x", .float([1, 1e200]))])
    #expect(throws: TransformError.badValue(column: "x", row: 10, problem: "the value is not a finite number")) {
      try table.outputs(cyclical)
    }
  }
}
