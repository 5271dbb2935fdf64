extension Configurable {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    guard case .mapping(let entries) = node.content else {
      decoder.report(
        .wrongKind, at: node.span, "expected a mapping, found \(node.kind)",
        help: "write `key: value` pairs; the keys are \(names.map { "`\($0)`" }.joined(separator: ", "))")
      return nil
    }
    let before = decoder.diagnostics.count
    var owner = Self()
    let parameters = Self.parameters
    var seen: Set<String> = []
    for entry in entries {
      seen.insert(entry.key.value)
      guard let parameter = parameters.first(where: { $0.name == entry.key.value }) else {
        decoder.reportUnknownKey(entry.key, known: names)
        continue
      }
      if let reason = parameter.refusal {
        decoder.report(
          .notYet, at: entry.key.span, "`\(parameter.name)` is part of the language, but \(reason)",
          help: "remove it for now; nothing is silently ignored")
        continue
      }
      parameter.decode(entry.value, &owner, &decoder)
    }
    for parameter in parameters where parameter.isRequired && !seen.contains(parameter.name) {
      decoder.report(
        .missingKey, at: node.span, "`\(parameter.name)` is missing", help: "add `\(parameter.name):`; \(parameter.summary)")
    }
    let failed = decoder.diagnostics.dropFirst(before).contains { $0.severity == .error }
    return failed ? nil : owner
  }

  package static var names: [String] { parameters.map(\.name) }

  package static var schema: JSON {
    .object([
      .init("type", "object"),
      .init(
        "properties",
        .object(
          parameters.map { parameter in
            .init(parameter.name, parameter.documentedSchema(default: parameter.defaultValue(Self())))
          })),
      .init("required", .array(parameters.filter(\.isRequired).map { .string($0.name) })),
      .init("additionalProperties", false),
    ])
  }

  package var json: JSON? {
    .object(
      Self.parameters.compactMap { parameter in
        parameter.defaultValue(self).map { JSON.Member(parameter.name, $0) }
      })
  }
}

extension Parameter {
  func documentedSchema(default value: JSON?) -> JSON {
    guard case .object(var members) = schema else { return schema }
    members.append(.init("description", .string(summary)))
    if let value, !isRequired { members.append(.init("default", value)) }
    return .object(members)
  }
}
