import Configuration
import Formats

/// The memory that data may take (`--memory`), and how it is shared out.
package struct MemoryBudget: Sendable {
  /// Bytes of data that a run may hold at a time.
  let limit: Int
  /// What two threads have in work: chunks as they are read, treated, computed and formatted.
  private let working: Int

  init(limit: Int, chunkSize: Int = CSVDialect.defaultChunkSize) {
    self.limit = limit
    working = Self.workingChunks * max(chunkSize, CSVDialect.defaultChunkSize)
  }

  /// Times the size of a chunk of the source. Measured on flights and on customers with two columns of tokens: 130 to
  /// 190 MB where chunks have 4 MiB.
  private static let workingChunks = 40

  /// Bytes of chunks that may be kept between passes. The rest is for the chunks in work, for what fitting collects, and
  /// for what the allocator cannot use again.
  var kept: Int { limit - max(limit / 4, min(limit / 2, working)) }

  /// What no budget is too small for: tables and values of fewer bytes are always held.
  private static let least = 64 << 20

  /// Bytes that something may take which must be held as a whole.
  var allowance: Int { max(limit, Self.least) }

  /// Whether something that must be held as a whole may be.
  func allows(_ bytes: Int) -> Bool { bytes <= allowance }

  /// "about 3.5 GiB": rounded up, since it is asked for.
  static func text(_ bytes: Int) -> String {
    let tenths = (max(bytes, 1) * 10 + (1 << 30) - 1) >> 30
    guard tenths < 10 else { return "about \(tenths / 10).\(tenths % 10) GiB" }
    return "about \((bytes + (1 << 20) - 1) >> 20) MiB"
  }
}
