import Columns
import Configuration
import Testing

@testable import Transforms

/// What text, date and conversion functions and the operators with several operands give on `ExpressionFixture`.
@Suite struct ExpressionFunctionTests {
  @Test(arguments: [
    // Membership
    ("i in (7, 3)", "true false · false"), ("k in ('x', 'z')", "true false · true"),
    ("s not in ('b', 'c')", "true false · true"), ("j in (i, 2)", "true true · false"),
    ("f in (1.5, 0)", "true false · true"), ("b in (false)", "false true · false"),
    ("d in ('1970-01-01', '2024-02-29')", "true false · true"), ("i between -7 and 6", "false true · false"),
    ("f not between 0 and 1", "true true · false"), ("s between 'a' and 'b'", "true true · false"),
    ("d between '1999-01-01' and '2024-02-29' and j == 2", "true true false false"),
    ("i is missing", "false false true false"), ("i is not missing and j > 2", "false false false false"),
    ("not i in (7)", "false true · true"), ("j + 1 in (3, 4)", "true true true false"),
    ("j between 1 and 2 or j in (0)", "true true false true"),
    // Conditions
    ("null_if(j, 2)", "· · 3 0"), ("null_if(s, 'b')", "ab · · é"),
    ("coalesce(null_if(f, 0), g)", "1.5 -0.5 4.0 1e+308"),
    ("coalesce(d, '2000-01-01')", "2024-02-29 1999-12-31 2000-01-01 1970-01-01"),
    // Numbers
    ("round(f + 0.25, 1)", "1.8 -0.2 · 0.2"), ("round(1234.5, -2)", "1200.0 1200.0 1200.0 1200.0"),
    ("round(j, 1)", "2.0 2.0 3.0 0.0"), ("round(g, 400)", "0.0 2.0 4.0 1e+308"),
    ("ln(exp(g)) == g", "true true true ·"),
    ("round(sin(j), 3)", "0.909 0.909 0.141 0.0"), ("acos(g)", "1.5707963267948966 · · ·"),
    ("atan2(0, -1) == acos(-1)", "true true true true"), ("min(d, '2000-01-01')", "2000-01-01 1999-12-31 · 1970-01-01"),
    ("max(t, d) == t", "true true · true"),
    // Text
    ("upper(s)", "AB B · É"), ("lower('ÀB')", "àb àb àb àb"), ("trim('  a\u{a0} ')", "a a a a"), ("trim(' ')", "   "),
    ("length(s)", "2 1 · 1"), ("length(k)", "1 1 · 1"), ("contains(s, 'b')", "true true · false"),
    ("contains(s, '')", "true true · true"), ("contains(s, k)", "false false · false"),
    ("starts_with(s, 'a')", "true false · false"), ("ends_with(s, 'b')", "true true · false"),
    ("ends_with(k, 'yx')", "false false · false"), ("substring('héllo', 2, 3)", "éll éll éll éll"),
    ("substring(s, -1)", "b b · é"), ("substring(s, 2)", "b  · "), ("substring(s, 0)", "· · · ·"),
    ("substring('abcd', j)", "bcd bcd cd ·"), ("substring('abc', -9, 2)", "ab ab ab ab"),
    ("substring(s, 1, -1)", "· · · ·"),
    ("substring(s, 1, 9223372036854775807)", "ab b · é"), ("replace(s, 'b', 'cc')", "acc cc · é"),
    ("replace(s, '', 'x')", "ab b · é"), ("replace(k, 'x', 'y')", "y y · y"),
    ("replace('aaa', 'aa', 'b')", "ba ba ba ba"),
    ("concat(k, '-', s)", "x-ab y-b · x-é"), ("concat(s, string(j))", "ab2 b2 · é0"),
    // Dates
    ("week(d)", "9 52 · 1"), ("days_in_month(d)", "29 31 · 31"),
    ("is_weekend(date_add('day', 2, d))", "true true · true"),
    ("is_weekend(t)", "false false · false"), ("date_trunc('month', d)", "2024-02-01 1999-12-01 · 1970-01-01"),
    ("date_trunc('week', d)", "2024-02-26 1999-12-27 · 1969-12-29"),
    ("date_trunc('year', t)", "2024-01-01T00:00:00Z 1999-01-01T00:00:00Z · 1970-01-01T00:00:00Z"),
    ("date_trunc('hour', t)", "2024-02-29T01:00:00Z 1999-12-31T01:00:00Z · 1970-01-01T01:00:00Z"),
    ("make_date(2024, j, 29)", "2024-02-29 2024-02-29 2024-03-29 ·"), ("make_date(i, 1, 1)", "0007-01-01 · · ·"),
    ("timestamp(d) < t", "true true · true"),
    // Conversions
    ("int('12')", "12 12 12 12"), ("int(s)", "· · · ·"), ("float('-1.5e3')", "-1500.0 -1500.0 -1500.0 -1500.0"),
    ("float('inf')", "· · · ·"), ("float('0x10')", "· · · ·"), ("bool(j)", "true true true false"),
    ("bool('true')", "true true true true"),
    ("bool(s)", "· · · ·"), ("bool(f)", "true true · false"), ("string(i)", "7 -7 · 9223372036854775807"),
    ("string(d)", "2024-02-29 1999-12-31 · 1970-01-01"), ("string(b)", "true false · true"),
    ("string(f)", "1.5 -0.5 · 0.0"),
    ("parse_date(string(d)) == d", "true true · true"), ("parse_date('31.1.2024')", "· · · ·"),
    (
      "parse_timestamp('1970-01-01T00:00:01Z')",
      "1970-01-01T00:00:01Z 1970-01-01T00:00:01Z 1970-01-01T00:00:01Z 1970-01-01T00:00:01Z"
    ),
  ]) func value(_ text: String, _ expected: String) throws {
    let column = try ExpressionFixture.evaluate(text)
    #expect(ExpressionFixture.cells(column) == expected, "\(text)")
    #expect(column.hasCleanSlots, "\(text)")
    // A row alone gives what it gives among others.
    for row in 0..<4 {
      let alone = try ExpressionFixture.evaluate(text, rows: [Int32(row)])
      #expect(alone.cells[0] == column.cells[row], "\(text), row \(row)")
    }
  }

