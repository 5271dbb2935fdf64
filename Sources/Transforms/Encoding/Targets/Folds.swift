import Columns

/// Which fold of a cross-fit each row belongs to: a function of its keyed hash alone, so that it depends on neither the
/// order of rows nor the chunking, and rows of one group stay together.
struct Folds: Sendable, Codable, Equatable {
  let count: Int

  /// Keeps the folds independent of the split into train and test, which reads the same hash.
  private static let salt: UInt64 = 0x9e6c_63d0_876a_46d1

  /// The fold of every row.
  func assign(_ rows: Rows) -> Buffer<Int32> {
    let hashes = rows.drawHashes
    return Buffer(count: hashes.count) { memory in
      hashes.withUnsafeBufferPointer { hashes in
        for row in 0..<hashes.count { memory[row] = fold(hashes[row]) }
      }
    }
  }

  @inline(__always)
  func fold(_ hash: UInt64) -> Int32 {
    Int32(truncatingIfNeeded: hash.drawn(Self.salt).reduced(below: UInt64(count)))
  }
}
