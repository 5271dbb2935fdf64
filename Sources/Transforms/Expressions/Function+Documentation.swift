extension Function {
  /// The tables of `docs/expressions.md`: every function and operator, group by group.
  static var markdown: String {
    Group.allCases.map { group in
      let rows = all.filter { $0.group == group }.map { function in
        "| \(function.written) | \(function.types) | \(function.summary) |"
      }
      return "### \(group.title)\n\n| written | types | result |\n|---|---|---|\n" + rows.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  private var written: String {
    isCall || usage.contains("(")
      ? "`\(usage)`" : usage.split(separator: ", ").map { "`\($0)`" }.joined(separator: ", ")
  }

  /// The signatures, words of one place taken together.
  private var types: String {
    var lines: [String] = []
    for overload in overloads {
      let parameters = overload.parameters.map { parameter in
        if case .value(let type) = parameter { type.rawValue } else { "unit" }
      }
      let line =
        "\(parameters.joined(separator: ", "))\(overload.repeatsLast ? ", …" : "") → \(overload.result.rawValue)"
      if !lines.contains(line) { lines.append(line) }
    }
    return lines.joined(separator: "; ")
  }
}

extension Function.Group {
  fileprivate var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
