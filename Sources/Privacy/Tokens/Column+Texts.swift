import Columns

extension Column {
  /// Each row's canonical text as `text(at:)` gives it, end to end; missing rows are empty. Strings are not copied, a
  /// category is spelled out.
  var texts: Strings {
    switch values {
    case .string(let strings): return strings
    case .category(let codes, let dictionary): return dictionary.gather(codes)
    case .int(let values):
      var builder = StringsBuilder(rows: count, bytes: count * 8)
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
        values.withUnsafeBufferPointer { values in
          for row in 0..<values.count {
            guard validity.isValid(row) else {
              builder.append("")
              continue
            }
            builder.append(Self.decimal(values[row], in: digits))
          }
        }
      }
      return builder.finish()
    default:
      var builder = StringsBuilder(rows: count, bytes: count * 10)
      for row in 0..<count { builder.append(validity.isValid(row) ? text(at: row) : "") }
      return builder.finish()
    }
  }

  /// The digits, right-aligned in `memory` of at least 20 bytes.
  private static func decimal(
    _ value: Int64, in memory: UnsafeMutableBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    var rest = value.magnitude
    var start = memory.count
    repeat {
      start -= 1
      memory[start] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    if value < 0 {
      start -= 1
      memory[start] = UInt8(ascii: "-")
    }
    return UnsafeBufferPointer(rebasing: memory[start...])
  }
}
