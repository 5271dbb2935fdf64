import Columns
import Configuration
import Ledger
import Plan
import Privacy
import Transforms

extension Run {
  /// What is known once the sources have been read.
  func record(of ingested: [Job.Ingested], id: String, started: Timestamp) -> RunRecord {
    var record = RunRecord(
      id: id, command: command.rawValue, version: Version.current,
      started: started.description, pipeline: plan.name, pipelineFile: plan.file,
      sources: ingested.map {
        RunRecord.Source(name: $0.source.name, uri: $0.source.uri, bytes: $0.byteCount, digest: $0.digest)
      })
    record.tables = ingested.map { ingested in
      var rows = RunRecord.RowCounts()
      rows.read = ingested.rowCount + ingested.erasedCount
      rows.erased = ingested.erasedCount
      // Fitting alone writes no quarantine.
      if plan.quarantine != nil, command != .fit {
        rows.quarantined = ingested.invalid.count
      } else {
        rows.dropped = ingested.invalid.count
      }
      return RunRecord.Table(name: ingested.source.name, rows: rows)
    }
    record.invalid = ingested.flatMap(\.invalid).countsByRule
    record.k = plan.privacy?.k
    record.kid = job.intake.keys.kid
    record.isReproducible = plan.isReproducible
    record.treatments = plan.sources.flatMap { source in
      source.columns.compactMap { column in
        column.treatment.map { treatment in
          RunRecord.Treatment(
            column: plan.sources.count > 1 ? "\(source.name).\(column.field.name)" : column.field.name,
            rule: treatment.ruleID, use: treatment.use,
            before: column.field.sensitivity.name, after: column.ingested?.sensitivity.name)
        }
      }
    }
    return record
  }
}

extension Program {
  /// Tables that others were made of.
  var joinedTables: Set<Int> {
    Set(
      tables.flatMap { table -> [Int] in
        guard case .step(let step) = table.origin else { return [] }
        return step.inputs.map(\.table)
      })
  }
}

extension RunRecord.Release {
  init(
    output: String, figures: ReleaseFigures, suppressed: Int, countsPeople: Bool, levels: [Level]
  ) {
    self.init(
      output: output, k: figures.k, countsPeople: countsPeople, classes: figures.classes, rows: figures.rows,
      suppressed: suppressed, levels: levels,
      sensitive: figures.sensitive.map {
        Sensitive(
          column: $0.name, distinct: $0.distinct, entropy: $0.entropy, t: $0.t,
          distance: $0.isOrdered ? "ordered" : "equal")
      })
  }
}

extension RunRecord {
  /// Takes up the tables that steps made.
  mutating func addTables(of fit: Job.Fit) {
    for (position, table) in fit.pipeline.program.tables.enumerated().dropFirst(tables.count) {
      var rows = RowCounts()
      rows.read = fit.tables.rowCounts[position]
      tables.append(Table(name: table.name, rows: rows))
    }
  }

  /// Accounts for the rows that no output has: those that went into other tables, and those of a part that is not
  /// written.
  mutating func accountForRest(of fit: Job.Fit) {
    let joined = fit.pipeline.program.joinedTables
    for position in tables.indices {
      let rows = tables[position].rows
      let rest = rows.read - rows.output - rows.quarantined - rows.dropped - rows.erased
      if joined.contains(position) { tables[position].rows.used = rest } else { tables[position].rows.unused = rest }
    }
  }

  /// The steps with the columns that they were resolved to.
  mutating func describe(_ fitted: FittedPipeline) {
    let plan = fitted.plan
    steps = fitted.program.bound.map { bound in
      Step(
        position: bound.step, id: plan.steps[bound.step].id, use: plan.steps[bound.step].use,
        inputs: bound.inputs.map(\.field.name), outputs: bound.outputs.map(\.field.name),
        unknown: fitted.program.unknowns[bound.step].byColumn.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
    for table in fitted.program.tables {
      guard case .step(let bound) = table.origin else { continue }
      steps.append(
        Step(
          position: bound.step, id: table.name, use: plan.steps[bound.step].use,
          inputs: bound.context.inputs.map(\.name), outputs: table.columns.map(\.field.name)))
    }
    steps.sort { $0.position < $1.position }
  }
}
