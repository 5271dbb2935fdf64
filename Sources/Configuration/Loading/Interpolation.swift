/// Fills `${params.x}`, `${env.X}` and `${run.id}` into the scalars of a node tree.
///
/// Filling happens after parsing, so that no value can change the structure of the file, and before decoding, so that
/// the result is coerced like any other scalar.
struct Interpolation {
  private let parameters: ParameterValues
  private let environment: EnvironmentVariables
  private let allowed: [String]
  private let runId: String

  init(of root: Node, _ context: PipelineContext, _ parameters: ParameterValues) {
    var silent = Decoder(file: "")
    allowed = root["env"].flatMap { [String].decode($0, &silent) } ?? []
    self.parameters = parameters
    environment = context.environment
    runId = context.runId
  }

  /// Sections that are taken as they are: secrets because nothing may be smuggled into them, the others because they
  /// define what is filled in.
  private static let literalSections: Set<String> = ["secrets", "params", "env"]

  func fill(_ root: Node, _ decoder: inout Decoder) -> Node {
    guard case .mapping(let entries) = root.content else { return root }
    return Node(.mapping(fill(entries, isLiteral: Self.literalSections.contains, &decoder)), at: root.span)
  }

  private func fill(
    _ entries: [Node.Entry], isLiteral: (String) -> Bool, _ decoder: inout Decoder
  ) -> [Node.Entry] {
    entries.map { entry in
      if entry.key.value.contains("${") {
        decoder.report(
          .badReference, at: entry.key.span, "a key holds `${`; nothing is filled into keys",
          help: "write the key out")
      }
      let isLiteral = isLiteral(entry.key.value)
      let value = decoder.descend(entry.key.value) { decoder in
        isLiteral ? refuse(entry.value, under: entry.key.value, &decoder) : fill(entry.value, below: &decoder)
      }
      return Node.Entry(key: entry.key, value: value)
    }
  }

  private func fill(_ node: Node, below decoder: inout Decoder) -> Node {
    switch node.content {
    case .scalar(let text, _):
      guard text.contains("${") else { return node }
      return Node(filled(text, at: node.span, &decoder), at: node.span)
    case .sequence(let items):
      let filled = items.enumerated().map { position, item in
        decoder.descend(String(position)) { fill(item, below: &$0) }
      }
      return Node(.sequence(filled), at: node.span)
    case .mapping(let entries):
      return Node(.mapping(fill(entries, isLiteral: { _ in false }, &decoder)), at: node.span)
    }
  }

  /// Reports each reference below `node`, and leaves it as it is.
  private func refuse(_ node: Node, under section: String, _ decoder: inout Decoder) -> Node {
    switch node.content {
    case .scalar(let text, _):
      if text.contains("${") {
        decoder.report(
          .badReference, at: node.span, "nothing is filled in under `\(section)`",
          help: section == "secrets"
            ? "say where the secret comes from, such as {file: keys/dev.keyring}" : "write the value out")
        decoder.giveUp(on: node.span)
      }
    case .sequence(let items): for item in items { _ = refuse(item, under: section, &decoder) }
    case .mapping(let entries): for entry in entries { _ = refuse(entry.value, under: section, &decoder) }
    }
    return node
  }

  // MARK: One scalar

  private func filled(_ text: String, at span: SourceSpan, _ decoder: inout Decoder) -> Node.Content {
    var result = ""
    var rest = Substring(text)
    var isFilled = false
    var hasFailed = false
    while let opening = rest.firstRange(of: "${") {
      let before = rest[..<opening.lowerBound]
      if before.hasSuffix("$") {
        // `$${`: the second dollar sign and the brace are meant.
        result += before.dropLast() + "${"
        rest = rest[opening.upperBound...]
        continue
      }
      result += before
      guard let closing = rest[opening.upperBound...].firstIndex(of: "}") else {
        decoder.report(
          .badReference, at: span, "a reference `${` is not closed",
          help: "close it with `}`, or write `$${` for the characters")
        hasFailed = true
        break
      }
      let reference = String(rest[opening.upperBound..<closing])
      if let value = value(of: reference, at: span, &decoder) {
        result += value
        isFilled = true
      } else {
        hasFailed = true
      }
      rest = rest[rest.index(after: closing)...]
    }
    if hasFailed {
      decoder.giveUp(on: span)
      return .scalar(text, isPlain: false)
    }
    result += rest
    // An empty value, or a word that YAML reads as null, is text here: what is filled in is never absent.
    return .scalar(result, isPlain: isFilled && !YAMLScalar.isNull(result))
  }

  private func value(of reference: String, at span: SourceSpan, _ decoder: inout Decoder) -> String? {
    if reference == "run.id" { return runId }
    if reference.hasPrefix("params.") {
      let name = String(reference.dropFirst("params.".count))
      if let text = parameters.texts[name] { return text }
      // A declared parameter without a usable value has been reported at its declaration.
      guard !parameters.names.contains(name) else {
        decoder.giveUp(on: span)
        return nil
      }
      decoder.report(
        .badReference, at: span, "there is no parameter `\(name)`",
        help: Spelling.nearest(to: name, among: parameters.names).map { "did you mean `${params.\($0)}`?" }
          ?? "declare it under `params:`")
      return nil
    }
    if reference.hasPrefix("env.") {
      return variable(String(reference.dropFirst("env.".count)), at: span, &decoder)
    }
    decoder.report(
      .badReference, at: span, "`${\(reference)}` is not a reference",
      help: suggestion(for: reference)
        ?? "references are ${params.NAME}, ${env.NAME} and ${run.id}; write `$${` for the characters")
    return nil
  }

  private func variable(_ name: String, at span: SourceSpan, _ decoder: inout Decoder) -> String? {
    guard allowed.contains(name) else {
      decoder.report(
        .badReference, at: span, "the environment variable `\(name)` is not allowed",
        help: Spelling.nearest(to: name, among: allowed).map { "did you mean `${env.\($0)}`?" }
          ?? "list it under `env:` at the top of the pipeline")
      return nil
    }
    guard let value = environment[name] else {
      decoder.report(
        .missingValue, at: span, "the environment variable `\(name)` is not set", help: "set it before the run")
      return nil
    }
    return value
  }

  private func suggestion(for reference: String) -> String? {
    if parameters.names.contains(reference) { return "did you mean `${params.\(reference)}`?" }
    if allowed.contains(reference) { return "did you mean `${env.\(reference)}`?" }
    let known = ["run.id"] + parameters.names.map { "params.\($0)" } + allowed.map { "env.\($0)" }
    return Spelling.nearest(to: reference, among: known).map { "did you mean `${\($0)}`?" }
  }
}
