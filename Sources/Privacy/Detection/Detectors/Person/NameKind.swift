import CKernels
import Glibc

/// What is known of a word as a name: a list of some 27,000 given and family names of thirty languages in Latin script
/// (`Tests/Detection/lexicon.py` says where it comes from).
struct NameKind: OptionSet {
  let rawValue: UInt8

  static let given = NameKind(rawValue: UInt8(CK_NAME_GIVEN))
  static let family = NameKind(rawValue: UInt8(CK_NAME_FAMILY))
  /// Also a common word, a place or a firm: Mark, Rose, Paris, Chase.
  static let ambiguous = NameKind(rawValue: UInt8(CK_NAME_AMBIGUOUS))

  var isAmbiguous: Bool { contains(.ambiguous) }
  var isKnown: Bool { !isEmpty }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Of a word as it is written: capitalised, or all in capitals. Of a word with hyphens what its parts are together.
  init(of word: Slice<Text>) {
    var kind: NameKind = []
    for part in word.split(whereSeparator: { "-'".utf8.contains($0) }) {
      guard part.count >= Self.shortest, part.count <= Self.longest else { continue }
      let found = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.longest) { memory in
        var (count, hasSmall) = (0, false)
        for byte in part {
          memory[count] = byte
          if count > 0, byte.isIn(.lower) || byte >= 0x80 { hasSmall = true }
          count += 1
        }
        if !hasSmall { for index in 1..<count { memory[index] = memory[index].lowercased } }
        return Self.find(Text(rebasing: Text(memory)[..<count]))
      }
      kind.formUnion(found)
    }
    self = kind
  }

  private static let shortest = 3
  private static let longest = 40

  /// The lexicon: names in the order of their bytes, a digit after each.
  static var names: Text {
    Text(start: UnsafeRawPointer(ck_names()!).assumingMemoryBound(to: UInt8.self), count: Int(ck_names_size))
  }

  /// Binary search among names that are told apart by the digit after each.
  private static func find(_ word: Text) -> NameKind {
    let names = Self.names
    var (low, high) = (0, names.count)
    while low < high {
      var start = (low + high) / 2
      while start > low, !names[start - 1].isDigit { start -= 1 }
      var end = start
      while !names[end].isDigit { end += 1 }
      let common = min(end - start, word.count)
      let order = memcmp(names.baseAddress! + start, word.baseAddress!, common)
      if order == 0, end - start == word.count { return NameKind(rawValue: UInt8(names[end].digitValue)) }
      if order < 0 || order == 0 && end - start < word.count { low = end + 1 } else { high = start }
    }
    return []
  }
}
