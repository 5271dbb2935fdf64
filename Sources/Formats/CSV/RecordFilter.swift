import CKernels
package import Columns

/// Finds the records of a CSV text that hold one of a set of texts in given columns, at the speed of memory: what an
/// erasure does to outputs. The texts, tokens mostly, are at most a few million; a record costs one look-up for each of
/// the columns.
///
/// Made for what `CSVWriter` writes. A text that breaks RFC 4180's rules on quotes is cut into other records than libcsv
/// would cut it into.
package struct RecordFilter: Sendable {
  private let columns: [UInt32]
  private let texts: StringTable
  private let lengths: ClosedRange<Int>
  private let delimiter: UInt8

  /// - Parameters:
  ///   - texts: at least one; none holds a quote.
  ///   - columns: positions in a record, from 0; at least one.
  package init(texts: StringTable, columns: [Int], delimiter: UInt8 = UInt8(ascii: ",")) {
    precondition(texts.count > 0 && !columns.isEmpty)
    self.texts = texts
    self.columns = Set(columns).sorted().map { UInt32($0) }
    self.delimiter = delimiter
    let all = texts.dictionary
    let sizes = (0..<all.count).map { Int(all.offsets[$0 + 1] - all.offsets[$0]) }
    lengths = sizes.min()!...sizes.max()!
  }

  /// The records, with the ends of their lines, that begin in `bytes` and hold one of the texts; and the offset after the
  /// last record that was read.
  ///
  /// - Parameters:
  ///   - bytes: begin with a record.
  ///   - isLast: whether the text ends with them; otherwise the last record may not be whole and is left for next time.
  package func records(in bytes: UnsafeRawBufferPointer, isLast: Bool) -> (found: [Range<Int>], end: Int) {
    guard let base = bytes.baseAddress else { return ([], 0) }
    let text = base.assumingMemoryBound(to: UInt8.self)
    var found: [Range<Int>] = []
    var position = 0
    withSought { sought in
      withUnsafeTemporaryAllocation(of: ck_csv_found.self, capacity: Self.capacity) { room in
        while true {
          var count = 0
          let end = ck_csv_find_records(
            sought, text, position, bytes.count, isLast, room.baseAddress!, Self.capacity, &count)
          for index in 0..<count { found.append(room[index].start..<room[index].end) }
          position = end
          if count < Self.capacity { return }
        }
      }
    }
    return (found, position)
  }

  /// Lends what is looked for to the kernels.
  func withSought<Result>(_ body: (UnsafePointer<ck_csv_sought>) -> Result) -> Result {
    texts.withTable { table in
      columns.withUnsafeBufferPointer { columns in
        var table = table
        return withUnsafePointer(to: &table) { table in
          var sought = ck_csv_sought(
            columns: columns.baseAddress, column_count: columns.count, texts: table,
            shortest: lengths.lowerBound, longest: lengths.upperBound, delimiter: delimiter)
          return withUnsafePointer(to: &sought, body)
        }
      }
    }
  }

  static let capacity = 256
}
