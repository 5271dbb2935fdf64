/// A piece of a text and what takes its place.
struct Edit {
  var range: Range<Int>
  let bytes: [UInt8]

  /// The text with the edits made; those that overlap become one, with the bytes of the first, so that no part of any
  /// remains. `nil` if nothing changes: what was found may reach over what can be replaced, such as the bracket of an
  /// object behind a parameter, and would be found and replaced by itself for ever.
  static func apply(_ edits: [Edit], to text: Text) -> [UInt8]? {
    guard !edits.isEmpty else { return nil }
    var merged: [Edit] = []
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard let last = merged.last, edit.range.lowerBound < last.range.upperBound else {
        merged.append(edit)
        continue
      }
      merged[merged.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, edit.range.upperBound)
    }
    merged.removeAll { $0.changesNothing(in: text) }
    if merged.isEmpty { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(text.count + 32)
    var position = 0
    for edit in merged {
      result.append(contentsOf: text[position..<edit.range.lowerBound])
      result.append(contentsOf: edit.bytes)
      position = edit.range.upperBound
    }
    result.append(contentsOf: text[position...])
    return result
  }

  private func changesNothing(in text: Text) -> Bool {
    Label.isLabel(in: text, range) || text[range].elementsEqual(bytes)
  }
}
