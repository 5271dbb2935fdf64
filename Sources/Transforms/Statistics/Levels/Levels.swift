import Columns
import Configuration

/// The distinct values of a column, numbered from 1 in order of first appearance while chunks go by, numbers by their
/// bits, text by its bytes; 0 is the missing value. Every other level is held by a row.
///
/// The codes depend on the order of rows; nothing that leaves a fit may.
struct Levels: Sendable, Codable {
  static let missing: Int32 = 0

  private let type: ColumnType
  private var words = WordTable()
  private var texts = StringTable()

  /// All columns are of this type.
  init(type: ColumnType) { self.type = type }

  private var isText: Bool { [.string, .text, .category].contains(type) }

  /// Levels so far, the missing value among them.
  var count: Int { max(words.count, texts.count) + 1 }

  /// In memory, about.
  var byteCount: Int { count * 32 + texts.textByteCount }

  /// The code of each row.
  mutating func codes(of column: Column) -> Buffer<Int32> {
    let validity = column.validity
    return switch column.values {
    case .int(let values), .timestamp(let values): insert(values, validity)
    case .date(let values): insert(values, validity) { UInt64(bitPattern: Int64($0)) }
    case .float(let values): insert(values, validity) { $0.word }
    case .bool(let bits): insert(bits, validity)
    case .string(let strings): texts.insert(strings, validity, base: 1, missing: Self.missing)
    case .category(let codes, let dictionary): insert(codes, validity, dictionary)
    }
  }

  /// The same over a whole table. Many texts are divided among the threads, each with a table of its own, and the tables
  /// are put together in the order of the rows: codes do not depend on it.
  mutating func codes(of column: Column, _ pool: Pool) -> Buffer<Int32> {
    guard case .string(let strings) = column.values, pool.threads > 1, strings.count >= 1 << 17, texts.count == 0
    else { return codes(of: column) }
    let share = (strings.count + pool.threads - 1) / pool.threads
    return Buffer(count: strings.count) { memory in
      nonisolated(unsafe) let codes = memory
      let tables = pool.map(pool.threads) { piece in
        var table = StringTable()
        let rows = piece * share..<min((piece + 1) * share, strings.count)
        table.insert(strings, column.validity, rows: rows, base: 1, missing: Self.missing, into: codes)
        return table
      }
      texts = tables[0]
      for (piece, table) in tables.enumerated().dropFirst() {
        let own = texts.insert(table.dictionary, nil, base: 1, missing: Self.missing)
        own.withUnsafeBufferPointer { own in
          for row in piece * share..<min((piece + 1) * share, strings.count) where codes[row] != Self.missing {
            codes[row] = own[Int(codes[row]) - 1]
          }
        }
      }
    }
  }

  /// Adds the levels of `other`; returns the code here of each of its codes.
  mutating func merge(_ other: Levels) -> [Int] {
    let levels =
      isText
      ? texts.insert(other.texts.dictionary, nil, base: 0, missing: 0).array
      : other.words.words.map { words.insert($0) }
    return [Int(Self.missing)] + levels.map { Int($0) + 1 }
  }

  /// The levels but the missing one in order, the level of code c at c − 1.
  var values: [Value] {
    if isText { return texts.dictionary.array.map { .text($0) } }
    return words.words.map { word in
      switch type {
      case .float: .float(Double(bitPattern: word))
      case .bool: .bool(word == 1)
      default: .int(Int64(bitPattern: word))
      }
    }
  }

  /// The canonical text of each level but the missing one, in order: what `Column.categories` calls it.
  var names: [String] {
    if isText { return texts.dictionary.array }
    let words = words.words
    let column: Column =
      switch type {
      case .float: Column(.float(Buffer(words.map { Double(bitPattern: $0) })))
      case .bool: Column(.bool(Bitmap(words.map { $0 == 1 })))
      case .date: Column(.date(Buffer(words.map { Int32(truncatingIfNeeded: $0) })))
      case .timestamp: Column(.timestamp(Buffer(words.map { Int64(bitPattern: $0) })))
      default: Column(.int(Buffer(words.map { Int64(bitPattern: $0) })))
      }
    return column.categories.dictionary.array
  }

