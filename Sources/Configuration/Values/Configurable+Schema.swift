extension Configurable {
  /// JSON Schema of the section, with its type's name as title, from which `PipelineSchema` makes a shared definition.
  package static var schema: JSON {
    let usable = parameters.filter { $0.refusal == nil }
    var members: [JSON.Member] = [
      .init("type", "object"),
      .init("title", .string(String(describing: Self.self))),
      .init(
        "properties",
        .object(
          usable.map { parameter in
            .init(parameter.name, parameter.documentedSchema(default: parameter.defaultValue(Self())))
          })),
    ]
    let required = usable.filter(\.isRequired)
    if !required.isEmpty { members.append(.init("required", .array(required.map { .string($0.name) }))) }
    members.append(.init("additionalProperties", false))
    return .object(members)
  }
}

extension Parameter {
  fileprivate func documentedSchema(default value: JSON?) -> JSON {
    guard case .object(var members) = schema else { return schema }
    members.append(.init("description", .string(summary)))
    if let value, !isRequired { members.append(.init("default", value)) }
    return .object(members)
  }
}
