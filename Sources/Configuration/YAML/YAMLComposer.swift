/// Folds events into one `Node`, and refuses what the reader refuses.
struct YAMLComposer: ~Copyable {
  /// A single diagnostic, as typed throws want an error type.
  struct Failure: Error {
    let diagnostic: Diagnostic
  }

  private var events: YAMLEventStream
  private let source: SourceText
  private var anchors: [String: Anchored] = [:]
  /// Anchors whose node is still being read: an alias to one of them would be a cycle.
  private var openAnchors: Set<String> = []
  /// Nodes so far, aliases expanded.
  private var count = 0

  private struct Anchored {
    let node: Node
    let count: Int
    let height: Int
  }

  init(_ events: consuming YAMLEventStream, _ source: SourceText) {
    self.events = events
    self.source = source
  }

  /// The only document of the stream.
  mutating func document() throws(Failure) -> Node {
    _ = try next()
    let first = try next()
    guard case .documentStart(let version) = first.kind else {
      throw failure(
        .missingKey, SourceSpan(line: 1, column: 1), "the file is empty", help: "a pipeline starts with `featurize: 1`")
    }
    if let version, version != (1, 2) {
      throw failure(
        .unsupportedYAML, span(first), "the file asks for YAML \(version.major).\(version.minor)",
        help: "remove the %YAML line; the pipeline language is YAML 1.2")
    }
    let root = try node(try next(), depth: 1)
    _ = try next()
    let after = try next()
    guard case .streamEnd = after.kind else {
      throw failure(
        .unsupportedYAML, span(after), "a second document begins here",
        help: "one file holds one pipeline: remove `---`")
    }
    return root
  }

  private mutating func node(_ event: YAMLEvent, depth: Int) throws(Failure) -> Node {
    guard depth <= YAMLReader.maximumDepth else { throw tooDeep(event) }
    if case .alias(let name) = event.kind { return try expansion(of: name, event, depth: depth) }
    let before = count
    try add(1, event)
    if let anchor = event.anchor { openAnchors.insert(anchor) }
    let node: Node
    switch event.kind {
    case .scalar(let text, let isPlain):
      node = Node(.scalar(text, isPlain: try plainness(of: event, isPlain)), at: span(event))
    case .sequenceStart(let isFlow):
      try checkTag(of: event, is: "seq")
      var items: [Node] = []
      var item = try next()
      while !item.isEnd {
        items.append(try self.node(item, depth: depth + 1))
        item = try next()
      }
      node = Node(.sequence(items), at: collectionSpan(event, isFlow: isFlow, to: item))
    case .mappingStart(let isFlow):
      try checkTag(of: event, is: "map")
      let (entries, end) = try mapping(depth: depth)
      node = Node(.mapping(entries), at: collectionSpan(event, isFlow: isFlow, to: end))
    default: preconditionFailure("libyaml closes what it opens")
    }
    if let anchor = event.anchor {
      openAnchors.remove(anchor)
      anchors[anchor] = Anchored(node: node, count: count - before, height: node.height)
    }
    return node
  }

  private mutating func mapping(depth: Int) throws(Failure) -> (entries: [Node.Entry], end: YAMLEvent) {
    var entries: [Node.Entry] = []
    var places: [String: SourceSpan] = [:]
    while true {
      let event = try next()
      if event.isEnd { return (entries, event) }
      let key = try key(event, depth: depth)
      if let first = places.updateValue(key.span, forKey: key.value) {
        throw failure(
          .duplicateKey, key.span, "`\(key.value)` occurs twice in this mapping",
          help: "it is first given at \(first.line):\(first.column); keep one of the two")
      }
      entries.append(.init(key: key, value: try node(try next(), depth: depth + 1)))
    }
  }

