/// What is wrong in an expression, and which of its characters (counted from 0) are meant.
struct ExpressionError: Error, Equatable {
  var range: Range<Int>
  var problem: String
  var help: String?

  init(_ range: Range<Int>, _ problem: String, help: String? = nil) {
    self.range = range
    self.problem = problem
    self.help = help
  }

  /// As the error of the formula that makes the column `output`.
  func transformError(in output: String) -> TransformError {
    .badExpression(output: output, offset: range.lowerBound, length: range.count, problem: problem, help: help)
  }
}
