import Columns

extension Function {
  static let conversions: [Function] = [
    Function(
      "int", .conversions, "int(x)",
      "Whole number: a float loses its fraction, true is 1, text is read; missing beyond 64 bits and for other text.",
      [
        Overload([.int], .int) { $0[0] },
        Overload([.float], .int) { arguments in
          Loops.int(arguments[0].floats, arguments[0].validity) { Int64(exactly: $0.rounded(.towardZero)) }
        },
        Overload([.bool], .int) { Conversion.boolToInt($0[0]) },
        Overload([.string], .int) { TextKernels.int($0[0]) { TextReading.int($0) } },
      ]),
    Function(
      "float", .conversions, "float(x)", "Float: true is 1.0, text is read; missing for other text.",
      [
        Overload([.float], .float) { $0[0] },
        Overload([.bool], .float) { Conversion.intToFloat(Conversion.boolToInt($0[0])) },
        Overload([.string], .float) { TextKernels.float($0[0]) { TextReading.float($0) } },
      ]),
    Function(
      "bool", .conversions, "bool(x)",
      "False for 0 and true for other numbers; of text, only `true` and `false` are read.",
      [
        Overload([.bool], .bool) { $0[0] },
        Overload([.int], .bool) { arguments in
          let zero = Buffer<Int64>(repeating: 0, count: arguments[0].count)
          return Loops.bool(arguments[0].ints, zero, arguments[0].validity) { $0 != $1 }
        },
        Overload([.float], .bool) { arguments in
          let zero = Buffer<Double>(repeating: 0, count: arguments[0].count)
          return Loops.bool(arguments[0].floats, zero, arguments[0].validity) { $0 != $1 }
        },
        Overload([.string], .bool) { arguments in
          let numbers = TextKernels.int(arguments[0]) { TextReading.bool($0) }
          return Loops.bool(count: numbers.count, numbers.validity) { numbers.ints[$0] == 1 }
        },
      ]),
    Function(
      "string", .conversions, "string(x)", "Text, as a value stands in a CSV file: `2026-01-31`, `2.5`, `true`.",
      ValueType.allCases.map { type in
        Overload([type], .string) { arguments in
          guard type != .string else { return arguments[0] }
          let (codes, dictionary) = arguments[0].categories
          return Column(.category(codes: codes, dictionary: dictionary), validity: arguments[0].validity)
        }
      }),
    Function(
      "parse_date", .conversions, "parse_date(x)", "Date of a text such as `2026-01-31`; missing for other text.",
      [Overload([.string], .date) { TextKernels.date($0[0]) { TextReading.date($0) } }]),
    Function(
      "parse_timestamp", .conversions, "parse_timestamp(x)",
      "Timestamp of a text such as `2026-01-31T12:00:00Z`, in UTC; missing for other text.",
      [Overload([.string], .timestamp) { TextKernels.timestamp($0[0]) { TextReading.timestamp($0) } }]),
  ]
}

/// Reads values that stand in text, with nothing around them.
enum TextReading {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  static func int(_ text: Bytes) -> Int64? {
    guard text.count <= 20 else { return nil }
    return Int64(String(decoding: text, as: UTF8.self))
  }

  /// Decimal, with a point and an exponent where there is one; neither `inf` nor hexadecimal.
  static func float(_ text: Bytes) -> Double? {
    let isDecimal = text.allSatisfy { byte in
      byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
    }
    guard isDecimal, text.count <= 1000 else { return nil }
    return Double(String(decoding: text, as: UTF8.self))
  }

  static func bool(_ text: Bytes) -> Int64? {
    text.elementsEqual("true".utf8) ? 1 : text.elementsEqual("false".utf8) ? 0 : nil
  }

  static func date(_ text: Bytes) -> Int32? {
    text.count == 10 ? Calendar.date(String(decoding: text, as: UTF8.self)) : nil
  }

  static func timestamp(_ text: Bytes) -> Int64? {
    text.count <= 20 ? Calendar.timestamp(String(decoding: text, as: UTF8.self)) : nil
  }
}
