/// Finds personal data and secrets in text: one pass over its bytes looks for anchors, and only where one stands do
/// detectors look more closely.
///
/// Tier B, where a policy asks for it, is a second pass (`BoundScanner`), so that tier A alone costs what it costs.
///
/// Limits. It knows forms, not meanings, and of names those of a lexicon. An identifier split by line breaks or markup is
/// not seen. Tokens of ours are known and pass. A finding may be wrong: a random 16-digit number that begins like a Visa
/// card satisfies Luhn's check one time in ten.
package struct Scanner: Sendable {
  /// Of tier A, by the bit that stands for them, and the score of each one's findings.
  let entities: [Entity]
  private let scores: [Double]
  /// Three tables of 256: for each byte a bit for each detector that looks at it anywhere; for each that looks at it at
  /// the start of a word; and after it all bits if a word can start there, none if not.
  let anchors: [UInt32]
  /// Tier B; `nil` if nothing of it is looked for.
  private let bound: BoundScanner?
  /// Of the pipeline's own.
  private let patterns: [CustomPattern]
  private let labels: Labels

  /// These entities and no others.
  package init(entities: Set<Entity>) { self.init(DetectionPolicy(exactly: entities)) }

  package init(_ policy: DetectionPolicy = .standard) {
    entities = Entity.allCases.filter { policy.entities.contains($0) && $0.detector.tier == .standard }
    scores = entities.map { $0.detector.scores.alone }
    bound = BoundScanner(policy)
    patterns = policy.patterns
    labels = Labels(policy.patterns)
    var anchors = [UInt32](repeating: 0, count: 768)
    for (index, entity) in entities.enumerated() {
      guard let detector = entity.detector as? any AnchoredDetector.Type else { continue }
      switch detector.anchor {
      case .anywhere(let bytes): for byte in bytes.utf8 { anchors[Int(byte)] |= 1 << UInt32(index) }
      case .wordStart(let bytes): for byte in bytes.utf8 { anchors[256 + Int(byte)] |= 1 << UInt32(index) }
      }
    }
    for byte in UInt8.min ... .max where !byte.isIn(.word) { anchors[512 + Int(byte)] = .max }
    self.anchors = anchors
  }

  /// What was found, in order, without overlaps: findings that overlap are one, from the first's start to the last's
  /// end, named by the surest of them, so that no part of any remains.
  package func findings(in text: UnsafeBufferPointer<UInt8>) -> [Finding] { findings(in: text, field: .none) }

  /// - Parameter field: what the name of the field says in which the text stands.
  package func findings(in text: UnsafeBufferPointer<UInt8>, field: FieldContext) -> [Finding] {
    var found: [Finding] = []
    find(in: text, field: field, &found)
    return found
  }

  /// As `findings`, in the memory of `found`, whatever it held before.
  func find(in text: Text, field: FieldContext = .none, _ found: inout [Finding]) {
    found.removeAll(keepingCapacity: true)
    search(text, field, into: &found)
    Self.merge(&found)
  }

  /// Everything that a detector takes for its own, overlapping where one text could be several things.
  package func candidates(in text: UnsafeBufferPointer<UInt8>, field: FieldContext = .none) -> [Finding] {
    var found: [Finding] = []
    search(text, field, into: &found)
    return found
  }

  private func search(_ text: Text, _ field: FieldContext, into found: inout [Finding]) {
    if text.count >= Self.worthMarking {
      searchMarks(of: text, into: &found)
    } else {
      searchBytes(of: text, into: &found)
    }
    if field.contains(FieldContext.socialSecurity) {
      let score = USSocialSecurity.scores.context
      found += USSocialSecurity.bareNumbers(in: text).map {
        Finding(range: $0, entity: .usSocialSecurity, score: score)
      }
    }
    bound?.search(text, field: field, into: &found)
    for pattern in patterns { pattern.search(text, field: field, labels: labels, into: &found) }
    if found.isEmpty { return }
    found.removeAll { finding in
      Self.isInsideToken(finding.range, text) || !patterns.isEmpty && labels.cover(finding.range, in: text)
    }
  }

  /// What the name of a column, a JSON key or the like says of the values under it.
  package func context(ofField name: String) -> FieldContext {
    var context = bound?.members(in: name) ?? .none
    if entities.contains(.usSocialSecurity), USSocialSecurity.isNamed(in: name) {
      context.insert(FieldContext.socialSecurity)
    }
    if !patterns.isEmpty { context.words = NormalizedWords.of(name) }
    return context
  }

  /// Whether tier A is all that is looked for.
  var isStandardOnly: Bool { bound == nil && patterns.isEmpty }

  /// Appends what tier A finds, looking at every byte: the plain way, for short texts; see `searchMarks`.
  func searchBytes(of text: Text, into found: inout [Finding]) {
    anchors.withUnsafeBufferPointer { anchors in
      var starts: UInt32 = .max
      var isAfterBackslash = false
      var position = 0
      while position < text.count {
        let byte = Int(text[position])
        let bits = anchors[byte] | anchors[256 + byte] & starts
        starts = anchors[512 + byte]
        // Most letters are told by the table; some only by what stands before them.
        if starts == 0, byte >= 0x80 || isAfterBackslash, !text.continuesWord(at: position) { starts = .max }
        isAfterBackslash = byte == 0x5C
        let next = bits == 0 ? position + 1 : look(in: text, at: position, bits, &found)
        if next > position + 1 {
          starts = text.continuesWord(at: next - 1) ? 0 : .max
          isAfterBackslash = text[next - 1] == 0x5C
        }
        position = next
      }
    }
  }

  /// Lets the detectors of `bits` look at `position`; returns where to go on.
  @inline(__always)
  func look(in text: Text, at position: Int, _ bits: UInt32, _ found: inout [Finding]) -> Int {
    var bits = bits
    var next = position + 1
    while bits != 0 {
      let index = bits.trailingZeroBitCount
      let entity = entities[index]
      bits &= bits - 1
      guard let range = entity.match(in: text, at: position) else { continue }
      let end = Self.end(of: range, entity, text)
      found.append(Finding(range: range.lowerBound..<end, entity: entity, score: scores[index]))
      // A private key or another long secret swallows what follows; to look inside would only cost.
      if entity == .pemPrivateKey || end - range.lowerBound >= Self.longSecret { next = max(next, end) }
    }
    return next
  }

  /// Leaves findings that are not inside tokens of ours, in order and without overlaps.
  static func settle(_ found: inout [Finding], _ text: Text) {
    if found.isEmpty { return }
    found.removeAll { isInsideToken($0.range, text) }
    merge(&found)
  }

  package func findings(in text: String, field: FieldContext = .none) -> [Finding] {
    var text = text
    return text.withUTF8 { findings(in: $0, field: field) }
  }

  /// A secret of as many bytes may have been cut by the limit on runs.
  private static let longSecret = Text.runLimit - 256

  /// The end of a finding: a secret that may have been cut goes on up to white space or a quote.
  private static func end(of range: Range<Int>, _ entity: Entity, _ text: Text) -> Int {
    guard range.count >= longSecret, Entity.secrets.contains(entity) else { return range.upperBound }
    var end = range.upperBound
    while end < text.count, !text[end].isIn(.space), !text[end].isAmong("\"'<>") { end += 1 }
    return end
  }

  private static func merge(_ findings: inout [Finding]) {
    guard findings.count > 1 else { return }
    findings.sort { $0.range.lowerBound < $1.range.lowerBound }
    var last = 0
    for next in 1..<findings.count {
      let (before, finding) = (findings[last], findings[next])
      guard finding.range.lowerBound < before.range.upperBound else {
        last += 1
        findings[last] = finding
        continue
      }
      let namer = finding.isNamed(before: before) ? finding : before
      findings[last] = Finding(
        range: before.range.lowerBound..<max(before.range.upperBound, finding.range.upperBound), kind: namer.kind,
        score: namer.score)
    }
    findings.removeSubrange((last + 1)...)
  }

  /// Whether the word around `range` is a valid token.
  private static func isInsideToken(_ range: Range<Int>, _ text: Text) -> Bool {
    let limit = Token.overhead + Token.domainLimit
    guard range.count <= limit else { return false }
    let start = text.start(of: .word, or: "", before: range.lowerBound, limit: limit)
    // A longer word is none; following it to its end for each of many findings would take time quadratic in its length.
    let reach = min(text.count, start + limit + 1)
    var end = range.lowerBound
    while end < reach, text[end].isIn(.word) { end += 1 }
    return end >= range.upperBound && Token.isToken(Text(rebasing: text[start..<end]))
  }
}
