extension Configurable {
  /// All or nothing: arguments that are half understood are not used.
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    let before = decoder.diagnostics.count
    let owner = readKeys(of: node, &decoder)
    let failed = decoder.diagnostics.dropFirst(before).contains { $0.severity == .error }
    return failed ? nil : owner
  }

  package static var names: [String] { parameters.map(\.name) }

  /// The keys that this version carries out.
  static var usableNames: [String] { parameters.filter { $0.refusal == nil }.map(\.name) }

  package var json: JSON? {
    .object(
      Self.parameters.compactMap { parameter in
        parameter.defaultValue(self).map { JSON.Member(parameter.name, $0) }
      })
  }

  /// Reads every key that can be read and reports every one that cannot; `nil` only if the node is no mapping.
  static func readKeys(of node: Node, _ decoder: inout Decoder) -> Self? {
    guard case .mapping(let entries) = node.content else {
      decoder.report(
        .wrongKind, at: node.span, "expected a mapping, found \(node.kind)",
        help: "write `key: value` pairs; the keys are \(usableNames.map { "`\($0)`" }.joined(separator: ", "))")
      return nil
    }
    var owner = Self()
    let parameters = Self.parameters
    var seen: Set<String> = []
    for entry in entries {
      guard let parameter = parameters.first(where: { $0.name == entry.key.value }) else {
        if let meant = reportUnknownKey(entry.key, in: node, &decoder) { seen.insert(meant) }
        continue
      }
      seen.insert(parameter.name)
      decoder.descend(parameter.name) { decoder in
        if let reason = parameter.refusal {
          decoder.report(
            .notYet, at: entry.key.span, "`\(parameter.name)` is part of the language, but \(reason)",
            help: "remove it for now; nothing is silently ignored")
        } else {
          parameter.decode(entry.value, &owner, &decoder)
        }
      }
    }
    for parameter in parameters where parameter.isRequired && !seen.contains(parameter.name) {
      decoder.descend(parameter.name) { decoder in
        decoder.report(
          .missingKey, at: node.span, "`\(parameter.name)` is missing",
          help: "add `\(parameter.name):` (\(parameter.summary.droppingFullStop))")
      }
    }
    return owner
  }

  /// Says where the key belongs, if that can be told; returns the key of this mapping that was probably meant.
  private static func reportUnknownKey(_ key: Located<String>, in node: Node, _ decoder: inout Decoder) -> String? {
    if decoder.isFull { return nil }
    let message = "unknown key `\(key.value)`"
    if names.contains("with"), case .scalar(let use, _)? = node["use"]?.content,
      decoder.argumentNames(use).contains(key.value)
    {
      decoder.descend("with") { decoder in
        decoder.report(
          .unknownKey, at: key.span, message, help: "it is an argument of `\(use)`: move it under `with:`")
      }
      return nil
    }
    if let place = KeyPlaces.home(of: key.value, below: schema) {
      decoder.descend(key.value) { $0.report(.unknownKey, at: key.span, message, help: "move it under `\(place)`") }
      return nil
    }
    if let nearest = Spelling.nearest(to: key.value, among: usableNames) {
      decoder.descend(nearest) { $0.report(.unknownKey, at: key.span, message, help: "did you mean `\(nearest)`?") }
      return nearest
    }
    let isSection = Self.self is any Section.Type
    if isSection, let place = KeyPlaces.home(of: key.value, below: Pipeline.schema) {
      decoder.descend(key.value) { $0.report(.unknownKey, at: key.span, message, help: "move it under `\(place)`") }
      return nil
    }
    if !isSection, StepDeclaration.names.contains(key.value) {
      decoder.report(.unknownKey, at: key.span, message, help: "it stands beside `use:`: move it out of `with:`")
      return nil
    }
    let known = usableNames.map { "`\($0)`" }.joined(separator: ", ")
    decoder.descend(key.value) { decoder in
      decoder.report(
        .unknownKey, at: key.span, message,
        help: known.isEmpty ? "nothing can be given here" : "known here: \(known)")
    }
    return nil
  }
}

extension String {
  /// A help line has no full stop.
  var droppingFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
