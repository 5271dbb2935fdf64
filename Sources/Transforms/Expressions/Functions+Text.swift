import Columns

extension Function {
  static let text: [Function] = [
    Function(
      "lower", .text, "lower(x)", "In small letters, by Unicode's rules.",
      [Overload([.string], .string) { TextKernels.text($0[0]) { TextKernels.cased($0, upper: false) } }]),
    Function(
      "upper", .text, "upper(x)", "In capital letters, by Unicode's rules.",
      [Overload([.string], .string) { TextKernels.text($0[0]) { TextKernels.cased($0, upper: true) } }]),
    Function(
      "trim", .text, "trim(x)", "Without white space at both ends.",
      [Overload([.string], .string) { TextKernels.text($0[0]) { TextKernels.trimmed($0) } }]),
    Function(
      "length", .text, "length(x)", "Number of characters (Unicode code points).",
      [Overload([.string], .int) { TextKernels.int($0[0]) { Int64(TextKernels.length($0)) } }]),
    Function(
      "contains", .text, "contains(x, part)", "Whether `part` occurs in `x`, letter for letter.",
      [Overload([.string, .string], .bool) { TextKernels.bool($0[0], $0[1]) { TextKernels.find($1, in: $0) != nil } }]),
    Function(
      "starts_with", .text, "starts_with(x, part)", "Whether `x` begins with `part`.",
      [Overload([.string, .string], .bool) { TextKernels.bool($0[0], $0[1]) { TextKernels.starts($0, with: $1) } }]),
    Function(
      "ends_with", .text, "ends_with(x, part)", "Whether `x` ends with `part`.",
      [Overload([.string, .string], .bool) { TextKernels.bool($0[0], $0[1]) { TextKernels.ends($0, with: $1) } }]),
    Function(
      "substring", .text, "substring(x, start), substring(x, start, count)",
      "Characters from `start` on, counted from 1, or from the end where it is negative; missing for 0 or a negative count.",
      [
        Overload([.string, .int], .string) { Substring.cut($0[0], from: $0[1], count: nil) },
        Overload([.string, .int, .int], .string) { Substring.cut($0[0], from: $0[1], count: $0[2]) },
      ]),
    Function(
      "replace", .text, "replace(x, old, new)",
      "With every occurrence of `old` replaced by `new`; missing beyond 16 KiB.",
      [Overload([.string, .string, .string], .string) { TextKernels.replace($0[0], $0[1], $0[2]) }]),
    Function(
      "concat", .text, "concat(a, b, …)",
      "The texts one after the other; missing if one of them is, and beyond 16 KiB. `string(x)` makes text of a number.",
      [Overload([.string, .string], repeatsLast: true, .string) { TextKernels.concatenate($0) }]),
  ]
}

/// The kernels of `substring`.
enum Substring {
  static func cut(_ column: Column, from start: Column, count: Column?) -> Column {
    let (starts, counts) = (start.ints, count?.ints)
    let isMissing = start.validity != nil || count?.validity != nil
    if !isMissing, let first = starts.only, counts == nil || counts?.only != nil {
      return TextKernels.text(column) { TextKernels.substring($0, from: first, count: counts?.only) }
    }
    let validity = start.validity & (count?.validity ?? nil)
    return TextKernels.text(column, validity) { text, row in
      TextKernels.substring(text, from: starts[row], count: counts?[row])
    }
  }
}

extension Buffer<Int64> {
  /// The one value of all rows, as of a literal; `nil` if there are several, or no row.
  fileprivate var only: Int64? {
    guard count > 0 else { return nil }
    let first = self[0]
    return withUnsafeBufferPointer { $0.allSatisfy { $0 == first } } ? first : nil
  }
}