  /// The same text as a string and as a category, alone and beside others.
  @Test(arguments: ["ab", "", "aXbXc", "ÀÉ", " x "]) func stringsAndCategoriesAgree(_ text: String) throws {
    let calls = [
      "lower(x)", "upper(x)", "trim(x)", "substring(x, 2, 2)", "replace(x, 'X', '')", "concat(x, x)", "string(x)",
    ]
    for call in calls {
      let results = try [Column.string([text, nil, "zz"]), .category([text, nil, "zz"])].map { column in
        let step = try ExpressionFixture.step(call)
        return try step.transform(Rows(columns: [column], rowNumbers: [1, 2, 3]), NothingFitted())[0].cells
      }
      #expect(results[0] == results[1], "\(call)")
    }
  }

  /// However texts are doubled, no batch can outgrow its offsets.
  @Test func growthIsBounded() throws {
    let long = String(repeating: "a", count: 20_000)
    let column = Column.string([long, "b"])
    func result(_ text: String) throws -> [Cell] {
      let step = try ExpressionFixture.step(text)
      return try step.transform(Rows(columns: [column], rowNumbers: [1, 2]), NothingFitted())[0].cells
    }
    #expect(try result("concat(x, x)") == [.missing, .text("bb")])
    #expect(try result("replace(x, 'a', 'aa')") == [.missing, .text("b")])
    #expect(try result("replace(x, 'a', '')") == [.text(""), .text("b")])
    #expect(try result("length(upper(x))") == [.int(20_000), .int(1)])
  }

  /// A long part is searched for in linear time.
  @Test func longPartsAreFound() throws {
    let part = String(repeating: "a", count: 50) + "b"
    let column = Column.string([String(repeating: "a", count: 90) + "b", String(repeating: "a", count: 90), part])
    let step = try ExpressionFixture.step("contains(x, '\(part)')")
    let cells = try step.transform(Rows(columns: [column], rowNumbers: [1, 2, 3]), NothingFitted())[0].cells
    #expect(cells == [.bool(true), .bool(false), .bool(true)])
  }
}
