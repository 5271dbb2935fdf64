/// Pieces of a text and what takes their places.
///
/// What takes the places stands in one buffer, and all memory is used again for the next text.
struct Edits {
  private struct Edit {
    /// In the text.
    var range: Range<Int>
    /// Of `bytes`, what takes its place.
    var replacement: Range<Int>
  }

  private var edits: [Edit] = []
  private var bytes: [UInt8] = []
  private var canonical = CanonicalScratch()

  var count: Int { edits.count }

  mutating func removeAll() {
    edits.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Adds an edit: in the place of `range` comes what `append` appends to the bytes.
  mutating func replace(_ range: Range<Int>, _ append: (inout [UInt8], inout CanonicalScratch) -> Void) {
    let start = bytes.count
    append(&bytes, &canonical)
    edits.append(Edit(range: range, replacement: start..<bytes.count))
  }

  /// Takes the edits from number `first` on for those of a text around theirs, where a range stands at `place` of it.
  mutating func move(from first: Int, _ place: (Range<Int>) -> Range<Int>) {
    for index in first..<edits.count { edits[index].range = place(edits[index].range) }
  }

  /// Writes what takes the places, from edit number `first` on, as it is written inside a JSON string.
  mutating func escape(from first: Int) {
    for index in first..<edits.count where bytes[edits[index].replacement].contains(where: Self.isEscaped) {
      let start = bytes.count
      for position in edits[index].replacement {
        let byte = bytes[position]
        if Self.isEscaped(byte) { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(byte)
      }
      edits[index].replacement = start..<bytes.count
    }
  }

  private static func isEscaped(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }

  /// Appends the text with the edits made; those that overlap become one, with the bytes of the first, so that no part of
  /// any remains. `false`, and nothing appended, if nothing changes: what was found may reach over what can be replaced,
  /// such as the bracket of an object behind a parameter, and would be found and replaced by itself for ever.
  mutating func apply(to text: Text, appendingTo output: inout [UInt8]) -> Bool {
    merge()
    // What changes nothing is left out once the others are one.
    edits.removeAll { [bytes] edit in
      Label.isLabel(in: text, edit.range) || text[edit.range].elementsEqual(bytes[edit.replacement])
    }
    if edits.isEmpty { return false }
    var position = 0
    for edit in edits {
      output.append(contentsOf: Text(rebasing: text[position..<edit.range.lowerBound]))
      output.append(contentsOf: bytes[edit.replacement])
      position = edit.range.upperBound
    }
    output.append(contentsOf: Text(rebasing: text[position...]))
    return true
  }

  private mutating func merge() {
    guard edits.count > 1 else { return }
    edits.sort { $0.range.lowerBound < $1.range.lowerBound }
    var last = 0
    for next in 1..<edits.count {
      let (before, edit) = (edits[last].range, edits[next])
      if edit.range.lowerBound < before.upperBound {
        edits[last].range = before.lowerBound..<max(before.upperBound, edit.range.upperBound)
      } else {
        last += 1
        edits[last] = edit
      }
    }
    edits.removeSubrange((last + 1)...)
  }
}
