package import Configuration
import Plan
import Transforms

extension StateCheck {
  package var text: String {
    var text = "state \(path): pipeline \(pipeline), fitted with "
    text += "\(fittedK.map { "k = \($0)" } ?? "no k")\(key == nil ? "" : ", under a key")\n"
    text +=
      "digest: \(isDigestRight ? "right: nothing was damaged; it takes no key, so it shows no author" : "broken")\n"
    for step in steps {
      text += "\n\(step.id): \(step.use)\n"
      text += "  reveals: \(step.reveals)\n"
      if step.holdings.isEmpty {
        text += "  holds: nothing of any row\n"
      } else {
        text += Table(rows: step.holdings.map { ["holds", $0.path, $0.column ?? "", $0.summary] }).text(indent: 2)
      }
    }
    return text
  }

  package var json: JSON {
    [
      "state": .string(path), "pipeline": .string(pipeline), "fitted_k": fittedK.map { .int($0) } ?? .null,
      "k": .int(Int64(k)), "key": key.map { .string($0) } ?? .null, "digest": isDigestRight ? "right" : "broken",
      "passed": .bool(!hasFailed),
      "steps": .array(
        steps.map { step in
          [
            "id": .string(step.id), "use": .string(step.use), "reveals": .string(step.reveals),
            "holds": .array(step.holdings.map(\.json)),
          ]
        }),
      "findings": .array(
        findings.map { finding in
          [
            "code": .string(finding.code.id), "severity": .string(finding.severity.rawValue),
            "step": finding.step.map { .string($0) } ?? .null, "message": .string(finding.message),
          ]
        }),
    ]
  }
}

extension StateHolding {
  fileprivate var word: String {
    switch holding {
    case .categories: "categories"
    case .values: "values"
    case .counts: "counts"
    case .orderStatistics: "order_statistics"
    case .statistics: "statistics"
    case .rows: "rows"
    case .structure, .parts: "structure"
    }
  }

  /// `12 categories, the rarest with 31 rows`.
  fileprivate var summary: String {
    let things =
      switch holding {
      case .categories: count == 1 ? "category" : "categories"
      case .values: count == 1 ? "value" : "values"
      case .counts: count == 1 ? "count" : "counts"
      case .orderStatistics: count == 1 ? "order statistic" : "order statistics"
      case .statistics: count == 1 ? "statistic of many rows" : "statistics of many rows"
      case .rows: "values of single rows"
      case .structure, .parts: "parts"
      }
    guard let smallest else { return "\(count) \(things)" }
    return "\(count) \(things), the smallest of \(smallest) rows"
  }

  private var smallest: Int64? { counts?.filter { $0 > 0 }.min() }

  fileprivate var json: JSON {
    [
      "member": .string(path), "column": column.map { .string($0) } ?? .null, "what": .string(word),
      "count": .int(Int64(count)), "smallest_count": smallest.map { .int($0) } ?? .null,
    ]
  }
}