  private mutating func key(_ event: YAMLEvent, depth: Int) throws(Failure) -> Located<String> {
    let key = try node(event, depth: depth + 1)
    guard case .scalar(let text, let isPlain) = key.content, !key.isNull else {
      throw failure(.unsupportedYAML, key.span, "a key must be text, found \(key.kind)", help: "write `name: value`")
    }
    if text == "<<", isPlain {
      throw failure(
        .unsupportedYAML, key.span, "merge keys are not part of the pipeline language",
        help: "repeat the keys, or share a whole value with an anchor `&name` and an alias `*name`")
    }
    return Located(text, at: key.span)
  }

  private mutating func expansion(of name: String, _ event: YAMLEvent, depth: Int) throws(Failure) -> Node {
    if openAnchors.contains(name) {
      throw failure(
        .unsupportedYAML, span(event), "the alias stands inside its own anchor", help: "a value cannot contain itself")
    }
    guard let anchored = anchors[name] else {
      throw failure(
        .invalidYAML, span(event), "no anchor of this name stands above",
        help: Spelling.nearest(to: name, among: anchors.keys.sorted()).map { "did you mean `*\($0)`?" }
          ?? "quote the text if it is not meant as an alias")
    }
    try add(anchored.count, event)
    guard depth + anchored.height - 1 <= YAMLReader.maximumDepth else { throw tooDeep(event) }
    return Node(anchored.node.content, at: span(event))
  }

  // MARK: Tags

  /// `!!str 12` is text, `!!int "12"` is a number.
  private func plainness(of event: YAMLEvent, _ isPlain: Bool) throws(Failure) -> Bool {
    switch event.tag {
    case nil: return isPlain
    case "!", "tag:yaml.org,2002:str": return false
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null":
      return true
    default: throw unknownTag(event)
    }
  }

  private func checkTag(of event: YAMLEvent, is name: String) throws(Failure) {
    guard let tag = event.tag, tag != "!", tag != "tag:yaml.org,2002:\(name)" else { return }
    throw unknownTag(event)
  }

  private func unknownTag(_ event: YAMLEvent) -> Failure {
    failure(.unsupportedYAML, span(event), "this tag is not part of the pipeline language", help: "remove the `!` word")
  }

  // MARK: Places and failures

  private mutating func next() throws(Failure) -> YAMLEvent {
    do throws(YAMLSyntaxError) {
      return try events.next()
    } catch {
      throw Failure(diagnostic: YAMLProblem.diagnostic(for: error, in: source))
    }
  }

  private mutating func add(_ nodes: Int, _ event: YAMLEvent) throws(Failure) {
    count += nodes
    guard count <= YAMLReader.maximumNodes else {
      throw failure(
        .tooLarge, span(event), "the file has more than \(YAMLReader.maximumNodes) values, aliases expanded",
        help: "divide the pipeline, or use fewer aliases")
    }
  }

  private func tooDeep(_ event: YAMLEvent) -> Failure {
    failure(
      .tooLarge, span(event), "values are nested more than \(YAMLReader.maximumDepth) deep",
      help: "no pipeline needs that")
  }

  private func span(_ event: YAMLEvent) -> SourceSpan { source.span(from: event.start, to: event.end) }

  /// A flow collection is underlined whole, a block collection by its first character: its end says little.
  private func collectionSpan(_ event: YAMLEvent, isFlow: Bool, to end: YAMLEvent) -> SourceSpan {
    source.span(from: event.start, to: isFlow ? end.end : event.start)
  }

  private func failure(_ code: DiagnosticCode, _ span: SourceSpan, _ message: String, help: String) -> Failure {
    Failure(diagnostic: Diagnostic(code, at: .file(source.file, span), message, help: help))
  }
}

extension YAMLEvent {
  fileprivate var isEnd: Bool {
    switch kind {
    case .sequenceEnd, .mappingEnd: true
    default: false
    }
  }
}

extension Node {
  /// Levels of nesting, 1 for a scalar.
  fileprivate var height: Int {
    switch content {
    case .scalar: 1
    case .sequence(let items): 1 + (items.map(\.height).max() ?? 0)
    case .mapping(let entries): 1 + (entries.map(\.value.height).max() ?? 0)
    }
  }
}
