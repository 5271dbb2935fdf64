package import Configuration
import Plan
import Privacy

extension TableCheck {
  package var text: String {
    var text = "table \(request.path): \(figures.rows) rows in \(figures.classes) classes of "
    text += "\(request.quasi.joined(separator: ", "))\n"
    let counted = request.subject == nil ? "rows" : "people"
    text += "  k = \(figures.k.map { "\($0) \(counted)" } ?? "none: there are no rows")\n"
    if !figures.sensitive.isEmpty {
      var rows = [["sensitive", "l", "entropy l", "recursive c", "t", "distance"]]
      rows += figures.sensitive.map { column in
        [
          column.name, String(column.distinct), ReleaseFigures.text(column.entropy),
          column.recursive.map { "\(ReleaseFigures.text($0)) at l = \(column.recursiveL)" } ?? "none",
          ReleaseFigures.text(column.t), column.isOrdered ? "ordered" : "equal",
        ]
      }
      text += Table(rows: rows).text(indent: 2)
    }
    return text
  }

  package var json: JSON {
    let shortcomings = shortcomings
    return [
      "table": .string(request.path), "rows": .int(Int64(figures.rows)), "classes": .int(Int64(figures.classes)),
      "quasi": .array(request.quasi.map { .string($0) }), "counted": request.subject == nil ? "rows" : "people",
      "k": figures.k.map { .int(Int64($0)) } ?? .null,
      "sensitive": .array(
        figures.sensitive.map { column in
          [
            "column": .string(column.name), "distinct_l": .int(Int64(column.distinct)),
            "entropy_l": .float(column.entropy), "recursive_c": column.recursive.map { .float($0) } ?? .null,
            "recursive_l": .int(Int64(column.recursiveL)), "t": .float(column.t),
            "distance": column.isOrdered ? "ordered" : "equal",
          ]
        }),
      "passed": .bool(shortcomings.isEmpty), "shortcomings": .array(shortcomings.map { .string($0) }),
    ]
  }
}
