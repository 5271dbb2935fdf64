import Columns
package import Configuration
import Formats
import Privacy
import Transforms

extension Plan {
  /// Resolves and checks a pipeline.
  ///
  /// - Throws: everything that is wrong with the file, in the order of its lines: what could not be read, what arguments
  ///   and rules say against each other, and, if there is nothing of that kind, what is wrong with the graph.
  package init(_ draft: PipelineDraft) throws(DiagnosticError) {
    var builder = PlanBuilder(draft)
    self = try builder.build()
  }
}

/// Walks a pipeline section by section, collecting what is wrong, so that one look at the report is enough.
struct PlanBuilder {
  let draft: PipelineDraft
  var decoder: Decoder
  /// Columns that a rule names which could not be read: what becomes of them is not known.
  var columnsOfBrokenRules: Set<String> = []

  var pipeline: Pipeline { draft.pipeline }

  init(_ draft: PipelineDraft) {
    self.draft = draft
    decoder = draft.argumentDecoder()
  }

  mutating func build() throws(DiagnosticError) -> Plan {
    let treatments = treatments()
    let source = source(treatments)
    let ingested = Schema(source?.columns.compactMap(\.ingested) ?? [])
    let privacy = privacy(source, ingested)
    let hasColumns = draft.isSound("sources") && draft.isSound("privacy") && !hasErrors
    let steps = steps()
    checkFiles()
    // What follows looks at columns through the graph: with columns missing from it, every message would be about what
    // has been said already.
    guard let source, hasColumns else { throw DiagnosticError(report) }
    let split = split(ingested)
    let (bound, columns) = bind(steps, Binding(ingested: ingested, source: source.name))
    let outputs = outputs(columns, split)
    if draft.hasErrors || hasErrors { throw DiagnosticError(report) }
    return Plan(
      name: pipeline.name.value, file: decoder.file, source: source, privacy: privacy, ingested: ingested,
      split: split, steps: steps.compactMap(\.self), outputs: outputs,
      quarantine: source.invalidRows.action == .quarantine ? pipeline.quarantine?.uri.value : nil,
      state: pipeline.state?.uri.value, manifest: pipeline.manifest?.uri.value, bound: bound, columns: columns)
  }

  private var hasErrors: Bool { decoder.diagnostics.contains { $0.severity == .error } }

  private var report: [Diagnostic] { (draft.diagnostics + decoder.diagnostics).sortedByPlace }

  // MARK: Steps

  /// The steps; `nil` where what a step puts out cannot be known.
  private mutating func steps() -> [PlannedStep?] {
    pipeline.steps.enumerated().map { position, located in step(located.value, at: "\(position)") }
  }

  private mutating func step(_ step: StepDeclaration, at position: String) -> PlannedStep? {
    guard draft.isSound("steps", position, "use"), draft.isSound("steps", position, "id") else { return nil }
    guard let entry = Catalog.entry(named: step.use.value) else {
      decoder.report(
        .unknownTransformer, at: step.use.span, "there is no transformer `\(step.use.value)`",
        help: Spelling.nearest(to: step.use.value, among: Catalog.entries.map(\.name)).map { "did you mean `\($0)`?" }
          ?? "`featurize explain` lists them")
      return nil
    }
    guard let transformer = transformer(entry, of: step), draft.isSound("steps", position) else { return nil }
    if transformer.ownInputs == nil, step.columns == nil {
      decoder.report(
        .stepWithoutColumns, at: step.id.span, "step `\(step.id.value)` does not say which columns it works on",
        help: "add `columns:` with a list of names or a selector such as `{type: number}`")
      return nil
    }
    if transformer.ownInputs != nil, let columns = step.columns {
      decoder.report(
        .stepWithoutColumns, at: columns.span, "`\(entry.name)` takes its columns from its arguments",
        help: "remove `columns:`")
      return nil
    }
    return PlannedStep(
      id: step.id.value, span: step.id.span, use: entry.name, transformer: transformer, selector: step.columns,
      outputName: step.as)
  }

