/// One transform of the graph.
package struct StepDeclaration: Section {
  package var id = Located("", at: SourceSpan(line: 1, column: 1))
  package var use = Located("", at: SourceSpan(line: 1, column: 1))
  package var columns: Located<ColumnSelector>?
  package var with: Node?
  package var `as`: Located<String>?
  package var from: [Located<String>] = []
  package var by: [Located<String>] = []
  package var on: [Located<String>] = []
  package var grain: [Located<String>] = []

  package init() {}

  package static let parameters: [Parameter<StepDeclaration>] = [
    .init("id", \.id, "Name of the step, in plans, states and messages.", required: true, .notEmpty),
    .init("use", \.use, "The transformer.", required: true, .notEmpty),
    .init("columns", \.columns, "The columns it reads: a list of names or a selector."),
    .init("with", \.with, "The transformer's arguments."),
    .init("as", \.as, "Pattern of the output names, with `{column}`; the inputs then stay."),
    .init(
      "from", \.from,
      "The table it works on, or the tables: names of sources, or ids of steps before it. Without it, the table of the step before; at first, the first source."
    ),
    .init("by", \.by, "The columns that make groups of rows; for steps that work on whole tables."),
    .init("on", \.on, "The columns that rows of two tables are matched on."),
    .init("grain", \.grain, "The columns that name a row, where a step multiplies rows."),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    if let pattern = `as`, !pattern.value.contains("{column}") {
      decoder.descend("as") { decoder in
        decoder.report(
          .badValue, at: pattern.span, "`as` gives every output the same name",
          help: "put `{column}` where the input's name belongs, as in \"{column}_z\"")
      }
    }
  }
}
