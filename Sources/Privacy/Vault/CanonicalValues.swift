import Columns

/// The values of a batch in their canonical forms, `LP(value)` each, for hashing them more than once.
struct CanonicalValues {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Which beginning the message of each value has: 0 in its canonical form, 1 as it stands.
  private(set) var beginnings: [Int] = []

  var count: Int { ends.count }

  mutating func append(_ message: UnsafeRawBufferPointer, beginning: Int) {
    bytes.append(contentsOf: message)
    ends.append(bytes.count)
    beginnings.append(beginning)
  }

  /// Lends `LP(value)`.
  func withMessage<Result>(_ position: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { bytes in
      body(UnsafeRawBufferPointer(rebasing: bytes[(position == 0 ? 0 : ends[position - 1])..<ends[position]]))
    }
  }

  func hashes(_ hash: KeyedHash) -> [Hash128] {
    hash.withHasher { hasher in
      (0..<count).map { position in
        withMessage(position) { hasher.hash($0, beginning: beginnings[position]) }
      }
    }
  }
}
