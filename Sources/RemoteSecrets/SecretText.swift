import Privacy

/// Writes text and secrets one after the other into guarded memory of a fixed size: requests hold tokens, which no
/// `String` or `Array` may see.
struct SecretText {
  private let memory: UnsafeMutableRawBufferPointer
  private(set) var count = 0
  /// Whether something was left out because it would not have fit.
  private(set) var isTooLong = false

  init(_ memory: UnsafeMutableRawBufferPointer) { self.memory = memory }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard count + bytes.count <= memory.count else {
      isTooLong = true
      return
    }
    UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: bytes)
    count += bytes.count
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  mutating func append(_ secret: borrowing SecretBytes) { secret.withBytes { append($0) } }

  /// What `write` writes, in guarded memory.
  static func make(
    limit: Int, _ write: (inout SecretText) throws(PrivacyError) -> Void
  ) throws(PrivacyError) -> SecretBytes {
    var count = 0
    let memory = try SecretBytes(count: limit) { memory throws(PrivacyError) in
      var text = SecretText(memory)
      try write(&text)
      precondition(!text.isTooLong, "the limit allows for what is written")
      count = text.count
    }
    return try memory.slice(0..<count)
  }
}
