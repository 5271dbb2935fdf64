import Columns
import Configuration
import Privacy

extension PlanBuilder {
  /// Resolves `privacy.release` against the outputs: every one that it covers has its columns, of types that their
  /// hierarchies go with, and no quasi-identifier beside them.
  mutating func release(_ outputs: [PlannedOutput], _ binding: Binding) -> PlannedRelease? {
    guard let privacy = pipeline.privacy?.value, let section = privacy.release, draft.isSound("privacy", "release")
    else { return nil }
    let declaration = section.value
    for name in declaration.outputs ?? [] where !outputs.contains(where: { $0.name == name.value }) {
      decoder.report(
        .badRelease, at: name.span, "there is no output `\(name.value)` to release",
        help: Spelling.nearest(to: name.value, among: outputs.map(\.name)).map { "did you mean `\($0)`?" })
    }
    let names = declaration.outputs.map { Set($0.map(\.value)) }
    var hierarchies: [Hierarchy?] = declaration.quasi.map { _ in nil }
    for output in outputs where names.map({ $0.contains(output.name) }) ?? true {
      guard let view = try? binding.view(named: output.from) else { continue }
      check(output, view, declaration, at: section.span)
      for (position, quasi) in declaration.quasi.enumerated() {
        guard let entry = declaration.hierarchies.entries.first(where: { $0.name.value == quasi.value }),
          let field = view.schema[quasi.value]
        else { continue }
        hierarchies[position] = hierarchy(entry, field)
      }
    }
    return PlannedRelease(
      policy: ReleasePolicy(
        k: declaration.k ?? privacy.k, l: declaration.l, diversity: diversity(declaration), t: declaration.t),
      method: method(declaration), maxSuppressed: declaration.maxSuppressed, quasi: declaration.quasi.map(\.value),
      sensitive: declaration.sensitive.map(\.value), hierarchies: hierarchies, outputs: names)
  }

  private func diversity(_ declaration: ReleaseDeclaration) -> ReleasePolicy.Diversity {
    switch declaration.diversity {
    case .distinct: .distinct
    case .entropy: .entropy
    case .recursive: .recursive(c: declaration.c ?? 1)
    }
  }

  private func method(_ declaration: ReleaseDeclaration) -> ReleaseSearch.Method {
    switch declaration.method {
    case .measure: .measure
    case .suppress: .suppress
    case .generalize: .generalize
    }
  }

  private mutating func check(
    _ output: PlannedOutput, _ view: TableView, _ declaration: ReleaseDeclaration, at span: SourceSpan
  ) {
    if output.format == .npy {
      decoder.report(
        .badRelease, at: span, "output `\(output.name)` is a matrix, whose columns have no coarser values",
        help: "write it as CSV, or name the outputs to release under `outputs:`")
    }
    let named = declaration.quasi + declaration.sensitive
    for column in named where !view.columns.contains(where: { !$0.isFamily && $0.field.name == column.value }) {
      decoder.report(
        .badRelease, at: column.span, "output `\(output.name)` has no column `\(column.value)` to release by",
        help: Spelling.nearest(to: column.value, among: view.columns.map(\.field.name)).map { "did you mean `\($0)`?" }
          ?? "name the outputs that have it under `outputs:`")
    }
    for column in view.columns where column.field.sensitivity == .quasi {
      guard !named.contains(where: { $0.value == column.field.name }) else { continue }
      decoder.report(
        .uncountedQuasi, at: span,
        "output `\(output.name)` holds the quasi-identifier `\(column.field.name)`, which the release does not count "
          + "(path: \(column.path.joined(separator: " -> ")))",
        help: "name it under `quasi:` or `sensitive:`, or drop it by a privacy rule")
    }
    for column in declaration.quasi {
      guard let field = view.schema[column.value], field.sensitivity == .pseudonym else { continue }
      decoder.report(
        .badRelease, at: column.span, "column `\(column.value)` holds tokens, which identify by themselves",
        help: "leave it out of `quasi:`; k counts the people whom tokens of the subject name")
    }
  }

  /// The levels that the pipeline gives for a column; `nil`, and a report, where they do not go with it.
  private mutating func hierarchy(_ entry: Named<HierarchyDeclaration>.Entry, _ field: Field) -> Hierarchy? {
    let declaration = entry.value, span = entry.name.span
    func isAscending<Value: Comparable>(_ values: [Value]) -> Bool {
      zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
    }
    var problem: String?
    var steps: [Coarsening] = []
    switch field.type {
    case .int, .float:
      let widths = declaration.widths ?? []
      let ratios = zip(widths, widths.dropFirst()).map { $1 / $0 }
      if declaration.widths == nil {
        problem = "is a number: it is generalized by `widths`"
      } else if field.type == .int, widths.contains(where: { $0 != $0.rounded() || $0 > Hierarchy.widthLimit }) {
        problem = "is an int column: its `widths` are whole numbers up to 10^15"
      } else if ratios.contains(where: { $0 < 2 || abs($0 - $0.rounded()) > 1e-9 }) {
        problem = "needs `widths` each of which is a multiple of the one before"
      }
      steps = widths.map { .range($0) }
    case .date, .timestamp:
      let periods = (declaration.periods ?? []).map(\.planned)
      if declaration.periods == nil {
        problem = "is a date: it is generalized by `periods`"
      } else if !isAscending(periods.map(\.order)) {
        problem = "needs `periods` from the shortest to the longest"
      } else if field.type == .date, periods.contains(.day) {
        problem = "is a date, which is a day already"
      }
      steps = periods.map { .period($0) }
    case .string, .text, .category:
      let prefixes = declaration.prefixes ?? []
      if declaration.prefixes == nil, declaration.groups == nil {
        problem = "is text: it is generalized by `prefixes` or `groups`"
      } else if !isAscending(prefixes.reversed()) {
        problem = "needs `prefixes` from the most characters to the fewest"
      }
      steps = prefixes.map { .prefix($0) } + (declaration.groups.map { [.groups(Self.byValue($0))] } ?? [])
    case .bool: problem = "is a bool: nothing lies between its values and one value for both"
    }
    guard let problem else { return Hierarchy(steps) }
    decoder.report(.badRelease, at: span, "the quasi-identifier `\(entry.name.value)` \(problem)")
    return nil
  }

  private static func byValue(_ groups: Named<[String]>) -> [String: String] {
    var groupOf: [String: String] = [:]
    for entry in groups.entries {
      for value in entry.value { groupOf[value] = entry.name.value }
    }
    return groupOf
  }
}

extension HierarchyDeclaration.Period {
  fileprivate var planned: ReleasePeriod {
    switch self {
    case .day: .day
    case .month: .month
    case .quarter: .quarter
    case .year: .years(1)
    case .fiveYears: .years(5)
    case .tenYears: .years(10)
    }
  }
}
