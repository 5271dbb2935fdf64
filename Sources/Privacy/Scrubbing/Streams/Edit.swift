/// A piece of a text and what takes its place.
struct Edit {
  var range: Range<Int>
  let bytes: [UInt8]

  /// The text with the edits made; those that overlap become one, with the bytes of the first, so that no part of any
  /// remains. `nil` if there are none.
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
}
