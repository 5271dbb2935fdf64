extension DiagnosticCode {
  package static let badTransformerArgument = DiagnosticCode(
    "F0701", "argument of a transformer", "An argument under `with:` is out of range or contradicts another one.")
  package static let wrongColumnType = DiagnosticCode(
    "F0702", "column of the wrong type",
    "A step was given a column whose type it cannot work on, such as text to a scaler.")
  package static let unusableTarget = DiagnosticCode(
    "F0703", "target missing or unusable",
    "A supervised step needs exactly one column with `role: target`, of a type it can learn from, without gaps.")
  package static let untransformableValue = DiagnosticCode(
    "F0704", "value that cannot be transformed",
    "A row holds an infinite, negative, missing or unknown value that the step does not accept. The row and the "
      + "column are named; the value is not, because it may be personal.")
  package static let unfittableColumn = DiagnosticCode(
    "F0705", "column that cannot be fitted", "The column as a whole gives the step nothing to learn from.")
  package static let tooFewPeople = DiagnosticCode(
    "F0706", "fewer than k people",
    "What the step would store stands for fewer people than `privacy.k`; a fitted state must not reveal a person.")
  package static let badExpression = DiagnosticCode(
    "F0707", "expression", "An expression of `derive` cannot be read or does not fit the types of its columns.")
  package static let badFittedState = DiagnosticCode(
    "F0708", "fitted state", "The fitted state is not one that this step wrote: damaged, edited, or of another version."
  )
  package static let unusableTable = DiagnosticCode(
    "F0709", "table that cannot be worked on",
    "A step of tables was given one it cannot work on as it is: the key that rows are joined on repeats, two columns "
      + "would have one name, or it has more rows than the step can hold.")

  /// F07xx: transformers and expressions.
  static let transforms: [DiagnosticCode] = [
    badTransformerArgument, wrongColumnType, unusableTarget, untransformableValue, unfittableColumn, tooFewPeople,
    badExpression, badFittedState, unusableTable,
  ]
}
