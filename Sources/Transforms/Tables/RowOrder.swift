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

  /// Positions in the order of their hashes, those of one hash as `precedes` says: an order that the rows decide and not
  /// where they stand. Two or three passes put nearly all rows in their place, because hashes differ early.
  static func scattered(by hashes: Buffer<UInt64>, ties precedes: (Int, Int) -> Bool) -> Buffer<Int32> {
    let digit: UInt64 = 11
    // Half of a hash, and in the other half the row.
    var words = Buffer<UInt64>(count: hashes.count) { memory in
      hashes.withUnsafeBufferPointer { hashes in
        for row in 0..<hashes.count { memory[row] = hashes[row] & ~0xFFFF_FFFF | UInt64(truncatingIfNeeded: row) }
      }
    }
    let passes: UInt64 = hashes.count < 1 << 16 ? 2 : 3
    for pass in (1...passes).reversed() {
      words = sorted(words, by: { $0 >> (64 - pass * digit) & 0x7FF }, digits: 2048)
    }
    let shift = 64 - passes * digit
    var order = words.map { Int32(truncatingIfNeeded: $0) }.array
    words.withUnsafeBufferPointer { words in
      hashes.withUnsafeBufferPointer { hashes in
        var start = 0
        while start < words.count {
          var end = start + 1
          while end < words.count, (words[end] ^ words[start]) >> shift == 0 { end += 1 }
          if end - start > 1 {
            order[start..<end].sort { left, right in
              let (a, b) = (hashes[Int(left)], hashes[Int(right)])
              return a == b ? precedes(Int(left), Int(right)) : a < b
            }
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
      entries = sorted(entries, by: { $0.word >> shift & 0xFF }, digits: 256)
    }
    return entries.map(\.row)
  }

  /// A counting sort by one digit; items of one digit stay in order.
  @inline(__always)
  private static func sorted<Item: BitwiseCopyable>(
    _ items: Buffer<Item>, by digit: (Item) -> UInt64, digits: Int
  ) -> Buffer<Item> {
    items.withUnsafeBufferPointer { items in
      var next = [Int](repeating: 0, count: digits)
      return next.withUnsafeMutableBufferPointer { next in
        for item in items { next[Int(truncatingIfNeeded: digit(item))] &+= 1 }
        var sum = 0
        for digit in 0..<digits { (next[digit], sum) = (sum, sum &+ next[digit]) }
        return Buffer(count: items.count) { memory in
          for item in items {
            let digit = Int(truncatingIfNeeded: digit(item))
            memory[next[digit]] = item
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
