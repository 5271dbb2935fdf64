/// Reads the bytes of a YAML file into a `Node` tree with places.
///
/// The subset is YAML 1.2 without what makes a file hard to judge at sight: one document, scalar keys that occur once,
/// no merge keys, no tags beyond the core schema's. Anchors and aliases are expanded under a cap.
package enum YAMLReader {
  /// A pipeline of 4 MiB has some 50 000 columns.
  package static let maximumBytes = 4 << 20
  /// After expansion of aliases: nine lines of nested aliases can stand for 10⁹ nodes ("billion laughs").
  package static let maximumNodes = 100_000
  /// Deeper files would exhaust the stack of whoever walks the tree.
  package static let maximumDepth = 64

  /// The file's only document. Throws one diagnostic: behind a syntax error every further one would be a guess.
  package static func read(_ bytes: [UInt8], file: String) throws(DiagnosticError) -> Node {
    try read(SourceText(bytes, file: file), bytes)
  }

  static func read(_ source: SourceText, _ bytes: [UInt8]) throws(DiagnosticError) -> Node {
    let start = SourceSpan(line: 1, column: 1)
    func refuse(_ code: DiagnosticCode, _ span: SourceSpan, _ message: String, help: String) -> DiagnosticError {
      DiagnosticError(Diagnostic(code, at: .file(source.file, span), message, help: help))
    }

    guard bytes.count <= maximumBytes else {
      throw refuse(
        .tooLarge, start, "the file is larger than \(maximumBytes >> 20) MiB", help: "is this the pipeline file?")
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw refuse(.notUTF8, start, "the file is UTF-16", help: "save it as UTF-8")
    }
    if let offset = UTF8Text.firstInvalid(in: bytes) {
      throw refuse(
        .notUTF8, source.span(ofByte: offset), "the file is not valid UTF-8 here", help: "save it as UTF-8")
    }
    if let control = UTF8Text.firstUnprintable(in: bytes) {
      throw refuse(
        .notUTF8, source.span(ofByte: control), "a control character stands here",
        help: "write it as an escape such as \"\\x07\" in double quotes, or remove it")
    }
    let text = bytes.dropFirst(UTF8Text.byteOrderMark(of: bytes))
    do throws(YAMLComposer.Failure) {
      return try text.withUnsafeBufferPointer { (buffer) throws(YAMLComposer.Failure) -> Node in
        var composer = YAMLComposer(YAMLEventStream(over: buffer), source)
        return try composer.document()
      }
    } catch {
      throw DiagnosticError(error.diagnostic)
    }
  }
}
