import Columns
import TestSupport
import Testing

@Suite struct StringTableTests {
  /// Against a dictionary, through many growths, with texts of all lengths around the hash's blocks.
  @Test(arguments: [1, 2] as [UInt64]) func likeADictionary(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var table = StringTable()
    var oracle: [[UInt8]: Int32] = [:]
    var order: [[UInt8]] = []
    for _ in 0..<20_000 {
      let length = Int.random(in: 0..<40, using: &generator)
      let fill = UInt8.random(in: 0..<4, using: &generator)
      var bytes = [UInt8](repeating: 97 + fill, count: length)
      if length > 0 {
        bytes[Int.random(in: 0..<length, using: &generator)] = UInt8.random(in: 97..<123, using: &generator)
      }
      let expected = oracle[bytes]
      bytes.withUnsafeBufferPointer { #expect(table.find($0) == expected, "seed \(seed)") }
      let code = bytes.withUnsafeBufferPointer { table.insert($0) }
      if expected == nil {
        oracle[bytes] = code
        order.append(bytes)
      }
      #expect(code == oracle[bytes]!)
    }
    #expect(table.count == order.count)
    #expect(table.dictionary == Strings(order.map { String(decoding: $0, as: UTF8.self) }))
  }

  @Test func codesInOrderOfAppearance() {
    var table = StringTable(Strings(["b", "a"]))
    #expect(table.insert("a") == 1)
    #expect(table.insert("") == 2)
    #expect(table.find("c") == nil)
    #expect(table.dictionary.array == ["b", "a", ""])
  }

  @Test func emptyStringsAreOneWithAndWithoutAnAddress() {
    var table = StringTable()
    #expect(table.insert(UnsafeBufferPointer(start: nil, count: 0)) == 0)
    #expect([UInt8(1)].withUnsafeBufferPointer { table.insert(UnsafeBufferPointer(rebasing: $0[..<0])) } == 0)
    #expect(table.find("") == 0)
  }

  @Test func canonicalEquivalentsDiffer() {
    var table = StringTable()
    #expect(table.insert("é") != table.insert("e\u{301}"))
  }

  @Test func strings() {
    let texts = ["", "a", "é😀", "", "long enough for more than a word"]
    let strings = Strings(texts)
    #expect(strings.array == texts)
    #expect(strings.offsets.array.first == 0)
    #expect(Int(strings.offsets.array.last!) == strings.bytes.count)
    #expect(strings.gather([4, 0, 2, 2]).array == [texts[4], "", texts[2], texts[2]])
    #expect(Strings([]).count == 0)
  }
}
