import Configuration
import Testing

/// A whole pipeline that is right, with every section; the schema's own tests accept it too.
enum Sample {
  static let pipeline = Repository.read("Tests/Schema/accepted/every-section.yaml")!

  /// The pipeline with one text that it holds replaced.
  static func changing(_ old: String, _ new: String) -> String {
    let place = pipeline.firstRange(of: old)!
    return pipeline[..<place.lowerBound] + new + pipeline[place.upperBound...]
  }
}

extension PipelineDraft {
  init(text: String, _ context: PipelineContext = PipelineContext()) {
    self.init(Array(text.utf8), file: "p.yaml", context)
  }
}

extension Diagnostic {
  /// `F0101 3:5`, or `F0115 --set`.
  var short: String {
    switch place {
    case .file(_, let span): "\(code.id) \(span.line):\(span.column)"
    case .whole(let name): "\(code.id) \(name)"
    case .data(let source, _, _): "\(code.id) \(source)"
    }
  }
}
