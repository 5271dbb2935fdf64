import Columns

/// The conversions an argument may go through by itself: none of them loses more than the precision of a float.
enum Conversion {
  static func intToFloat(_ column: Column) -> Column {
    Column(.float(column.ints.map { Double($0) }), validity: column.validity)
  }

  /// Midnight, UTC.
  static func dateToTimestamp(_ column: Column) -> Column {
    Loops.timestamp(column.dates, column.dates, column.validity) { days, _ in Calendar.timestamp(days) }
  }

  static func boolToInt(_ column: Column) -> Column {
    let bits = column.bools
    return Column(
      .int(
        Buffer(count: bits.count) { memory in
          bits.bytes.withUnsafeBufferPointer { bytes in
            for row in 0..<memory.count { memory[row] = bytes.bit(row) ? 1 : 0 }
          }
        }), validity: column.validity)
  }
}