  /// Refuses more levels than 32-bit codes and offsets hold; called after each chunk, which is far smaller than that.
  func requireRoom(column: String) throws(TransformError) {
    guard count <= Self.limit, texts.textByteCount <= 1 << 30 else {
      throw .unfittable(column: column, problem: "has too many different values")
    }
  }

  /// Also with the folds of a target encoder (at most 100) a cell's number fits into 32 bits.
  private static let limit = 1 << 24

  // MARK: - Coding

  /// Integers within a range that is narrow, or not much wider than there are rows, are looked up by their distance from
  /// the smallest, a tenth of a hash table's time.
  private mutating func insert(_ values: Buffer<Int64>, _ validity: Bitmap?) -> Buffer<Int32> {
    values.withUnsafeBufferPointer { integers in
      var (low, high) = (Int64.max, Int64.min)
      for value in integers {
        low = min(low, value)
        high = max(high, value)
      }
      guard low <= high, low.distance(upTo: high) < max(1 << 16, 2 * integers.count) else {
        return insert(values, validity) { UInt64(bitPattern: $0) }
      }
      var codes = [Int32](repeating: Self.missing, count: Int(high - low) + 1)
      return codes.withUnsafeMutableBufferPointer { codes in
        Buffer(count: integers.count) { memory in
          validity.withBytes { validity in
            for row in 0..<integers.count {
              let place = Int(integers[row] &- low)
              guard validity?.bit(row) ?? true else {
                memory[row] = Self.missing
                continue
              }
              if codes[place] == Self.missing { codes[place] = words.insert(UInt64(bitPattern: integers[row])) + 1 }
              memory[row] = codes[place]
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private mutating func insert<Element>(
    _ values: Buffer<Element>, _ validity: Bitmap?, word: (Element) -> UInt64
  ) -> Buffer<Int32> {
    Buffer(count: values.count) { memory in
      values.withUnsafeBufferPointer { values in
        validity.withBytes { validity in
          for row in 0..<values.count {
            memory[row] = validity?.bit(row) ?? true ? words.insert(word(values[row])) + 1 : Self.missing
          }
        }
      }
    }
  }

  private mutating func insert(_ bits: Bitmap, _ validity: Bitmap?) -> Buffer<Int32> {
    // The slots of missing values hold false.
    let hasNo = bits.clearCount > (validity?.clearCount ?? 0)
    let no = hasNo ? words.insert(0) + 1 : Self.missing
    let yes = bits.setCount > 0 ? words.insert(1) + 1 : Self.missing
    return Buffer(count: bits.count) { memory in
      bits.bytes.withUnsafeBufferPointer { bytes in
        validity.withBytes { validity in
          for row in 0..<memory.count {
            memory[row] = validity?.bit(row) ?? true ? (bytes.bit(row) ? yes : no) : Self.missing
          }
        }
      }
    }
  }

  private mutating func insert(_ codes: Buffer<Int32>, _ validity: Bitmap?, _ dictionary: Strings) -> Buffer<Int32> {
    let isUsed = codes.used(validity, of: dictionary.count)
    let levels = texts.insert(dictionary, Bitmap(isUsed), base: 1, missing: Self.missing)
    return codes.lookUp(in: levels.array, validity, missing: Self.missing)
  }
}

extension Buffer<Int32> {
  /// Which of the codes `0..<count` a present row has.
  fileprivate func used(_ validity: Bitmap?, of count: Int) -> [Bool] {
    var isUsed = [Bool](repeating: false, count: count)
    isUsed.withUnsafeMutableBufferPointer { isUsed in
      withUnsafeBufferPointer { codes in
        validity.withBytes { validity in
          for row in 0..<codes.count where validity?.bit(row) ?? true { isUsed[Int(codes[row])] = true }
        }
      }
    }
    return isUsed
  }
}

extension Int64 {
  /// How far `other`, which is not smaller, lies above; never overflows.
  fileprivate func distance(upTo other: Int64) -> UInt64 {
    UInt64(bitPattern: other) &- UInt64(bitPattern: self)
  }
}
