import Columns
import Configuration

/// The distinct values of a column, each with a code in order of first appearance: numbers by their bits, text by its
/// bytes.
struct Levels: Sendable {
  private let type: ColumnType
  private var words = WordTable()
  private var texts = StringTable()

  init(type: ColumnType) { self.type = type }

  private var isText: Bool { [.string, .text, .category].contains(type) }

  var count: Int { isText ? texts.count : words.count }

  /// The code of each row, −1 where the value is missing. Levels that no row has may be added.
  mutating func codes(of column: Column) -> Buffer<Int32> {
    let codes =
      switch column.values {
      case .int(let values), .timestamp(let values): insert(values)
      case .date(let values): insert(values) { UInt64(bitPattern: Int64($0)) }
      case .float(let values): insert(values) { $0.word }
      case .bool(let bits): insert(bits)
      case .string(let strings): insert(strings)
      case .category(let codes, let dictionary): insert(codes, dictionary)
      }
    guard let validity = column.validity else { return codes }
    return Buffer(count: codes.count) { memory in
      codes.withUnsafeBufferPointer { _ = memory.initialize(from: $0) }
      validity.bytes.withUnsafeBufferPointer { NumberKernels.fillMissing(memory, $0, with: -1) }
    }
  }

  /// Adds the levels of `other`; returns the code here of each of its codes.
  mutating func merge(_ other: Levels) -> [Int] {
    if isText {
      let dictionary = other.texts.dictionary
      return (0..<dictionary.count).map { code in
        Int(dictionary.withBytes(of: code) { texts.insert($0) })
      }
    }
    return other.words.words.map { Int(words.insert($0)) }
  }

  /// The values by code.
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

  /// Integers within a narrow range are looked up by their distance from the smallest, a tenth of a hash table's time.
  private mutating func insert(_ values: Buffer<Int64>) -> Buffer<Int32> {
    values.withUnsafeBufferPointer { integers in
      var (low, high) = (Int64.max, Int64.min)
      for value in integers {
        low = min(low, value)
        high = max(high, value)
      }
      guard low <= high, low.distance(upTo: high) < 1 << 16 else { return insert(values) { UInt64(bitPattern: $0) } }
      var codes = [Int32](repeating: -1, count: Int(high - low) + 1)
      return codes.withUnsafeMutableBufferPointer { codes in
        Buffer(count: integers.count) { memory in
          for row in 0..<integers.count {
            let place = Int(integers[row] &- low)
            if codes[place] < 0 { codes[place] = words.insert(UInt64(bitPattern: integers[row])) }
            memory[row] = codes[place]
          }
        }
      }
    }
  }

  @inline(__always)
  private mutating func insert<Element>(_ values: Buffer<Element>, word: (Element) -> UInt64) -> Buffer<Int32> {
    Buffer(count: values.count) { memory in
      values.withUnsafeBufferPointer { values in
        for row in 0..<values.count { memory[row] = words.insert(word(values[row])) }
      }
    }
  }

  private mutating func insert(_ bits: Bitmap) -> Buffer<Int32> {
    let (no, yes) = (words.insert(0), words.insert(1))
    return Buffer(count: bits.count) { memory in
      bits.bytes.withUnsafeBufferPointer { bytes in
        for row in 0..<memory.count { memory[row] = bytes.bit(row) ? yes : no }
      }
    }
  }

  private mutating func insert(_ strings: Strings) -> Buffer<Int32> {
    Buffer(count: strings.count) { memory in
      for row in 0..<memory.count { memory[row] = strings.withBytes(of: row) { texts.insert($0) } }
    }
  }

  private mutating func insert(_ codes: Buffer<Int32>, _ dictionary: Strings) -> Buffer<Int32> {
    // A column that is all missing may have an empty dictionary, and then code 0 in every slot.
    guard dictionary.count > 0 else { return Buffer(repeating: -1, count: codes.count) }
    let own = Buffer((0..<dictionary.count).map { code in dictionary.withBytes(of: code) { texts.insert($0) } })
    return own.gather(codes)
  }
}

/// A value of any type that can be a level or a fill.
enum Value: Sendable, Equatable {
  case int(Int64)
  case float(Double)
  case bool(Bool)
  case text(String)

  init(json: JSON) throws(TransformError) {
    switch json {
    case .int(let value): self = .int(value)
    case .float: self = .float(try json.stateNumber())
    case .bool(let value): self = .bool(value)
    case .string(let value): self = .text(value)
    case .null, .array, .object: throw .badState(problem: "a value was expected")
    }
  }

  var json: JSON {
    switch self {
    case .int(let value): .int(value)
    case .float(let value): .float(value)
    case .bool(let value): .bool(value)
    case .text(let value): .string(value)
    }
  }

  /// Numbers by size, false before true, text by code points; both must be of one type.
  func precedes(_ other: Value) -> Bool {
    switch (self, other) {
    case (.int(let left), .int(let right)): left < right
    case (.float(let left), .float(let right)): left < right
    case (.bool(let left), .bool(let right)): !left && right
    case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
    default: preconditionFailure("values of one type are compared")
    }
  }
}

extension Int64 {
  /// How far `other`, which is not smaller, lies above; never overflows.
  fileprivate func distance(upTo other: Int64) -> UInt64 {
    UInt64(bitPattern: other) &- UInt64(bitPattern: self)
  }
}