  /// The transformer with its arguments; where those are wrong, with the defaults, so that steps after it can still be
  /// checked against the columns that it puts out.
  private mutating func transformer(_ entry: CatalogEntry, of step: StepDeclaration) -> (any Transformer)? {
    let none = Node(.mapping([]), at: step.use.span)
    guard var transformer = entry.decode(step.with ?? none, &decoder) else {
      var silent = Decoder(file: decoder.file)
      return entry.decode(none, &silent)
    }
    do throws(TransformError) {
      try transformer.bind(draft.parameters)
      return transformer
    } catch {
      decoder.report(
        error.code, at: transformer.place(of: error) ?? step.id.span,
        "step `\(step.id.value)`: \(error.message)", help: error.help)
      return nil
    }
  }

  private mutating func bind(_ steps: [PlannedStep?], _ start: Binding) -> ([BoundStep], [PlannedColumn]) {
    var binding = start
    var bound: [BoundStep] = []
    for (position, step) in steps.enumerated() {
      // Columns that this step would have made cannot be missed by the ones after it.
      guard let step else { break }
      do throws(PlanProblem) {
        if type(of: step.transformer).needsTarget, !start.columns.contains(where: { $0.field.role == .target }) {
          throw step.problem(.unusableTarget(problem: "`\(step.use)` learns from a target, and there is none"))
        }
        bound.append(try binding.bind(step, at: position))
      } catch {
        decoder.report(error)
      }
    }
    return (bound, binding.columns)
  }

  // MARK: Split and outputs

  private mutating func split(_ ingested: Schema) -> PlannedSplit? {
    guard let split = pipeline.split?.value else { return nil }
    let names = split.fractions.names
    guard let fitOn = names.firstIndex(of: split.fitOn.value) else { return nil }
    guard let column = ingested.position(of: split.by.value) else {
      decoder.report(
        .unknownColumn, at: split.by.span, "there is no column `\(split.by.value)` to split by",
        help: Spelling.nearest(to: split.by.value, among: ingested.names).map { "did you mean `\($0)`?" }
          ?? "name a column of the contract that no rule drops")
      return nil
    }
    return PlannedSplit(
      column: column, parts: split.fractions.entries.map { ($0.name.value, $0.value) }, fitOn: fitOn)
  }

  private mutating func outputs(_ columns: [PlannedColumn], _ split: PlannedSplit?) -> [PlannedOutput] {
    for column in columns where !column.field.sensitivity.mayLeave {
      let span = pipeline.outputs.entries.first?.name.span ?? SourceSpan(line: 1, column: 1)
      decoder.report(
        .untreatedReachesStep, at: span,
        "\(column.field.sensitivity.name) `\(column.field.name)` reaches the outputs untreated "
          + "(path: \(column.path.joined(separator: " -> ")))",
        help: "add a rule under privacy.rules")
    }
    return pipeline.outputs.entries.map { entry in
      var part: Int?
      if let name = entry.value.split {
        part = split?.parts.firstIndex { $0.name == name.value }
        if part == nil, draft.isSound("split"), split != nil || pipeline.split == nil {
          decoder.report(
            .badSplit, at: name.span, "`\(name.value)` is no part of the split",
            help: split.map { "the parts are \($0.parts.map(\.name).joined(separator: ", "))" }
              ?? "add a `split:` section")
        }
      }
      if entry.value.split == nil, pipeline.split != nil {
        decoder.report(
          .badSplit, at: entry.name.span, "output `\(entry.name.value)` does not say which part of the split it holds",
          help: "add `split:`; rows that were fitted on and others are not mixed in one file, since their target "
            + "encodings differ")
      }
      return PlannedOutput(name: entry.name.value, uri: entry.value.uri.value, part: part)
    }
  }

  private mutating func checkFiles() {
    var files = pipeline.outputs.entries.map(\.value.uri)
    files += [pipeline.quarantine?.uri, pipeline.state?.uri, pipeline.manifest?.uri].compactMap(\.self)
    let read = pipeline.sources.entries.map(\.value.uri.value) + pipeline.secrets.entries.compactMap(\.value.file)
    for file in files where file.value != "-" && read.contains(file.value) {
      decoder.report(
        .sameFile, at: file.span, "`\(file.value)` is read by the pipeline and would be overwritten",
        help: "give the file that is written another path")
    }
    var seen: Set<String> = []
    for file in files where !seen.insert(file.value).inserted {
      decoder.report(.sameFile, at: file.span, "`\(file.value)` is written twice", help: "give each file its own path")
    }
  }
}
