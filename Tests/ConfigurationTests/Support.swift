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

/// SplitMix64 (Steele, Lea, Flood 2014): a failure is repeated by its seed.
struct Generator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
