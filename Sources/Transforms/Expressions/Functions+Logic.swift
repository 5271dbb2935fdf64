import Columns

extension Function {
  static let logic: [Function] = [
    Function(
      "and", .logic, "a and b", "True if both are; false if one is false, even if the other is missing.",
      [Overload([.bool, .bool], .bool) { Logic.combine($0, decisive: false) }]),
    Function(
      "or", .logic, "a or b", "True if one is, even if the other is missing; false if both are.",
      [Overload([.bool, .bool], .bool) { Logic.combine($0, decisive: true) }]),
    Function(
      "not", .logic, "not a", "True if false, false if true.",
      [
        Overload([.bool], .bool) { arguments in
          let bits = arguments[0].bools
          return bits.bytes.withUnsafeBufferPointer { bytes in
            Loops.bool(count: bits.count, arguments[0].validity) { !bytes.bit($0) }
          }
        }
      ]),
  ]

  static let conditions: [Function] = [
    Function(
      "if", .conditions, "if(condition, a, b)", "`a` where the condition is true, `b` where it is false, else missing.",
      ValueType.allCases.map { type in
        Overload([.bool, type, type], type) { Choice.choose($0[0].bools, $0[0].validity, $0[1], $0[2]) }
      }),
    Function(
      "coalesce", .conditions, "coalesce(a, b, …)", "The first argument that is not missing.",
      ValueType.allCases.map { type in
        Overload([type, type], repeatsLast: true, type) { arguments in
          arguments.dropFirst().reduce(arguments[0]) { first, second in
            guard let present = first.validity else { return first }
            return Choice.choose(present, nil, first, second)
          }
        }
      }),
    Function(
      "null_if", .conditions, "null_if(a, b)", "Missing where `a` equals `b`, else `a`.",
      Membership.equalities.map { type, equal in
        Overload([type, type], type) { arguments in
          arguments[0].keeping(equal(arguments).bools.inverted)
        }
      }),
    Function(
      "is_missing", .conditions, "is_missing(x)",
      "Whether there is no value; itself never missing. Also written `x is missing` and `x is not missing`.",
      ValueType.allCases.map { type in
        Overload([type], .bool) { arguments in Column(.bool(arguments[0].missing)) }
      }),
  ]
}

/// Kleene's logic of three values.
enum Logic {
  /// One `decisive` operand (false for `and`, true for `or`) settles the result alone.
  static func combine(_ arguments: [Column], decisive: Bool) -> Column {
    let a = arguments[0], b = arguments[1]
    let left = a.bools, right = b.bools
    let all = Bitmap(repeating: true, count: a.count)
    let leftValid = a.validity ?? all, rightValid = b.validity ?? all
    let result = Buffer<UInt8>(count: left.bytes.count) { memory in
      for byte in 0..<memory.count {
        memory[byte] = decisive ? left.bytes[byte] | right.bytes[byte] : left.bytes[byte] & right.bytes[byte]
      }
    }
    let valid = Buffer<UInt8>(count: left.bytes.count) { memory in
      for byte in 0..<memory.count {
        let settledLeft = leftValid.bytes[byte] & (decisive ? left.bytes[byte] : ~left.bytes[byte])
        let settledRight = rightValid.bytes[byte] & (decisive ? right.bytes[byte] : ~right.bytes[byte])
        memory[byte] = leftValid.bytes[byte] & rightValid.bytes[byte] | settledLeft | settledRight
      }
    }
    return Column(
      .bool(Bitmap(bytes: result, count: a.count)), validity: Bitmap(bytes: valid, count: a.count))
  }
}

/// Choosing, row by row, between two columns of one type.
enum Choice {
  /// `a` where the bit is set, else `b`; missing where the chosen one is, or the condition.
  static func choose(_ condition: Bitmap, _ known: Bitmap?, _ a: Column, _ b: Column) -> Column {
    let validity = known & chosenValidity(condition, a, b)
    let values: Column.Values =
      switch (a.values, b.values) {
      case (.int(let a), .int(let b)): .int(choose(condition, validity, a, b, 0))
      case (.float(let a), .float(let b)): .float(choose(condition, validity, a, b, 0))
      case (.date(let a), .date(let b)): .date(choose(condition, validity, a, b, 0))
      case (.timestamp(let a), .timestamp(let b)): .timestamp(choose(condition, validity, a, b, 0))
      case (.bool(let a), .bool(let b)):
        Loops.bool(count: condition.count, validity) { condition[$0] ? a[$0] : b[$0] }.values
      default: .string(choose(condition, validity, Texts(a), Texts(b)))
      }
    return Column(values, validity: validity)
  }

  private static func chosenValidity(_ condition: Bitmap, _ a: Column, _ b: Column) -> Bitmap? {
    guard a.validity != nil || b.validity != nil else { return nil }
    return Bitmap(count: condition.count) { condition[$0] ? a.validity.isValid($0) : b.validity.isValid($0) }
  }

  private static func choose<Element: BitwiseCopyable>(
    _ condition: Bitmap, _ validity: Bitmap?, _ a: Buffer<Element>, _ b: Buffer<Element>, _ zero: Element
  ) -> Buffer<Element> {
    let chosen = Buffer<Element>(count: a.count) { memory in
      condition.bytes.withUnsafeBufferPointer { bits in
        a.withUnsafeBufferPointer { a in
          b.withUnsafeBufferPointer { b in
            for row in 0..<memory.count { memory[row] = bits.bit(row) ? a[row] : b[row] }
          }
        }
      }
    }
    return chosen.cleared(where: validity, zero)
  }

  private static func choose(_ condition: Bitmap, _ validity: Bitmap?, _ a: Texts, _ b: Texts) -> Strings {
    var builder = StringsBuilder(rows: condition.count)
    for row in 0..<condition.count {
      guard validity.isValid(row) else {
        builder.append("")
        continue
      }
      (condition[row] ? a : b).withBytes(of: row) { builder.append($0) }
    }
    return builder.finish()
  }
}

extension Column {
  /// The rows whose bit is set; all others are missing.
  func keeping(_ kept: Bitmap) -> Column {
    guard kept.clearCount > 0 else { return self }
    let everything = Bitmap(repeating: true, count: count)
    return Choice.choose(kept, nil, self, replacing(validity: (validity ?? everything) & kept))
  }
}
