import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

/// Where an expression is wrong, and what is said of it.
@Suite struct ExpressionErrorTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let text: String
    let offset: Int
    let length: Int
    /// A part of the message or of the help.
    let says: String
    var testDescription: String { text }

    init(_ text: String, _ offset: Int, _ length: Int, _ says: String) {
      (self.text, self.offset, self.length, self.says) = (text, offset, length, says)
    }
  }

  @Test(arguments: [
    Row("", 0, 1, "expected"), Row("i +", 3, 1, "expected"), Row("i j", 2, 1, "operator or the end"),
    Row("(i + j", 0, 1, "not closed"), Row("max(i, j", 3, 1, "not closed"), Row("i = j", 2, 1, "write `==`"),
    Row("b && c", 2, 2, "write `and`"), Row("\"x\"", 0, 1, "single quotes"), Row("'x", 0, 2, "no closing quote"),
    Row("`x", 0, 2, "no closing quote"), Row("3x", 0, 2, "neither a number nor a name"),
    Row("1e", 0, 2, "cannot be read"),
    Row("1e999", 0, 5, "cannot be read"), Row("9223372036854775808", 0, 19, "64 bits"),
    Row("i @ j", 2, 1, "no meaning"),
    Row("1 < j < 3", 6, 1, "do not chain"), Row("1 + not b", 4, 3, "binds less"), Row("and b", 0, 3, "before `and`"),
    Row("i.j", 1, 1, "only `params`"), Row("params.", 7, 0, "name of a parameter"),
    Row("params.tow", 0, 10, "params.two"),
    Row("params.list", 0, 11, "single value"), Row("sqr(i)", 0, 3, "did you mean `sqrt`"),
    Row("sqrt(i, j)", 0, 10, "does not take 2 arguments"), Row("sqrt()", 0, 6, "write `sqrt(x)`"),
    Row("i + s", 2, 1, "does not take (int, string)"), Row("d - d", 2, 1, "date_diff"), Row("b + 1", 2, 1, "int(x)"),
    Row("d < 'soon'", 2, 1, "2026-01-31"), Row("i == missing", 5, 7, "is_missing"), Row("missing", 0, 7, "no type"),
    Row("if(b, missing, missing)", 0, 2, "does not take"), Row("if(i, 1, 2)", 0, 2, "does not take"),
    Row("if(b, 1, 'x')", 0, 2, "does not take"), Row("date_diff('fortnight', d, d)", 0, 9, "'second', 'minute'"),
    Row("date_diff(k, d, d)", 0, 9, "'second'"), Row("i in 1", 5, 1, "list in parentheses"),
    Row("i in ()", 0, 7, "does not take"), Row("i in (1, 'x')", 2, 2, "does not take"),
    Row("i in (1, missing)", 9, 7, "is_missing"), Row("i in (1", 5, 1, "not closed"),
    Row("i between 1", 11, 0, "x between a and b"), Row("i between 1 or 2", 12, 2, "x between a and b"),
    Row("1 < i in (1)", 6, 2, "do not chain"), Row("i is 3", 5, 1, "compared with `==`"),
    Row("i not 3", 2, 3, "operator or the end"),
    Row("lower(i)", 0, 5, "does not take (int)"), Row("concat(s)", 0, 9, "concat(a, b, …)"),
    Row("date_trunc('eon', d)", 0, 10, "'second', 'minute'"), Row("between", 0, 7, "no column"),
    Row("date_add('hour', 'x', d)", 0, 8, "date_add(unit, n, x)"),
  ]) func place(_ row: Row) {
    let error = #expect(throws: TransformError.self) { try ExpressionFixture.evaluate(row.text) }
    guard case .badExpression("out", let offset, let length, let problem, let help) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(offset == row.offset && length == row.length, "\(offset), \(length)")
    #expect(problem.contains(row.says) || help?.contains(row.says) == true, "\(problem); \(help ?? "")")
  }

  @Test func unknownColumn() throws {
    let step = try ExpressionFixture.step("spend + vists")
    #expect(
      throws: TransformError.badExpression(
        output: "out", offset: 8, length: 5, problem: "there is no column `vists`", help: "did you mean `visits`?")
    ) {
      try step.check([Field(name: "spend", type: .int), Field(name: "visits", type: .int)], target: nil)
    }
  }

  @Test(arguments: [
    String(repeating: "(", count: 5000), String(repeating: "-", count: 5000) + "1",
    String(repeating: "not ", count: 2000) + "true", String(repeating: "1^", count: 4000) + "1",
    String(repeating: "1+", count: 4000) + "1", String(repeating: "abs(", count: 2000) + "1",
    String(repeating: "1", count: 20_000),
  ]) func depthAndLengthAreCapped(_ text: String) {
    #expect(throws: TransformError.self) { try ExpressionFixture.evaluate(text) }
  }

  @Test func ordinaryLengthIsFine() throws {
    let sum = (0..<150).map { _ in "j" }.joined(separator: " + ")
    #expect(try ExpressionFixture.cells(ExpressionFixture.evaluate(sum)) == "300 300 450 0")
    let deep = String(repeating: "(", count: 90) + "j" + String(repeating: ")", count: 90)
    #expect(try ExpressionFixture.cells(ExpressionFixture.evaluate(deep)) == "2 2 3 0")
  }

  /// Whatever stands in an expression, the outcome is a column or an error inside the text.
  @Test(arguments: [1, 2, 3] as [UInt64]) func fuzz(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let words =
      [
        "i", "j", "f", "g", "b", "c", "s", "k", "d", "t", "`odd name`", "1", "0", "2.5", "9223372036854775807", "'x'",
        "'2024-01-01'", "'day'", "'month'", "true", "missing", "params", ".", "as_of", "(", ")", ",", "and", "or",
        "not",
        "'", "`", "é", "\u{0}", "🙂", "e", "\n",
      ] + Function.all.map(\.name)
    var evaluated = 0
    for _ in 0..<3000 {
      let text = random(words, depth: 3, &generator)
      do {
        let column = try ExpressionFixture.evaluate(text)
        #expect(column.count == 4)
        let isFinite = column.numbers?.array.allSatisfy(\.isFinite) ?? true
        #expect(isFinite, "seed \(seed): \(text)")
        evaluated += 1
      } catch TransformError.badExpression(_, let offset, let length, _, _) {
        #expect(offset >= 0 && length >= 0 && offset + length <= text.count + 1, "seed \(seed): \(text)")
      } catch {
        Issue.record("seed \(seed): \(text): \(error)")
      }
    }
    #expect(evaluated > 100)
  }

  /// Half the time a random word or two, else a call with random arguments.
  private func random(_ words: [String], depth: Int, _ generator: inout SeededGenerator) -> String {
    if depth == 0 || Int.random(in: 0..<4, using: &generator) == 0 {
      let count = Int.random(in: 0..<20, using: &generator) == 0 ? 3 : 1
      return (0..<count).map { _ in words.randomElement(using: &generator)! }.joined(separator: " ")
    }
    let function = Function.all.randomElement(using: &generator)!
    let overload = function.overloads.randomElement(using: &generator)!
    let arguments = overload.parameters.map { parameter in
      if case .word(let word) = parameter { "'\(word)'" } else { random(words, depth: depth - 1, &generator) }
    }
    if function.isCall { return "\(function.name)(\(arguments.joined(separator: ", ")))" }
    return arguments.count == 1
      ? "\(function.name) (\(arguments[0]))" : "(\(arguments[0])) \(function.name) (\(arguments[1]))"
  }
}
