/// Why a source can't be read. Positions and numbers only: no case carries what a file holds.
package enum FormatError: Error, Equatable, Sendable {
  case notFound
  case permissionDenied
  case isDirectory
  /// The operating system's error number.
  case unreadable(errno: Int32)
  /// The compressed data end too early.
  case truncated(Compression)
  /// The compressed data are damaged, or are no such data at all.
  case corrupt(Compression)
  /// A compressed file or a stream holds more than the limit of bytes; it would have to be kept in memory.
  case tooLarge(limit: Int)
  /// The file changed while it was read.
  case changed
  case outOfMemory

  /// No header: the source has no record at all.
  case empty
  /// The bytes are UTF-16 or UTF-32, as their byte-order mark says.
  case notUTF8
  /// The header is longer than the limit of bytes for a record, or has an open quote.
  case headerTooLong(limit: Int)
  case headerOpenQuote
  /// A name of the header is not UTF-8, holds a NUL byte or is badly quoted. Columns are counted from 1.
  case badHeader(column: Int)
  /// Two columns of one name. Columns are counted from 1.
  case duplicateColumn(first: Int, second: Int)
  /// Columns of the contract that the header lacks, and columns of the header (counted from 1) that the contract does
  /// not name.
  case contractNotMet(missing: [String], extra: [Int])
  /// A record of a stream is longer than the limit of bytes; records are counted from 1, the header as 0.
  case recordTooLong(record: Int, limit: Int)
  /// The delimiter must be one ASCII character other than a quote, CR, LF or NUL.
  case badDelimiter
}

package enum Compression: String, Sendable {
  case gzip
  case zstd = "zstandard"
}
