/// Finds what detectors of tier B know: identifiers of countries, and what needs context.
///
/// One pass over the bytes. Where a word or number begins it is measured once, and only the layouts that begin like it
/// are read; dozens of detectors thus cost what a handful do. Apart from `Scanner`, so that text is searched for tier A
/// alone at full speed.
struct BoundScanner: Sendable {
  private struct Member: Sendable {
    let entity: Entity
    let scores: Scores
    let context: ContextPhrases
  }

  private let minimumScore: Double
  private let countries: Set<Country>
  private let members: [Member]
  private let layouts: LayoutIndex
  /// Detectors without a fixed layout, and their place in `members`.
  private let free: [(detector: any BoundDetector.Type, member: Int)]
  /// For each byte a bit for each of `free` that looks at it where a word may begin.
  private let anchors: [UInt32]

  /// `nil` if nothing is to be found.
  init?(_ policy: DetectionPolicy) {
    let entities = Entity.allCases.filter { policy.entities.contains($0) && $0.detector.tier == .bound }
    if entities.isEmpty { return nil }
    minimumScore = policy.minimumScore
    countries = policy.countries
    members = entities.map {
      Member(entity: $0, scores: $0.detector.scores, context: ContextPhrases($0.detector.context))
    }
    var layouts: [(Layout, any LayoutDetector.Type, Int)] = []
    var free: [(any BoundDetector.Type, Int)] = []
    var anchors = [UInt32](repeating: 0, count: 256)
    for (index, entity) in entities.enumerated() {
      if let detector = entity.detector as? any LayoutDetector.Type {
        layouts += detector.layouts.map { ($0, detector, index) }
      } else if let detector = entity.detector as? any BoundDetector.Type {
        for byte in detector.anchors.utf8 { anchors[Int(byte)] |= 1 << UInt32(free.count) }
        free.append((detector, index))
      }
    }
    precondition(free.count <= 32, "a bit for each detector without a layout")
    self.layouts = LayoutIndex(layouts)
    self.free = free
    self.anchors = anchors
  }

  /// The detectors whose words of context are in the name of a field; a finding in the field has context.
  func members(in field: String) -> FieldContext {
    let words = NormalizedWords.of(field)
    var context = FieldContext.none
    for (index, member) in members.enumerated() where member.context.occur(in: words) { context.insert(index) }
    return context
  }

  /// Appends what is found in `text`; findings may overlap.
  func search(_ text: Text, field: FieldContext, into found: inout [Finding]) {
    anchors.withUnsafeBufferPointer { anchors in
      var isStart = true
      var position = 0
      while position < text.count {
        let byte = text[position]
        if isStart {
          var bits = anchors[Int(byte)]
          while bits != 0 {
            let entry = free[bits.trailingZeroBitCount]
            bits &= bits - 1
            if let sighting = entry.detector.sighting(in: text, at: position, countries: countries) {
              judge(sighting, entry.member, text, field, &found)
            }
          }
        }
        guard byte.isIn(.alphanumeric) else {
          // Most other bytes end a word; of letters beyond ASCII it depends.
          isStart = byte < 0x80 ? byte != UInt8(ascii: "_") : !text.continuesWord(at: position)
          position += 1
          continue
        }
        if isStart { searchLayouts(text, position, field, &found) }
        if text.isEscape(at: position) {
          isStart = true
          position += 1
        } else {
          // No word begins inside one.
          isStart = false
          repeat { position += 1 } while position < text.count && text[position].isIn(.alphanumeric)
        }
      }
    }
  }

  /// Reads the layouts that the word or number at `position` may begin.
  private func searchLayouts(_ text: Text, _ position: Int, _ field: FieldContext, _ found: inout [Finding]) {
    let isDigits = text[position].isDigit
    let limit = min(text.count, position + LayoutIndex.longestRun)
    var end = position + 1
    while end < limit, isDigits ? text[end].isDigit : text[end].isIn(.letter) { end += 1 }
    // The end of the text ends a word like any other byte.
    let next = end < text.count ? text[end] : 0
    for entry in layouts.entries(isDigits: isDigits, run: end - position, next: next) {
      guard let reading = layouts.read(entry, in: text, at: position),
        !reading.hasSmallLetter || entry.detector.takesSmallLetters
      else { continue }
      let validity = entry.detector.validity(of: reading.code)
      let range = position..<reading.end
      guard validity != .invalid, !Layout.isPiece(range, of: text, hasSpace: entry.hasSpace) else { continue }
      let isBare =
        !entry.hasSeparator && !reading.isMarked && !entry.detector.isDistinctive(reading.code)
        || reading.hasSmallLetter
      judge(Sighting(range: range, validity: validity, isBare: isBare), entry.member, text, field, &found)
    }
  }

  private func judge(
    _ sighting: Sighting, _ index: Int, _ text: Text, _ field: FieldContext, _ found: inout [Finding]
  ) {
    let member = members[index]
    let score = member.scores.score(of: sighting) {
      field.contains(index)
        || ContextWindow.withWords(in: text, before: sighting.range.lowerBound) {
          member.context.occur(in: $0, isLast: member.scores.alone == 0)
        }
    }
    // What stands inside a label was found before.
    guard score > 0, score >= minimumScore, !Label.begins(in: text, at: sighting.range.lowerBound - 1) else { return }
    found.append(Finding(range: sighting.range, entity: member.entity, score: score))
  }
}
