import CYAML

/// One of libyaml's events, copied out of C, with the characters it spans.
struct YAMLEvent {
  enum Kind {
    case streamStart, streamEnd, documentEnd, sequenceEnd, mappingEnd
    /// `version`: of a `%YAML` directive.
    case documentStart(version: (major: Int, minor: Int)?)
    case alias(String)
    case scalar(String, isPlain: Bool)
    case sequenceStart(isFlow: Bool)
    case mappingStart(isFlow: Bool)
  }

  let kind: Kind
  let anchor: String?
  /// Resolved, as in `tag:yaml.org,2002:str`.
  let tag: String?
  /// 0-based numbers of characters (Unicode scalars) in the text; the end is exclusive.
  let start: Int
  let end: Int
}

/// Why libyaml stopped. Its sentences are fixed texts that quote nothing of the input.
struct YAMLSyntaxError: Error {
  let problem: String
  /// What was being read, and where that began.
  let context: String?
  let contextStart: Int?
  /// 0-based number of the character.
  let index: Int
}

/// libyaml's parser over UTF-8 bytes that outlive it: the only file that speaks to the C library.
struct YAMLEventStream: ~Copyable {
  /// On the heap: libyaml keeps the parser's own address inside it.
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// `bytes` must be valid UTF-8 and stay in place for as long as the stream lives.
  init(over bytes: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    precondition(yaml_parser_initialize(parser) == 1, "out of memory")
    // Never guess UTF-16 from the first bytes.
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    let empty = UnsafePointer<UInt8>(bitPattern: 1)!
    yaml_parser_set_input_string(parser, bytes.baseAddress ?? empty, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event; not to be called after `.streamEnd` or an error.
  mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
    defer { yaml_event_delete(&event) }
    let start = Int(event.start_mark.index)
    let end = Int(event.end_mark.index)

    func made(_ kind: YAMLEvent.Kind, anchor: String? = nil, tag: String? = nil) -> YAMLEvent {
      YAMLEvent(kind: kind, anchor: anchor, tag: tag, start: start, end: end)
    }

    switch event.type {
    case YAML_STREAM_START_EVENT: return made(.streamStart)
    case YAML_DOCUMENT_START_EVENT:
      let version = event.data.document_start.version_directive
      return made(.documentStart(version: version.map { (Int($0.pointee.major), Int($0.pointee.minor)) }))
    case YAML_DOCUMENT_END_EVENT: return made(.documentEnd)
    case YAML_ALIAS_EVENT: return made(.alias(Self.text(event.data.alias.anchor) ?? ""))
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return made(
        .scalar(String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE),
        anchor: Self.text(scalar.anchor), tag: Self.text(scalar.tag))
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      return made(
        .sequenceStart(isFlow: sequence.style == YAML_FLOW_SEQUENCE_STYLE), anchor: Self.text(sequence.anchor),
        tag: Self.text(sequence.tag))
    case YAML_SEQUENCE_END_EVENT: return made(.sequenceEnd)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      return made(
        .mappingStart(isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE), anchor: Self.text(mapping.anchor),
        tag: Self.text(mapping.tag))
    case YAML_MAPPING_END_EVENT: return made(.mappingEnd)
    default: return made(.streamEnd)
    }
  }

  private func syntaxError() -> YAMLSyntaxError {
    let failed = parser.pointee
    let context = failed.context.map { String(cString: $0) }
    return YAMLSyntaxError(
      problem: failed.problem.map { String(cString: $0) } ?? "out of memory",
      context: context,
      contextStart: context == nil ? nil : Int(failed.context_mark.index),
      // The reader runs ahead of the marks, and its own offset counts bytes; the mark is the nearest known place.
      index: Int(failed.error == YAML_READER_ERROR ? failed.mark.index : failed.problem_mark.index))
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
