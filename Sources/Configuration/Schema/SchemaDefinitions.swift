/// Takes the schemas of sections out of the places that hold them, into `$defs`, and lets a reference stand for every
/// scalar that is not text already.
struct SchemaDefinitions {
  private var bodies: [(name: String, schema: JSON)] = [
    (
      "Reference",
      [
        "type": "string", "pattern": "\\$\\{(params\\.|env\\.|run\\.id\\})",
        "description": "A value filled in from `params:` or the environment.",
      ]
    )
  ]

  /// Sections in which nothing is filled in.
  private static let literal: Set<String> = [
    String(describing: ParameterDeclaration.self), String(describing: SecretReference.self),
    String(describing: PassphraseReference.self), String(describing: VaultReference.self),
    String(describing: TransitReference.self), String(describing: VaultTokenReference.self),
    String(describing: AWSSecretReference.self),
  ]

  /// By name.
  var all: [JSON.Member] {
    bodies.sorted { $0.name < $1.name }.map { JSON.Member($0.name, $0.schema) }
  }

  /// The schema of one mapping, with references in place of the mappings below it.
  mutating func body(_ schema: JSON, takesReferences: Bool = true) -> JSON {
    guard case .object(var members) = schema else { return schema }
    for position in members.indices {
      switch members[position].name {
      case "properties":
        let properties = members[position].value.object ?? []
        members[position].value = .object(
          properties.map { JSON.Member($0.name, value($0.value, takesReferences)) })
      case "items", "additionalProperties":
        members[position].value = value(members[position].value, takesReferences)
      // Alternatives may overlap once each of them takes references.
      case "anyOf", "oneOf":
        members[position].name = "anyOf"
        members[position].value = .array((members[position].value.array ?? []).map { value($0, takesReferences) })
      default: break
      }
    }
    return .object(members)
  }

  private mutating func value(_ schema: JSON, _ takesReferences: Bool) -> JSON {
    guard case .object(let members) = schema else { return schema }
    if let title = schema["title"]?.string, schema["properties"] != nil {
      return reference(to: title, schema)
    }
    let isClosedScalar =
      schema["enum"] != nil || ["integer", "number", "boolean"].contains(schema["type"]?.string ?? "")
    guard takesReferences, isClosedScalar else { return body(schema, takesReferences: takesReferences) }
    let notes: Set<String> = ["description", "default"]
    let bare = JSON.object(members.filter { !notes.contains($0.name) })
    return .object(
      [.init("anyOf", [bare, ["$ref": "#/$defs/Reference"]])] + members.filter { notes.contains($0.name) })
  }

  /// What stands beside the mapping's own keywords (a description, a bound) stays at the place that refers to it.
  private mutating func reference(to title: String, _ schema: JSON) -> JSON {
    let own: Set<String> = ["type", "title", "properties", "required", "additionalProperties"]
    let members = schema.object ?? []
    define(title, .object(members.filter { own.contains($0.name) }))
    return .object([.init("$ref", .string("#/$defs/\(title)"))] + members.filter { !own.contains($0.name) })
  }

  private mutating func define(_ name: String, _ schema: JSON) {
    if bodies.contains(where: { $0.name == name }) { return }
    // Reserves the name first: nothing below can contain itself, but it may define others.
    let position = bodies.count
    bodies.append((name, [:]))
    bodies[position].schema = body(schema, takesReferences: !Self.literal.contains(name))
  }

  /// Narrows `use` to the names and, for each of them, `with` to its arguments.
  mutating func choose<Owner: Configurable>(among choices: [PipelineSchema.Choice], in owner: Owner.Type) {
    let title = String(describing: owner)
    guard let position = bodies.firstIndex(where: { $0.name == title }),
      case .object(var members) = bodies[position].schema,
      let properties = members.firstIndex(where: { $0.name == "properties" }),
      case .object(var keys) = members[properties].value, let use = keys.firstIndex(where: { $0.name == "use" })
    else { preconditionFailure("the language has no such section with `use`") }
    let names = choices.map { choice -> JSON in
      ["const": .string(choice.name), "description": .string(choice.summary)]
    }
    let description = keys[use].value["description"] ?? .null
    keys[use].value = ["description": description, "anyOf": .array(names + [["$ref": "#/$defs/Reference"]])]
    members[properties].value = .object(keys)
    members.append(.init("allOf", .array(choices.map { condition(for: $0, in: title) })))
    bodies[position].schema = .object(members)
  }

  /// Puts a section that only a higher target knows in the place of a key's mapping.
  mutating func fill<Owner: Configurable>(_ key: String, of owner: Owner.Type, with schema: JSON) {
    guard let position = bodies.firstIndex(where: { $0.name == String(describing: owner) }),
      case .object(var members) = bodies[position].schema,
      let properties = members.firstIndex(where: { $0.name == "properties" }),
      case .object(var keys) = members[properties].value, let place = keys.firstIndex(where: { $0.name == key })
    else { preconditionFailure("the language has no such key there") }
    let description = keys[place].value["description"] ?? .null
    guard case .object(let own) = value(schema, true) else { preconditionFailure("a section is a mapping") }
    keys[place].value = .object(own + [.init("description", description)])
    members[properties].value = .object(keys)
    bodies[position].schema = .object(members)
  }

  private mutating func condition(for choice: PipelineSchema.Choice, in owner: String) -> JSON {
    // Treatments and transformers of one name must not share a definition.
    let name = owner == String(describing: PrivacyRuleDeclaration.self) ? "treatment_\(choice.name)" : choice.name
    define(name, choice.schema)
    let needsArguments = !(choice.schema["required"]?.array ?? []).isEmpty
    var then: [JSON.Member] = [.init("properties", ["with": ["$ref": .string("#/$defs/\(name)")]])]
    if needsArguments { then.append(.init("required", ["with"])) }
    return [
      "if": ["properties": ["use": ["const": .string(choice.name)]], "required": ["use"]], "then": .object(then),
    ]
  }
}
