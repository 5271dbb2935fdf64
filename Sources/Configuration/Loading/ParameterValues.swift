/// The values of a pipeline's declared parameters: the text that `${params.x}` stands for, and the typed value.
struct ParameterValues {
  private(set) var texts: [String: String] = [:]
  private(set) var values: [String: JSON] = [:]
  /// All declared names, also of those without a value.
  private(set) var names: [String] = []

  /// Reads `params:` of the pipeline's root and applies the overrides. The declarations themselves are judged when the
  /// pipeline is decoded; here only values are.
  init(of root: Node, overrides: [Override], _ decoder: inout Decoder) {
    var silent = Decoder(file: decoder.file)
    let declarations = root["params"].flatMap { Named<ParameterDeclaration>.decode($0, &silent) } ?? .init()
    names = declarations.names
    reportUnknown(overrides, &decoder)
    for (name, declaration) in declarations.entries.map({ ($0.name, $0.value) }) {
      guard silent.isSound(name.value) else { continue }
      let override = overrides.last { $0.name == name.value }
      decoder.descend("params", name.value) { decoder in resolve(name, declaration, override, &decoder) }
    }
  }

  private mutating func resolve(
    _ name: Located<String>, _ declaration: ParameterDeclaration, _ override: Override?, _ decoder: inout Decoder
  ) {
    let type = declaration.type
    // A default of the wrong type is wrong even where an override hides it.
    let initial = declaration.default.flatMap { given in
      let value = type.value(of: given.value)
      if value == nil {
        decoder.report(
          .badParameterValue, at: given.span, "the default of `\(name.value)` is not \(type.article)",
          help: "write \(type.form)")
      }
      return value.map { (text: given.value, value: $0) }
    }
    if let override {
      if let value = type.value(of: override.value) {
        texts[name.value] = override.value
        values[name.value] = value
      } else {
        decoder.report(
          Diagnostic(
            .badParameterValue, at: override.place, "the value given for `\(name.value)` is not \(type.article)",
            help: "write \(type.form)"))
      }
    } else if let initial {
      texts[name.value] = initial.text
      values[name.value] = initial.value
    } else if declaration.default == nil {
      decoder.report(
        .missingValue, at: name.span, "parameter `\(name.value)` has no value",
        help: "give one with `--set \(name.value)=VALUE`, or declare a `default:`")
    }
  }

  private func reportUnknown(_ overrides: [Override], _ decoder: inout Decoder) {
    for override in overrides where !names.contains(override.name) {
      decoder.report(
        Diagnostic(
          .unknownParameter, at: override.place, "the pipeline has no parameter `\(override.name)`",
          help: Spelling.nearest(to: override.name, among: names).map { "did you mean `\($0)`?" }
            ?? (names.isEmpty
              ? "it declares none under `params:`"
              : "its parameters are \(names.map { "`\($0)`" }.joined(separator: ", "))")))
    }
  }
}

extension ParameterDeclaration.Kind {
  /// The typed value, or `nil` if the text is not one.
  func value(of text: String) -> JSON? {
    switch self {
    case .int: YAMLScalar.int(text).map { .int(Int64($0)) }
    case .float: YAMLScalar.float(text).flatMap { $0.isFinite ? .float($0) : nil }
    case .bool: YAMLScalar.bool(text).map { .bool($0) }
    case .string: .string(text)
    case .date: YAMLScalar.isDate(text) ? .string(text) : nil
    }
  }

  fileprivate var article: String {
    switch self {
    case .int: "a whole number"
    case .float: "a finite number"
    case .bool: "true or false"
    case .string: "text"
    case .date: "a date"
    }
  }

  fileprivate var form: String {
    switch self {
    case .int: "a whole number such as 5"
    case .float: "a number such as 0.2"
    case .bool: "`true` or `false`"
    case .string: "text"
    case .date: "a day of the calendar as yyyy-mm-dd"
    }
  }
}
