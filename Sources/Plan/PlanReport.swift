import Columns
package import Configuration
import Privacy
import Transforms

/// What `featurize plan` prints: resolved columns, the treatment of each personal one, the files to be written.
package struct PlanReport: Sendable {
  private let plan: Plan

  package init(_ plan: Plan) { self.plan = plan }

  package var text: String {
    var text = "pipeline \(plan.name)\n\n"
    for source in plan.sources {
      text += "source \(source.name): \(source.uri)\n"
      text += Table(
        rows: source.columns.map { column in
          [
            column.field.name, column.field.type.rawValue, column.field.role.rawValue,
            column.personalData.map { "pii: \($0.rawValue)" } ?? "", treatment(of: column),
          ]
        }
      ).text(indent: 2)
      text += "\n"
    }
    if let privacy = plan.privacy {
      text += "privacy: subject \(privacy.subject), k = \(privacy.k), "
      text += "personal data in an output: \(privacy.onEgress.rawValue)\n"
      text += privacy.detection.difference.map { "looked for: \($0)\n" } ?? ""
      text += "\n"
    }
    text += reproducibility
    if let release = plan.release {
      let outputs = release.outputs.map { $0.sorted().joined(separator: ", ") } ?? "all outputs"
      text += "release of \(outputs): \(release.summary)\n\n"
    }
    if let split = plan.split {
      let parts = split.parts.map { "\($0.name) \($0.fraction)" }.joined(separator: ", ")
      text += "split by \(split.column): \(parts); fitted on \(split.parts[split.fitOn].name)\n\n"
    }
    text += "steps\n"
    text += plan.bound.map(description).joined()
    text += "\ncolumns of the outputs\n"
    text += Table(
      rows: plan.columns.map { column in
        [column.field.name, column.field.type.rawValue, column.field.role.rawValue, column.field.sensitivity.name]
      }
    ).text(indent: 2)
    let obstacles = plan.obstaclesToParts
    text += "\nfit in parts: \(obstacles.isEmpty ? "possible" : "not possible")\n"
    for obstacle in obstacles { text += "  \(obstacle.message)\n" }
    text += "\nfiles to be written\n"
    text += Table(rows: files.map { [$0.what, $0.uri] }).text(indent: 2)
    return text
  }

  /// What keeps the outputs from being made again, byte by byte; nothing where nothing does.
  private var reproducibility: String {
    var text = ""
    let (random, vaulted) = (plan.randomRules, plan.vaultedRules)
    if !random.isEmpty {
      text += "not reproducible: \(Self.rules(random)) random tokens, which no key makes again\n"
    }
    if !vaulted.isEmpty { text += "reproducible with the ledger only: \(Self.rules(vaulted)) vaulted tokens\n" }
    return text.isEmpty ? "" : text + "\n"
  }

  private static func rules(_ rules: [String]) -> String {
    rules.count == 1 ? "rule \(rules[0]) makes" : "rules \(rules.joined(separator: ", ")) make"
  }

  /// A step with the columns or tables that it was resolved to, long lists in lines of a terminal's width.
  private func description(of bound: Binding.Bound) -> String {
    let position: Int, reads: [String], makes: [String]
    switch bound {
    case .columns(let bound): (position, reads, makes) = (bound.step, names(bound.inputs), names(bound.outputs))
    case .table(let bound):
      (position, reads, makes) = (
        bound.step, ["table \(bound.context.inputs.map(\.name).joined(separator: ", "))"],
        names(plan.table(madeBy: bound).columns)
      )
    }
    let step = plan.steps[position]
    return "  \(step.id): \(step.use)\n" + Self.wrapped(reads, after: "    reads ")
      + Self.wrapped(makes, after: "    makes ")
  }

  private static func wrapped(_ names: [String], after head: String) -> String {
    var lines: [String] = []
    var line = head
    for (position, name) in names.enumerated() {
      let word = position == names.count - 1 ? name : name + ", "
      if line.count + word.count > 118, line.count > head.count {
        lines.append(line)
        line = String(repeating: " ", count: head.count)
      }
      line += word
    }
    return (lines + [line]).map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  package var json: JSON {
    [
      "pipeline": .string(plan.name),
      "sources": .array(
        plan.sources.map { source in
          [
            "name": .string(source.name), "uri": .string(source.uri),
            "columns": .array(source.columns.map(sourceColumn)),
          ]
        }),
      "steps": .array(plan.bound.map(step)),
      "columns": .array(plan.columns.map(column)),
      "reproducible": .bool(plan.isReproducible),
      "release": plan.release?.json ?? .null,
      "fits_in_parts": .bool(plan.obstaclesToParts.isEmpty),
      "files": .array(files.map { ["what": .string($0.what), "uri": .string($0.uri)] }),
    ]
  }

  private func sourceColumn(_ column: PlannedSourceColumn) -> JSON {
    [
      "name": .string(column.field.name), "type": .string(column.field.type.rawValue),
      "role": .string(column.field.role.rawValue),
      "pii": column.personalData.map { .string($0.rawValue) } ?? .null,
      "rule": column.treatment.map { .string($0.ruleID) } ?? .null,
      "treatment": .string(treatment(of: column)),
    ]
  }

  private func step(_ bound: Binding.Bound) -> JSON {
    switch bound {
    case .columns(let bound):
      let step = plan.steps[bound.step]
      return [
        "id": .string(step.id), "use": .string(step.use),
        "inputs": .array(bound.inputs.map { .string($0.field.name) }),
        "outputs": .array(bound.outputs.map(column)),
      ]
    case .table(let bound):
      let step = plan.steps[bound.step]
      return [
        "id": .string(step.id), "use": .string(step.use),
        "tables": .array(bound.context.inputs.map { .string($0.name) }),
        "outputs": .array(plan.table(madeBy: bound).columns.map(column)),
      ]
    }
  }

  private func column(_ column: PlannedColumn) -> JSON {
    [
      "name": .string(column.field.name), "type": .string(column.field.type.rawValue),
      "role": .string(column.field.role.rawValue), "sensitivity": .string(column.field.sensitivity.name),
      "open": .bool(column.isOpen),
    ]
  }

  private func treatment(of column: PlannedSourceColumn) -> String {
    guard let treatment = column.treatment else { return column.field.sensitivity.name }
    let after = column.ingested.map { "\($0.type.rawValue), \($0.sensitivity.name)" } ?? "not read any further"
    let second = column.second.map { ", and \($0.name)" } ?? ""
    return "\(treatment.use) (rule \(treatment.ruleID)) -> \(after)\(second)"
  }

  private func names(_ columns: [PlannedColumn]) -> [String] {
    columns.map { $0.field.name + ($0.isOpen && !$0.isFamily ? "?" : "") }
  }

  private var files: [(what: String, uri: String)] {
    var files = plan.outputs.map { output in
      let part = output.part.flatMap { part in plan.split.map { ", part \($0.parts[part].name)" } } ?? ""
      return (what: "output \(output.name)\(part)", uri: output.uri)
    }
    if let quarantine = plan.quarantine { files.append((what: "quarantine", uri: quarantine)) }
    if let state = plan.state { files.append((what: "fitted state", uri: state)) }
    if let manifest = plan.manifest { files.append((what: "manifest", uri: manifest)) }
    return files
  }
}
