/// The letters (as capitals) and digits of an identifier without what separates them; at most 32. It lives on the stack:
/// a scan makes many that turn out to be something else.
struct Code {
  private var bytes = SIMD32<UInt8>()
  private(set) var count = 0

  static let capacity = 32

  init() {}

  init(_ text: String) {
    for byte in text.utf8.prefix(Self.capacity) { append(byte) }
  }

  init(_ bytes: Slice<Text>) {
    for byte in bytes.prefix(Self.capacity) { append(byte) }
  }

  mutating func append(_ byte: UInt8) {
    bytes[count] = byte.isIn(.lower) ? byte - 32 : byte
    count += 1
  }

  subscript(position: Int) -> UInt8 { bytes[position] }

  /// Of a digit.
  func digit(_ position: Int) -> Int { bytes[position].digitValue }

  /// 0 for A to 25 for Z, of a letter.
  func letter(_ position: Int) -> Int { Int(bytes[position] &- UInt8(ascii: "A")) }

  /// The number that digits, at most 18, write.
  func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + digit($1) } }

  /// The digits of a part that holds nothing else.
  func digits(_ range: Range<Int>) -> Digits { Digits(code: self, bounds: range) }
  var digits: Digits { digits(0..<count) }

  func has(_ classes: ByteClass, in range: Range<Int>) -> Bool { range.allSatisfy { bytes[$0].isIn(classes) } }

  /// Whether one character is repeated all along.
  var isUniform: Bool { (1..<max(1, count)).allSatisfy { bytes[$0] == bytes[0] } }

  /// A view of digits as numbers.
  struct Digits: RandomAccessCollection {
    let code: Code
    let bounds: Range<Int>

    var startIndex: Int { bounds.lowerBound }
    var endIndex: Int { bounds.upperBound }
    subscript(position: Int) -> Int { code.digit(position) }
  }
}
