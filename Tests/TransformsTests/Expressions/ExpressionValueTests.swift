import Columns
import Configuration
import Testing

@testable import Transforms

/// What expressions give on the rows of `ExpressionFixture`.
@Suite struct ExpressionValueTests {
  @Test(arguments: [
    // Precedence and association
    ("1 + 2 * 3", "7 7 7 7"), ("(1 + 2) * 3", "9 9 9 9"), ("2 - 3 - 4", "-5 -5 -5 -5"),
    ("2 ^ 3 ^ 2", "512.0 512.0 512.0 512.0"), ("-2 ** 2", "-4.0 -4.0 -4.0 -4.0"), ("2 ^ -1", "0.5 0.5 0.5 0.5"),
    ("not true or true", "true true true true"), ("not 1 == 2", "true true true true"),
    ("1 + 2 < 4 and 2 > 1", "true true true true"), ("1 < 2 or 1 / 0 > 1 and false", "true true true true"),
    // Ints: overflow and division by zero are missing
    ("i + 1", "8 -6 · ·"), ("i * 2", "14 -14 · ·"), ("-i", "-7 7 · -9223372036854775807"),
    ("i // j", "3 -4 · ·"), ("i % j", "1 1 · ·"), ("i % -j", "-1 -1 · ·"), ("i / j", "3.5 -3.5 · ·"),
    ("-i - 1 - 1", "-9 5 · ·"), ("(-i - 1) // -1", "8 -6 · ·"), ("(-i - 1) % -1", "0 0 · 0"),
    ("abs(-i - 1)", "8 6 · ·"),
    // Floats: what is not finite is missing
    ("f / g", "· -0.25 · 0.0"), ("g * 10", "0.0 20.0 40.0 ·"), ("exp(g)", "1.0 7.38905609893065 54.598150033144236 ·"),
    ("log(f)", "0.4054651081081644 · · ·"), ("sqrt(f + 0.5)", "1.4142135623730951 0.0 · 0.7071067811865476"),
    ("log1p(f) > 0", "true false · false"), ("expm1(f) == 0", "false false · true"), ("log10(100)", "2.0 2.0 2.0 2.0"),
    ("log2(8)", "3.0 3.0 3.0 3.0"), ("pow(j, 2)", "4.0 4.0 9.0 0.0"), ("5.5 // 2", "2.0 2.0 2.0 2.0"),
    ("-5.5 % 2", "0.5 0.5 0.5 0.5"), ("f % 0", "· · · ·"), ("i + f", "8.5 -7.5 · 9.223372036854776e+18"),
    ("round(f)", "2.0 -0.0 · 0.0"), ("floor(f)", "1.0 -1.0 · 0.0"), ("ceil(f)", "2.0 -0.0 · 0.0"),
    ("round(j)", "2 2 3 0"),
    ("sign(i)", "1 -1 · 1"), ("sign(f)", "1.0 -1.0 · 0.0"), ("min(j, 1, 5)", "1 1 1 0"),
    ("max(i, j)", "7 2 · 9223372036854775807"),
    ("max(f, j)", "2.0 2.0 · 0.0"), ("clip(i, 0, 5)", "5 0 · 5"), ("clip(f, -0.25, 1)", "1.0 -0.25 · 0.0"),
    ("int(f)", "1 0 · 0"), ("int(g)", "0 2 4 ·"), ("int(b)", "1 0 · 1"), ("float(b)", "1.0 0.0 · 1.0"),
    ("float(j)", "2.0 2.0 3.0 0.0"),
    // Three-valued logic
    ("b and c", "· false · false"), ("b or c", "true · · true"), ("not c", "· · · true"),
    ("b == true", "true false · true"),
    ("false and c", "false false false false"), ("true or c", "true true true true"), ("b and missing", "· false · ·"),
    // Conditions
    ("if(b, i, j)", "7 2 · 9223372036854775807"), ("if(c, 1, 2)", "· · · 2"),
    ("if(i > 0, 'up', 'down')", "up down · up"),
    ("if(b, f, 1)", "1.5 1.0 · 0.0"), ("if(b, d, '2000-01-01')", "2024-02-29 2000-01-01 · 1970-01-01"),
    ("coalesce(i, j)", "7 -7 3 9223372036854775807"),
    ("coalesce(i, missing, 0.5)", "7.0 -7.0 0.5 9.223372036854776e+18"),
    ("coalesce(s, k, 'none')", "ab b none é"), ("coalesce(c, b)", "true false · false"),
    ("is_missing(s)", "false false true false"),
    ("is_missing(j)", "false false false false"), ("if(is_missing(f), missing, j)", "2 2 · 0"),
    // Text
    ("k == 'x'", "true false · true"), ("'x' != k", "false true · false"), ("s < 'b'", "true false · false"),
    ("s >= k", "false false · true"),
    ("k == s", "false false · false"), ("k == 'none'", "false false · false"), ("k", "x y · x"), ("s", "ab b · é"),
    ("'it''s'", "it's it's it's it's"),
    // Dates
    ("year(d)", "2024 1999 · 1970"), ("quarter(t)", "1 4 · 1"), ("month(d)", "2 12 · 1"), ("day(t)", "29 31 · 1"),
    ("weekday(d)", "4 5 · 4"), ("day_of_year(d)", "60 365 · 1"), ("hour(t)", "1 1 · 1"), ("minute(t)", "2 2 · 2"),
    ("second(t)", "3 3 · 3"), ("date(t)", "2024-02-29 1999-12-31 · 1970-01-01"), ("date(t) == d", "true true · true"),
    ("d < t", "true true · true"), ("d >= '2000-01-01'", "true false · false"),
    ("t == '1970-01-01T01:02:03Z'", "false false · false"),
    ("date_diff('day', d, params.as_of)", "1 8827 · 19783"), ("date_diff('day', t, params.as_of)", "0 8826 · 19782"),
    ("date_diff('year', '2000-02-29', d)", "24 0 · -30"), ("date_diff('month', d, '2024-03-28')", "0 290 · 650"),
    ("date_diff('hour', d, t)", "1 1 · 1"), ("date_diff('second', t, d)", "-3723 -3723 · -3723"),
    ("date_diff('week', d, '2024-03-15')", "2 1263 · 2828"),
    ("date_add('day', j, d)", "2024-03-02 2000-01-02 · 1970-01-01"),
    ("date_add('year', 1, d)", "2025-02-28 2000-12-31 · 1971-01-01"),
    ("date_add('month', 2, d)", "2024-04-29 2000-02-29 · 1970-03-01"),
    ("date_add('month', -2, d)", "2023-12-29 1999-10-31 · 1969-11-01"),
    ("date_add('week', i, d)", "2024-04-18 1999-11-12 · ·"),
    ("date_add('hour', 1, d)", "2024-02-29T01:00:00Z 1999-12-31T01:00:00Z · 1970-01-01T01:00:00Z"),
    ("date_add('year', i, d)", "2031-02-28 1992-12-31 · ·"), ("date_add('year', 9000, d)", "· · · ·"),
    ("date_add('second', i, t) > t", "true false · ·"),
    // Parameters and names
    ("j * params.two", "4 4 6 0"), ("params.half", "0.5 0.5 0.5 0.5"), ("k == params.word", "true false · true"),
    ("coalesce(params.none, j)", "2 2 3 0"), ("`odd name` + 1", "2 3 4 5"), ("1e2", "100.0 100.0 100.0 100.0"),
  ]) func value(_ text: String, _ expected: String) throws {
    let column = try ExpressionFixture.evaluate(text)
    #expect(ExpressionFixture.cells(column) == expected, "\(text)")
    for row in 0..<column.count where !column.validity.isValid(row) {
      if case .category(let codes, _) = column.values {
        #expect(codes[row] == 0)
      } else {
        #expect(["0", "0.0", "false", "1970-01-01", "1970-01-01T00:00:00Z", ""].contains(column.text(at: row)))
      }
    }
    // One row, and none, give what the batch gives.
    for row in [0, 1, 2, 3] as [Int32] {
      let one = try ExpressionFixture.evaluate(text, rows: [row])
      #expect(ExpressionFixture.cells(one) == ExpressionFixture.cells(column.gather([row])))
    }
    #expect(try ExpressionFixture.evaluate(text, rows: []).count == 0)
  }

  @Test func outputsInheritTypeAndSensitivity() throws {
    let step = try ExpressionFixture.step("if(f > 1, k, 'z')")
    #expect(step.ownInputs?.map(\.value) == ["f", "k"])
    #expect(step.ownInputs?.map(\.span.column) == [14, 21])
    let fields = [
      Field(name: "f", type: .float, sensitivity: .quasi), Field(name: "k", type: .category, sensitivity: .pseudonym),
    ]
    let output = try #require(step.outputs(fields, nil).first)
    #expect(output.field.type == .category && output.field.sensitivity == .pseudonym && output.replaces == nil)
    let text = [fields[0], Field(name: "k", type: .text, sensitivity: .freeText)]
    #expect(step.outputs(text, nil)[0].field.type == .text)
    #expect(try ExpressionFixture.step("1 + 1").outputs([], nil)[0].field.sensitivity == .public)
  }
}
