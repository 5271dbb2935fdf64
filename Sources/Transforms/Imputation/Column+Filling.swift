import Columns

extension Column {
  /// The column with `fill` in place of missing values, as float if `fill` is; `nil` if the types do not go together.
  func filled(with fill: Value) -> Column? {
    switch (values, fill) {
    case (.float(let buffer), .float(let fill)): Column(.float(buffer.filled(validity, with: fill)))
    case (.int(let buffer), .int(let fill)): Column(.int(buffer.filled(validity, with: fill)))
    case (.int, .float(let fill)): numbers.map { Column(.float($0.filled(validity, with: fill))) }
    // The slots of missing values hold false.
    case (.bool(let bits), .bool(let fill)): Column(.bool(fill ? bits | missing : bits))
    case (.string(let strings), .text(let fill)): Column(.string(strings.filled(validity, with: fill)))
    case (.category(let codes, let dictionary), .text(let fill)): filled(codes, dictionary, with: fill)
    default: nil
    }
  }

  /// The column with `fills[choices[row]]` in place of the missing value of each row, as float if the fills are;
  /// `nil` if the types do not go together. The choice of a row with a value is not looked at.
  func filled(with fills: [Value], choices: Buffer<Int32>) -> Column? {
    guard let validity else { return filled(with: fills[0]) }
    switch values {
    case .float(let buffer):
      guard let fills = fills.doubles else { return nil }
      return Column(.float(buffer.filled(validity, with: fills, choices)))
    case .int(let buffer):
      if let fills = fills.ints { return Column(.int(buffer.filled(validity, with: fills, choices))) }
      guard let fills = fills.doubles, let numbers else { return nil }
      return Column(.float(numbers.filled(validity, with: fills, choices)))
    case .bool(let bits):
      guard let fills = fills.bools else { return nil }
      return Column(.bool(bits.filled(validity, with: fills, choices)))
    case .string(let strings):
      guard let fills = fills.texts else { return nil }
      return Column(.string(strings.filled(validity, with: fills, choices)))
    case .category(let codes, let dictionary):
      guard let fills = fills.texts else { return nil }
      return filled(codes, dictionary, with: Strings(fills), choices)
    case .date, .timestamp: return nil
    }
  }

  private func filled(_ codes: Buffer<Int32>, _ dictionary: Strings, with fill: String) -> Column {
    guard validity != nil else { return self }
    if let code = dictionary.firstIndex(of: fill) {
      return Column(.category(codes: codes.filled(validity, with: Int32(code)), dictionary: dictionary))
    }
    return Column(
      .category(
        codes: codes.filled(validity, with: Int32(dictionary.count)), dictionary: Strings(dictionary.array + [fill])))
  }
}

extension Column {
  /// Only fills that a row takes enter the dictionary.
  private func filled(
    _ codes: Buffer<Int32>, _ dictionary: Strings, with fills: Strings, _ choices: Buffer<Int32>
  ) -> Column {
    var table = StringTable(dictionary)
    var added = [Int32](repeating: -1, count: fills.count)
    validity.forEachMissing(of: count) { row in
      let choice = Int(choices[row])
      if added[choice] < 0 { added[choice] = fills.withBytes(of: choice) { table.insert($0) } }
    }
    return Column(.category(codes: codes.filled(validity, with: added, choices), dictionary: table.dictionary))
  }
}

extension [Value] {
  /// The values as Swift's, if all are of one kind.
  fileprivate var doubles: [Double]? { all { if case .float(let value) = $0 { value } else { nil } } }
  fileprivate var ints: [Int64]? { all { if case .int(let value) = $0 { value } else { nil } } }
  fileprivate var bools: [Bool]? { all { if case .bool(let value) = $0 { value } else { nil } } }
  fileprivate var texts: [String]? { all { if case .text(let value) = $0 { value } else { nil } } }

  private func all<Result>(_ read: (Value) -> Result?) -> [Result]? {
    let results = compactMap(read)
    return results.count == count ? results : nil
  }
}

extension Bitmap? {
  /// Calls `body` with each row whose bit is clear.
  @inline(__always)
  fileprivate func forEachMissing(of count: Int, _ body: (Int) -> Void) {
    withBytes { bytes in
      guard let bytes else { return }
      for byte in 0..<bytes.count where bytes[byte] != 0xFF {
        var missing = ~bytes[byte]
        while missing != 0 {
          let row = byte &* 8 &+ missing.trailingZeroBitCount
          if row < count { body(row) }
          missing &= missing &- 1
        }
      }
    }
  }
}

extension Buffer {
  fileprivate func filled(_ validity: Bitmap?, with values: [Element], _ choices: Buffer<Int32>) -> Buffer {
    Buffer(count: count) { memory in
      withUnsafeBufferPointer { _ = memory.initialize(from: $0) }
      values.withUnsafeBufferPointer { values in
        choices.withUnsafeBufferPointer { choices in
          validity.forEachMissing(of: count) { memory[$0] = values[Int(choices[$0])] }
        }
      }
    }
  }

  fileprivate func filled(_ validity: Bitmap?, with value: Element) -> Buffer {
    guard let validity else { return self }
    return Buffer(count: count) { memory in
      withUnsafeBufferPointer { _ = memory.initialize(from: $0) }
      validity.bytes.withUnsafeBufferPointer { NumberKernels.fillMissing(memory, $0, with: value) }
    }
  }
}

extension Strings {
  fileprivate func firstIndex(of string: String) -> Int? {
    (0..<count).first { withBytes(of: $0) { $0.elementsEqual(string.utf8) } }
  }

  fileprivate func filled(_ validity: Bitmap?, with fill: String) -> Strings {
    guard let validity else { return self }
    let fill = Array(fill.utf8)
    var builder = StringsBuilder(rows: count, bytes: bytes.count + fill.count * validity.clearCount)
    validity.bytes.withUnsafeBufferPointer { validity in
      for row in 0..<count {
        if validity.bit(row) { withBytes(of: row) { builder.append($0) } } else { builder.append(fill) }
      }
    }
    return builder.finish()
  }
}

extension Strings {
  fileprivate func filled(_ validity: Bitmap?, with fills: [String], _ choices: Buffer<Int32>) -> Strings {
    let fills = Strings(fills)
    var builder = StringsBuilder(rows: count, bytes: bytes.count)
    for row in 0..<count {
      if validity.isValid(row) {
        withBytes(of: row) { builder.append($0) }
      } else {
        fills.withBytes(of: Int(choices[row])) { builder.append($0) }
      }
    }
    return builder.finish()
  }
}

extension Bitmap {
  fileprivate func filled(_ validity: Bitmap?, with fills: [Bool], _ choices: Buffer<Int32>) -> Bitmap {
    Bitmap(count: count) { validity.isValid($0) ? self[$0] : fills[Int(choices[$0])] }
  }
}
