import Columns

/// The canonical form of the value at hand with its length before it, `LP(value)`; its memory is used again for the
/// next value.
struct CanonicalScratch {
  private var bytes: [UInt8] = [0, 0, 0, 0]

  init() { bytes.reserveCapacity(256) }

  /// Takes a value; returns which beginning its message has: 0 in its canonical form, 1 as it stands, or `nil` if it has
  /// no canonical form and may not be taken as it stands.
  mutating func take(_ value: UnsafeBufferPointer<UInt8>, form: CanonicalForm, tokenAsRaw: Bool) -> Int? {
    bytes.removeLast(bytes.count - 4)
    if Self.isCanonical(value, form) {
      bytes.append(contentsOf: value)
      return 0
    }
    if form.append(value, to: &bytes) { return 0 }
    guard tokenAsRaw else { return nil }
    bytes.removeLast(bytes.count - 4)
    bytes.append(contentsOf: value)
    return 1
  }

  /// `LP(value)` of the value taken last; the pointer must not escape `body`.
  @inline(__always)
  mutating func withMessage<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeMutableBytes { message in
      message.storeBytes(of: UInt32(message.count - 4).littleEndian, as: UInt32.self)
      return body(UnsafeRawBufferPointer(message))
    }
  }

  /// Whether the bytes are plainly their own canonical form, as most identifiers are: what is not may still be.
  @inline(__always)
  private static func isCanonical(_ value: UnsafeBufferPointer<UInt8>, _ form: CanonicalForm) -> Bool {
    switch form {
    case .text: isPlain(value)
    case .email: isPlain(value) && EmailAddress.isCanonical(value)
    case .id, .phone: false
    }
  }

  /// Whether the bytes are printable ASCII without a space.
  @inline(__always)
  private static func isPlain(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    var isOther = value.isEmpty
    for byte in value { isOther = isOther || byte &- 0x21 > 0x5D }
    return !isOther
  }
}
