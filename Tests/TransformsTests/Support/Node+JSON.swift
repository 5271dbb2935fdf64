import Configuration

extension Node {
  /// The node that a YAML file with this value would give.
  init(_ json: JSON) {
    let content: Node.Content =
      switch json {
      case .string(let text): .scalar(text, isPlain: false)
      case .array(let elements): .sequence(elements.map { Node($0) })
      case .object(let members):
        .mapping(members.map { .init(key: Located($0.name, at: .init(line: 1, column: 1)), value: Node($0.value)) })
      case .null, .bool, .int, .float: .scalar(json.canonical, isPlain: true)
      }
    self.init(content, at: SourceSpan(line: 1, column: 1))
  }
}
