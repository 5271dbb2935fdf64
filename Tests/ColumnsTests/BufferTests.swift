import Columns
import TestSupport
import Testing

@Suite struct BufferTests {
  @Test(arguments: [0, 1, 2, 63, 64, 65, 1000]) func holdsWhatItWasGiven(_ count: Int) {
    let values = (0..<count).map { Int64($0) * 3 }
    let buffer = Buffer(values)
    #expect(buffer.array == values)
    #expect(buffer.count == count)
    #expect(buffer.byteCount == count * 8)
    #expect(values.indices.allSatisfy { buffer[$0] == values[$0] })
    #expect(buffer == Buffer(values))
    let alignment: UInt = buffer.byteCount <= 256 ? 16 : 64
    #expect(buffer.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress!) % alignment } == 0, "as Arrow advises")
    #expect(buffer.map { Double($0) }.array == values.map { Double($0) })
  }

  @Test func equality() {
    #expect(Buffer<Int32>([1, 2]) != [1, 3])
    #expect(Buffer<Int32>([1, 2]) != [1])
  }

  @Test func builderGrowsAndKeeps() {
    var builder = BufferBuilder<Int32>(capacity: 0)
    for value in 0..<1000 {
      builder.reserve(value + 1, keeping: value)
      builder.base[value] = Int32(value)
    }
    #expect(builder.capacity >= 1000)
    #expect(builder.finish(count: 999).array == Array(0..<999))
  }

  /// Every type of column, with and without missing values, in any order and with repetitions.
  @Test(arguments: [2, 3] as [UInt64]) func gather(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func some<Value>(_ make: (Int) -> Value) -> [Value?] {
      (0..<50).map { generator.next() % 4 == 0 ? nil : make($0) }
    }
    let rows = (0..<80).map { _ in Int32.random(in: 0..<50, using: &generator) }
    func pick<Value>(_ values: [Value?]) -> [Value?] { rows.map { values[Int($0)] } }
    let (ints, floats, bools) = (some { Int64($0) }, some { Double($0) / 3 }, some { $0 % 3 == 0 })
    let (days, texts) = (some { Int32($0) }, some { String(repeating: "é", count: $0 % 5) })
    #expect(Column.int(ints).gather(Buffer(rows)) == .int(pick(ints)))
    #expect(Column.float(floats).gather(Buffer(rows)) == .float(pick(floats)))
    #expect(Column.bool(bools).gather(Buffer(rows)) == .bool(pick(bools)))
    #expect(Column.date(days).gather(Buffer(rows)) == .date(pick(days)))
    #expect(Column.timestamp(ints).gather(Buffer(rows)) == .timestamp(pick(ints)))
    #expect(Column.string(texts).gather(Buffer(rows)) == .string(pick(texts)))
    let category = Column.category(texts).gather(Buffer(rows))
    let expected = pick(texts)
    for row in rows.indices {
      #expect(category.validity.isValid(row) == (expected[row] != nil))
      if let text = expected[row] { #expect(category.text(at: row) == text) }
    }
  }
}
