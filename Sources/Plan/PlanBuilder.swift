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
  var columnsOfBrokenRules: Set<ColumnPlace> = []
  /// Positions of the steps whose arguments could not be read: they stand with the defaults.
  private var stepsWithBrokenArguments: Set<Int> = []

  /// The rules that make vaulted tokens.
  var vaultedRules: [Located<String>] = []

  var pipeline: Pipeline { draft.pipeline }

  init(_ draft: PipelineDraft) {
    self.draft = draft
    decoder = draft.argumentDecoder()
  }

  mutating func build() throws(DiagnosticError) -> Plan {
    checkTableNames()
    let treatments = treatments()
    let sources = sources(treatments)
    let privacy = privacy(sources)
    checkSafeHarbor(sources)
    let hasColumns = draft.isSound("sources") && draft.isSound("privacy") && !hasErrors
    let steps = steps()
    checkFiles()
    let ledger = ledger(privacy)
    // What follows looks at columns through the graph: with columns missing from it, every message would be about what
    // has been said already.
    guard !sources.isEmpty, hasColumns else { throw DiagnosticError(report) }
    let split = split(sources)
    let start = Binding(sources, k: privacy?.k)
    let (bound, result) = bind(steps, start, split)
    let outputs = outputs(result, split)
    let release = release(outputs, result)
    if !hasErrors, !steps.contains(where: { $0 == nil }) { checkUse(of: sources, bound, outputs, result) }
    if draft.hasErrors || hasErrors { throw DiagnosticError(report) }
    return Plan(
      name: pipeline.name.value, file: decoder.file, sources: sources, privacy: privacy, release: release, split: split,
      steps: steps.compactMap(\.self), outputs: outputs,
      quarantine: sources.contains { $0.invalidRows.action == .quarantine } ? pipeline.quarantine?.uri.value : nil,
      state: pipeline.state?.uri.value, manifest: pipeline.manifest?.uri.value, ledger: ledger, origin: nil,
      bound: bound, result: result, remarks: decoder.diagnostics.filter { $0.severity != .error })
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
    switch entry.make {
    case .columns(let make): return columnStep(step, entry, make, at: position)
    case .tables(let make): return tableStep(step, entry, make, at: position)
    }
  }

  private mutating func columnStep(
    _ step: StepDeclaration, _ entry: CatalogEntry,
    _ make: (Node, inout Decoder) -> (any Transformer)?, at position: String
  ) -> PlannedStep? {
    let none = Node(.mapping([]), at: step.use.span)
    // With the defaults where the arguments are wrong, so that steps after it can still be checked against the columns
    // that it puts out.
    var silent = Decoder(file: decoder.file)
    let asWritten = make(step.with ?? none, &decoder)
    if asWritten == nil, let position = Int(position) { stepsWithBrokenArguments.insert(position) }
    guard var transformer = asWritten ?? make(none, &silent) else { return nil }
    guard let contents = contents(of: transformer.files) else { return nil }
    do throws(TransformError) {
      try transformer.bind(draft.parameters)
      if !contents.isEmpty { try transformer.bind(contents: contents) }
    } catch {
      decoder.report(
        error.code, at: transformer.place(of: error) ?? step.id.span,
        "step `\(step.id.value)`: \(error.message)", help: error.help)
      return nil
    }
    guard draft.isSound("steps", position) else { return nil }
    for (key, names) in [("by", step.by), ("on", step.on), ("grain", step.grain)] {
      if let name = names.first { refuse(key, of: step, at: name.span) }
    }
    if step.from.count > 1 { refuse("from", of: step, at: step.from[1].span) }
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
      id: step.id.value, span: step.id.span, use: entry.name,
      work: .columns(transformer, selector: step.columns, outputName: step.as), from: step.from)
  }

  /// The text files that a step reads; `nil` if one cannot be read.
  private mutating func contents(of files: [Located<String>]) -> [String]? {
    var contents: [String] = []
    for file in files {
      do {
        contents.append(
          String(decoding: try ByteSource(path: file.value, memoryLimit: Self.fileLimit).bytes(), as: UTF8.self))
      } catch {
        decoder.report(
          .unreadableFile, at: file.span, "`\(file.value)` cannot be read",
          help: "check the path and its mode; relative paths start in the working directory")
      }
    }
    return contents.count == files.count ? contents : nil
  }

  /// More than any list that belongs to a step.
  private static let fileLimit = 16 << 20

  private mutating func tableStep(
    _ step: StepDeclaration, _ entry: CatalogEntry,
    _ make: (Node, inout Decoder) -> (any TableTransformer)?, at position: String
  ) -> PlannedStep? {
    guard var transformer = make(step.with ?? Node(.mapping([]), at: step.use.span), &decoder) else { return nil }
    do throws(TransformError) {
      try transformer.bind(draft.parameters)
    } catch {
      decoder.report(
        error.code, at: transformer.place(of: error) ?? step.id.span,
        "step `\(step.id.value)`: \(error.message)", help: error.help)
      return nil
    }
    guard draft.isSound("steps", position) else { return nil }
    let kind = type(of: transformer)
    let given: [(name: StepClauses.Name, span: SourceSpan?)] = [
      (.columns, step.columns?.span), (.by, step.by.first?.span), (.on, step.on.first?.span),
      (.grain, step.grain.first?.span),
    ]
    var isComplete = true
    for (name, span) in given {
      if let span, !kind.clauses.required.union(kind.clauses.optional).contains(name) {
        refuse(name.rawValue, of: step, at: span)
        isComplete = false
      }
      if span == nil, kind.clauses.required.contains(name) {
        decoder.report(
          .clauseMissing, at: step.id.span, "step `\(step.id.value)`: `\(entry.name)` needs `\(name.rawValue):`",
          help: "`featurize explain \(entry.name)` shows an example")
        isComplete = false
      }
    }
    if let pattern = step.as { refuse("as", of: step, at: pattern.span) }
    if !kind.tableCount.contains(max(step.from.count, 1)) {
      let count = kind.tableCount
      decoder.report(
        .clauseMissing, at: step.from.first?.span ?? step.id.span,
        "step `\(step.id.value)`: `\(entry.name)` works on "
          + (count.upperBound == 1 ? "one table" : "at least \(count.lowerBound) tables"),
        help: count.upperBound == 1 ? "name one in `from:`" : "name them in `from: [left, right]`")
      isComplete = false
    }
    guard isComplete else { return nil }
    return PlannedStep(
      id: step.id.value, span: step.id.span, use: entry.name,
      work: .tables(
        transformer, StepClauses(by: step.by, on: step.on, grain: step.grain), selector: step.columns),
      from: step.from)
  }

  private mutating func refuse(_ key: String, of step: StepDeclaration, at span: SourceSpan) {
    decoder.report(
      .clauseRefused, at: span, "step `\(step.id.value)`: `\(step.use.value)` does not take `\(key):`",
      help: "remove it; `featurize explain \(step.use.value)` shows an example")
  }

  private mutating func bind(
    _ steps: [PlannedStep?], _ start: Binding, _ split: PlannedSplit?
  ) -> ([Binding.Bound], Binding) {
    var binding = start
    var bound: [Binding.Bound] = []
    for (position, step) in steps.enumerated() {
      // Columns that this step would have made cannot be missed by the ones after it.
      guard let step else { break }
      do throws(PlanProblem) {
        let made = try binding.bind(step, at: position)
        bound.append(made)
        if case .columns(let columns) = made { try check(columns, step, split, binding) }
      } catch {
        // The defaults may not go together with what could be read of the arguments: that was said already.
        if stepsWithBrokenArguments.contains(position) { break }
        decoder.report(error)
        // Tables that a failed step would have made are missed by every step after it.
        if case .tables = step.work { break }
      }
    }
    return (bound, binding)
  }

  /// A step is fitted on a part of the split: its table must tell which rows are in it.
  private func check(
    _ bound: BoundStep, _ step: PlannedStep, _ split: PlannedSplit?, _ binding: Binding
  ) throws(PlanProblem) {
    let table = binding.tables[bound.table]
    guard let split, !step.transformer.learnsNothing, table.column(named: split.column) == nil else { return }
    throw PlanProblem(
      .badSplit, at: step.span,
      "step `\(step.id)` learns from `\(table.name)`, which has no column `\(split.column)` to split by",
      help: "learn after the join with a table that has the column, or carry the column along")
  }

  // MARK: Split and outputs

  private mutating func split(_ sources: [PlannedSource]) -> PlannedSplit? {
    guard let split = pipeline.split?.value else { return nil }
    let names = split.fractions.names
    guard let fitOn = names.firstIndex(of: split.fitOn.value) else { return nil }
    let known = sources.flatMap(\.ingested.names)
    guard known.contains(split.by.value) else {
      decoder.report(
        .unknownColumn, at: split.by.span, "there is no column `\(split.by.value)` to split by",
        help: Spelling.nearest(to: split.by.value, among: known).map { "did you mean `\($0)`?" }
          ?? "name a column of the contract that no rule drops")
      return nil
    }
    return PlannedSplit(
      column: split.by.value, parts: split.fractions.entries.map { ($0.name.value, $0.value) }, fitOn: fitOn)
  }

  private mutating func outputs(_ binding: Binding, _ split: PlannedSplit?) -> [PlannedOutput] {
    var untreated: Set<PlannedColumn.ID> = []
    return pipeline.outputs.entries.map { entry in
      let output = entry.value
      var view: TableView?
      do throws(PlanProblem) {
        view = try binding.view(named: output.from)
      } catch {
        // The table of a step that is there was not reached, for a reason that was said already.
        if !pipeline.steps.contains(where: { $0.value.id.value == output.from?.value }) { decoder.report(error) }
      }
      for column in view?.columns ?? [] where !column.field.sensitivity.mayLeave {
        guard untreated.insert(column.id).inserted else { continue }
        decoder.report(
          .untreatedReachesStep, at: entry.name.span,
          "\(column.field.sensitivity.name) `\(column.field.name)` reaches the outputs untreated "
            + "(path: \(column.path.joined(separator: " -> ")))",
          help: "add a rule under privacy.rules")
      }
      if output.format == .npy, let view { refuseText(in: view.asMatrix, at: entry.name) }
      return PlannedOutput(
        name: entry.name.value, format: output.format, uri: output.uri.value, from: output.from,
        part: part(of: entry, view.map { binding.tables[$0.table] }, split))
    }
  }

  /// Refuses columns that a matrix cannot hold, as far as they are known before fitting.
  private mutating func refuseText(in view: TableView, at name: Located<String>) {
    guard let column = view.columns.first(where: { !$0.isOpen && !MatrixWriter.holds($0.field.type) }) else { return }
    decoder.report(
      .notANumber, at: name.span,
      "`\(column.field.name)` is \(column.field.type.rawValue), and `format: npy` holds numbers",
      help: "encode it, drop it, or write CSV")
  }

  /// The part of the split that an output holds.
  private mutating func part(
    of entry: Named<OutputDeclaration>.Entry, _ table: BoundTable?, _ split: PlannedSplit?
  ) -> Int? {
    let isDivided = split.map { table?.column(named: $0.column) != nil } ?? false
    guard let name = entry.value.split else {
      if pipeline.split != nil, isDivided {
        decoder.report(
          .badSplit, at: entry.name.span, "output `\(entry.name.value)` does not say which part of the split it holds",
          help: "add `split:`; rows that were fitted on and others are not mixed in one file, since their target "
            + "encodings differ")
      }
      return nil
    }
    let part = split?.parts.firstIndex { $0.name == name.value }
    if part == nil, draft.isSound("split"), split != nil || pipeline.split == nil {
      decoder.report(
        .badSplit, at: name.span, "`\(name.value)` is no part of the split",
        help: split.map { "the parts are \($0.parts.map(\.name).joined(separator: ", "))" }
          ?? "add a `split:` section")
    } else if let split, let table, !isDivided {
      decoder.report(
        .badSplit, at: name.span, "the table `\(table.name)` has no column `\(split.column)` to split by",
        help: "remove `split:` from the output, or carry the column along")
    }
    return part
  }

  /// A source that nothing reads is a mistake, or would be read in vain.
  private mutating func checkUse(
    of sources: [PlannedSource], _ bound: [Binding.Bound], _ outputs: [PlannedOutput], _ binding: Binding
  ) {
    var used: Set<Int> = []
    for bound in bound {
      switch bound {
      case .columns(let step): used.insert(step.table)
      case .table(let step): used.formUnion(step.inputs.map(\.table))
      }
    }
    for output in outputs {
      if let view = try? binding.view(named: output.from) { used.insert(view.table) }
    }
    for (position, source) in sources.enumerated() where !used.contains(position) {
      decoder.report(
        .unusedSource, at: pipeline.sources.entries[position].name.span,
        "no step and no output uses the source `\(source.name)`",
        help: "join it with `use: join`, name it in `from:`, or remove it")
    }
  }

  /// `from:` names sources and steps alike.
  private mutating func checkTableNames() {
    let sources = pipeline.sources.names
    for step in pipeline.steps where sources.contains(step.value.id.value) {
      decoder.report(
        .duplicateColumn, at: step.value.id.span, "the step `\(step.value.id.value)` has the name of a source",
        help: "give the step another id: `from:` must tell the two apart")
    }
  }

  /// Where runs are registered: where the pipeline says, or beside it.
  private mutating func ledger(_ privacy: PlannedPrivacy?) -> PlannedLedger? {
    guard let declared = pipeline.ledger else {
      guard privacy?.keyRing != nil else { return nil }
      return PlannedLedger(beside: decoder.file, named: pipeline.name.value)
    }
    guard declared.value.uri.value != LedgerDeclaration.none else {
      for rule in vaultedRules {
        decoder.report(
          .noVault, at: rule.span,
          "rule `\(rule.value)` makes vaulted tokens, and the pipeline keeps no ledger for their salts",
          help: "name a ledger, or leave `ledger:` out for one beside the pipeline; or take `mode: stateless`")
      }
      return nil
    }
    if pipeline.privacy == nil {
      decoder.report(
        .ledgerWithoutSubject, at: declared.span, "a pipeline without `privacy:` has nobody to account for",
        help: "remove `ledger:`, or declare whose data this is with `privacy: {subject: …}`")
    }
    return PlannedLedger(uri: declared.value.uri.value, password: declared.value.password?.env)
  }

  private mutating func checkFiles() {
    var files = pipeline.outputs.entries.map(\.value.uri)
    files += [pipeline.quarantine?.uri, pipeline.state?.uri, pipeline.manifest?.uri, pipeline.ledger?.value.uri]
      .compactMap(\.self)
    let read = pipeline.sources.entries.map(\.value.uri.value) + pipeline.secrets.entries.flatMap(\.value.files)
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
