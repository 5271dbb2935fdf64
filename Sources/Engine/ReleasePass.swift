import Columns
import Configuration
import Ledger
import Plan
import Privacy

/// The outputs of a run while they are measured: a pass over the columns that decide, before a byte is written.
struct ReleasePass {
  private let run: Run
  private let release: PlannedRelease

  init(_ run: Run, _ release: PlannedRelease) {
    self.run = run
    self.release = release
  }

  /// What becomes of each output that the policy covers, by position in `Plan.outputs`, and the account of it.
  ///
  /// - Throws: an output that does not keep the policy, however coarse its quasi-identifiers.
  func outputs(
    _ fit: Job.Fit, _ views: [TableView]
  ) throws(EngineError) -> (releases: [Int: OutputRelease], account: [RunRecord.Release]) {
    let outputs = run.plan.outputs
    let covered = outputs.indices.filter { release.covers(outputs[$0]) }
    var measured: [Measured] = []
    var bytes = 0
    for position in covered {
      let output = try measure(outputs[position], views[position], fit, bytes: &bytes)
      measured.append(output)
    }
    guard !measured.isEmpty else { return ([:], []) }
    var search = ReleaseSearch(
      measured.map(\.table), release.policy, hierarchies: release.hierarchies, maxSuppressed: release.maxSuppressed)
    let outcomes: [ReleaseSearch.Outcome]
    do throws(ReleaseError) {
      outcomes = try search.outcomes(release.method)
    } catch {
      throw .diagnostics([diagnostic(error, outputs: covered.map { outputs[$0].name })])
    }
    var releases: [Int: OutputRelease] = [:]
    var account: [RunRecord.Release] = []
    for (position, (measured, outcome)) in zip(covered, zip(measured, outcomes)) {
      releases[position] = OutputRelease(
        measured.table, outcome, starts: measured.starts,
        positions: release.quasi.map { name in views[position].columns.firstIndex { $0.field.name == name }! })
      account.append(
        RunRecord.Release(
          output: outputs[position].name, figures: outcome.figures, suppressed: outcome.suppressed,
          countsPeople: measured.countsPeople, levels: levels(search)))
    }
    return (releases, account)
  }

  private struct Measured {
    let table: ReleaseTable
    let starts: [[Range<Int>]]
    let countsPeople: Bool
  }

  /// A chunk of what decides.
  private struct Piece: Sendable {
    let batches: [Batch]
    let people: [Buffer<UInt64>?]
  }

  private func measure(
    _ output: PlannedOutput, _ view: TableView, _ fit: Job.Fit, bytes: inout Int
  ) throws(EngineError) -> Measured {
    let names = release.quasi + release.sensitive
    var columns: [PlannedColumn] = []
    for name in names {
      guard let column = view.columns.first(where: { $0.field.name == name }) else {
        throw .diagnostics([
          Diagnostic(
            .badRelease, at: .whole(run.plan.file),
            "output `\(output.name)` came out of fitting without the column `\(name)` to release by")
        ])
      }
      columns.append(column)
    }
    var narrow = view
    narrow.columns = columns
    let deciding = narrow
    let dataset = fit.tables.datasets[view.table], pipeline = fit.pipeline
    let gate = OutputGate(policy: run.plan.privacy?.onEgress == .redact ? .redact : .block)
    let fittedPart = run.command == .run ? dataset.division.fitOn : nil
    var coded = columns.map { ReleaseColumn(name: $0.field.name, type: $0.field.type) }
    var people = PeopleCodes()
    var isPeopleKnown = true
    var starts: [[Range<Int>]] = []
    var rows = 0
    let before = bytes
    try dataset.forEach(run.job.pool) { (morsels) throws(EngineError) -> Piece in
      var batches: [Batch] = []
      for (part, morsel) in morsels.enumerated() {
        // A part that the output does not hold is here without rows.
        let isHeld = output.part ?? part == part
        let morsel = isHeld ? morsel : morsel.gather([])
        let batch = try pipeline.transform(morsel, to: deciding, isFittedRows: part == fittedPart)
        batches.append(try egressing { () throws(EgressError) in try gate.pass(batch, output: output.name) })
      }
      return Piece(
        batches: batches,
        people: morsels.enumerated().map { part, morsel in output.part ?? part == part ? morsel.people : [] })
    } commit: { (piece) throws(EngineError) in
      var ranges: [Range<Int>] = []
      for (batch, hashes) in zip(piece.batches, piece.people) {
        ranges.append(rows..<rows + batch.rowCount)
        rows += batch.rowCount
        for position in coded.indices {
          do throws(ReleaseError) {
            try coded[position].append(batch.columns[position])
          } catch {
            throw .diagnostics([diagnostic(error, outputs: [output.name])])
          }
        }
        if let hashes { people.append(hashes) } else { isPeopleKnown = false }
      }
      starts.append(ranges)
      bytes = before + coded.reduce(people.byteCount) { $0 + $1.byteCount }
      if bytes > run.job.memory.limit { throw .diagnostics([tooLarge(output.name)]) }
    }
    return Measured(
      table: ReleaseTable(
        quasi: Array(coded.prefix(release.quasi.count)),
        sensitive: coded.dropFirst(release.quasi.count).map { SensitiveColumn($0) },
        people: isPeopleKnown ? people : nil),
      starts: starts, countsPeople: isPeopleKnown)
  }

  private func levels(_ search: ReleaseSearch) -> [RunRecord.Release.Level] {
    zip(release.quasi, zip(search.hierarchies, search.levels)).map { name, found in
      RunRecord.Release.Level(
        column: name, level: found.1, of: found.0.levels.count - 1, what: found.0.levels[found.1].description)
    }
  }

  private func diagnostic(_ error: ReleaseError, outputs: [String]) -> Diagnostic {
    switch error {
    case .tooLarge: tooLarge(outputs[0])
    case .notReached(let output, let suppressed, let rows):
      Diagnostic(
        .releaseNotReached, at: .whole(run.plan.file),
        "output `\(outputs[output])`: \(suppressed) of \(rows) rows do not keep privacy.release"
          + (release.method == .generalize ? ", however coarse its quasi-identifiers" : "")
          + "; nothing was published",
        help: release.method == .measure
          ? "set `method: generalize` or `method: suppress`" : "raise `max_suppressed`, or ask for less")
    }
  }

  private func tooLarge(_ output: String) -> Diagnostic {
    Diagnostic(
      .releaseTooLarge, at: .whole(run.plan.file),
      "the columns that output `\(output)` is released by do not fit in memory", help: "raise --memory")
  }
}
