extension DiagnosticCode {
  package static let unknownTransformer = DiagnosticCode(
    "F0201", "unknown transformer", "`use:` names no transformer of the catalogue. `featurize explain` lists them all.")
  package static let unknownColumn = DiagnosticCode(
    "F0202", "unknown column",
    "A step, rule, split or output names a column that does not exist at that place of the graph: it is not in the "
      + "contract, was dropped, or is made only by a later step.")
  package static let emptySelection = DiagnosticCode(
    "F0203", "selector picks nothing",
    "The selector of a step matches no column. Selectors pick among features unless they name another role.")
  package static let duplicateColumn = DiagnosticCode(
    "F0204", "two columns of one name", "A step would put out a column under a name that another column already has.")
  package static let stepWithoutColumns = DiagnosticCode(
    "F0205", "step without columns",
    "A step needs `columns:`, unless its transformer names its own inputs as `derive` does; then it must have none.")
  package static let badSplit = DiagnosticCode(
    "F0206", "split", "The split, or a reference to one of its parts, does not hold together.")
  package static let sameFile = DiagnosticCode(
    "F0207", "one file written twice",
    "Two outputs of the pipeline have the same path, or an output would take the place of a file that is read.")
  package static let badContract = DiagnosticCode(
    "F0208", "contract that contradicts itself", "A property of a column does not go with its type or its role.")
  package static let unusedSource = DiagnosticCode(
    "F0209", "source without use",
    "A pipeline starts from its first source; others come in by a step that names them in `from:`, such as `join`.")
  package static let noQuarantine = DiagnosticCode(
    "F0210", "quarantine without a place",
    "`on_invalid_row` sets rows aside, but the pipeline does not say where: add a `quarantine:` section.")
  package static let badOutputName = DiagnosticCode(
    "F0211", "pattern of output names", "`as:` must hold `{column}`, and the step must put out one column per input.")
  package static let roleNotFeature = DiagnosticCode(
    "F0212", "step on a column that is no feature",
    "Steps transform features. Keys, targets, groups, times and weights pass through as they are.")
  package static let unknownTable = DiagnosticCode(
    "F0213", "unknown table",
    "`from:` names neither a source nor a step before this one. A source's name means its rows as they were read, a "
      + "step's id the table as that step left it.")
  package static let clauseMissing = DiagnosticCode(
    "F0214", "step without its tables, groups or keys",
    "A step on whole tables says in `from:`, `by:`, `on:`, `columns:` and `grain:` what it works on; this one lacks "
      + "a key that its transformer needs.")
  package static let clauseRefused = DiagnosticCode(
    "F0215", "key that the step does not take",
    "`by:`, `on:`, `grain:` and several tables in `from:` belong to steps that work on whole tables, each to some.")
  package static let unreadableFile = DiagnosticCode(
    "F0216", "file of a step",
    "A step names a file that belongs to it, such as a list of holidays, and that file cannot be read.")

  /// F02xx: the graph: columns, steps, outputs.
  static let planning: [DiagnosticCode] = [
    unknownTransformer, unknownColumn, emptySelection, duplicateColumn, stepWithoutColumns, badSplit, sameFile,
    badContract, unusedSource, noQuarantine, badOutputName, roleNotFeature,
    unknownTable, clauseMissing, clauseRefused, unreadableFile,
  ]
}
