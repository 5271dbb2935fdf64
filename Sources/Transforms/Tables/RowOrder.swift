import Columns

/// Stable orders of rows by several columns: numbers and times by size, false before true, text by the bytes of its
/// UTF-8, missing values last in either direction.
///
/// A radix sort over order-preserving words, column by column from the last; bytes that all words share are skipped.
enum RowOrder {
  struct Key {
    let column: Column
    var isDescending = false
  }

  /// The positions of `count` rows in order.
  static func sorted(by keys: [Key], count: Int) -> Buffer<Int32> {
    var rows = Buffer<Int32>(count: count) { memory in
      for row in 0..<count { memory[row] = Int32(truncatingIfNeeded: row) }
    }
    for key in keys.reversed() {
      let words = words(of: key.column)
      rows = sorted(rows, by: key.isDescending ? words.map { ~$0 } : words)
      if let validity = key.column.validity { rows = withMissingLast(rows, validity) }
    }
    return rows
  }

  /// For each row a word; the unsigned order of words is that of present values.
  private static func words(of column: Column) -> Buffer<UInt64> {
    switch column.values {
    case .int(let values), .timestamp(let values): values.map { UInt64(bitPattern: $0) ^ 1 << 63 }
    case .date(let values): values.map { UInt64(bitPattern: Int64($0)) ^ 1 << 63 }
    case .float(let values):
      values.map { $0.orderedBits }
    case .bool(let bits):
      Buffer(count: bits.count) { memory in
        bits.bytes.withUnsafeBufferPointer { bytes in
          for row in 0..<memory.count { memory[row] = bytes.bit(row) ? 1 : 0 }
        }
      }
    case .string, .category: ranks(of: column)
    }
  }

  private static func ranks(of column: Column) -> Buffer<UInt64> {
    let (codes, dictionary) = column.categories
    // Of an empty dictionary all rows are missing.
    guard dictionary.count > 0 else { return Buffer(repeating: 0, count: codes.count) }
    var ranks = [UInt64](repeating: 0, count: dictionary.count)
    for (rank, code) in sorted(dictionary).array.enumerated() { ranks[Int(code)] = UInt64(rank) }
    return codes.lookUp(in: ranks)
  }

  /// The positions of distinct strings in order: by the eight bytes after their common beginning, then by all of them.
  static func sorted(_ strings: Strings) -> Buffer<Int32> {
    let common = strings.commonPrefixLength
    let words = Buffer<UInt64>(count: strings.count) { memory in
      strings.forEach { index, bytes in
        var word: UInt64 = 0
        for place in common..<common + 8 { word = word << 8 | (place < bytes.count ? UInt64(bytes[place]) : 0) }
        memory[index] = word
      }
    }
    return sorted(by: words) { strings.precedes($0, $1) }
  }

  /// Positions in the order of their words, those of one word as `precedes` says.
  static func sorted(by words: Buffer<UInt64>, ties precedes: (Int, Int) -> Bool) -> Buffer<Int32> {
    let identity = Buffer<Int32>(count: words.count) { memory in
      for row in 0..<memory.count { memory[row] = Int32(truncatingIfNeeded: row) }
    }
    var order = sorted(identity, by: words).array
    order.withUnsafeMutableBufferPointer { order in
      words.withUnsafeBufferPointer { words in
        var start = 0
        while start < order.count {
          let word = words[Int(order[start])]
          var end = start + 1
          while end < order.count, words[Int(order[end])] == word { end += 1 }
          if end - start > 1 {
            var tied = UnsafeMutableBufferPointer(rebasing: order[start..<end])
            tied.sort { precedes(Int($0), Int($1)) }
          }
          start = end
        }
      }
    }
    return Buffer(order)
  }

  // MARK: - Passes

  private struct Entry {
    var word: UInt64
    var row: Int32
  }

  /// `rows` sorted by the words at their positions; rows of one word stay in order.
  private static func sorted(_ rows: Buffer<Int32>, by words: Buffer<UInt64>) -> Buffer<Int32> {
    guard rows.count > 1 else { return rows }
    var varying: UInt64 = 0
    var entries = Buffer<Entry>(count: rows.count) { memory in
      rows.withUnsafeBufferPointer { rows in
        words.withUnsafeBufferPointer { words in
          let first = words[Int(rows[0])]
          for position in 0..<rows.count {
            let word = words[Int(rows[position])]
            varying |= word ^ first
            memory[position] = Entry(word: word, row: rows[position])
          }
        }
      }
    }
    for shift in stride(from: UInt64(0), to: 64, by: 8) where varying >> shift & 0xFF != 0 {
      entries = sorted(entries, byByteAt: shift)
    }
    return entries.map(\.row)
  }

  private static func sorted(_ entries: Buffer<Entry>, byByteAt shift: UInt64) -> Buffer<Entry> {
    entries.withUnsafeBufferPointer { entries in
      var next = [Int](repeating: 0, count: 256)
      return next.withUnsafeMutableBufferPointer { next in
        for entry in entries { next[Int(truncatingIfNeeded: entry.word >> shift & 0xFF)] &+= 1 }
        var sum = 0
        for digit in 0..<256 { (next[digit], sum) = (sum, sum &+ next[digit]) }
        return Buffer(count: entries.count) { memory in
          for entry in entries {
            let digit = Int(truncatingIfNeeded: entry.word >> shift & 0xFF)
            memory[next[digit]] = entry
            next[digit] &+= 1
          }
        }
      }
    }
  }

  private static func withMissingLast(_ rows: Buffer<Int32>, _ validity: Bitmap) -> Buffer<Int32> {
    Buffer(count: rows.count) { memory in
      rows.withUnsafeBufferPointer { rows in
        validity.bytes.withUnsafeBufferPointer { bits in
          var (present, missing) = (0, validity.setCount)
          for row in rows {
            if bits.bit(Int(row)) {
              memory[present] = row
              present &+= 1
            } else {
              memory[missing] = row
              missing &+= 1
            }
          }
        }
      }
    }
  }
}

extension Strings {
  fileprivate func precedes(_ left: Int, _ right: Int) -> Bool {
    withBytes(of: left) { left in withBytes(of: right) { ByteOrder.compare(left, $0) < 0 } }
  }

  /// How many bytes all strings begin with alike.
  fileprivate var commonPrefixLength: Int {
    guard count > 0 else { return 0 }
    return withBytes(of: 0) { first in
      var length = first.count
      forEach { _, bytes in
        length = Swift.min(length, bytes.count)
        while !bytes[..<length].elementsEqual(first[..<length]) { length -= 1 }
      }
      return length
    }
  }
}
