import Columns

extension SimpleImputer {
  func transform(_ rows: Rows, _ fitted: FittedColumns<FilledColumn>) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    var columns: [Column] = []
    for (column, fitted) in zip(rows.columns, fitted.columns) {
      try rows.requireFinite(column, named: fitted.name)
      guard let fill = fitted.fill else { continue }
      guard let filled = column.filled(with: fill) else {
        throw .badState(problem: "the fill of column `\(fitted.name)` is of another type")
      }
      columns.append(filled)
    }
    for (column, fitted) in zip(rows.columns, fitted.columns) where fitted.hasIndicator {
      columns.append(Column(.bool(column.missing)))
    }
    return columns
  }
}

extension Column {
  /// The column with `fill` in place of missing values, as float if `fill` is; `nil` if the types do not go together.
  fileprivate func filled(with fill: Value) -> Column? {
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

  /// A set bit for each missing value.
  fileprivate var missing: Bitmap {
    guard let validity else { return Bitmap(repeating: false, count: count) }
    return validity.bytes.withUnsafeBufferPointer { bytes in Bitmap(count: count) { !bytes.bit($0) } }
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

extension Buffer {
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

extension Bitmap {
  fileprivate static func | (left: Bitmap, right: Bitmap) -> Bitmap {
    precondition(left.count == right.count)
    let bytes = Buffer<UInt8>(count: left.bytes.count) { memory in
      left.bytes.withUnsafeBufferPointer { left in
        right.bytes.withUnsafeBufferPointer { right in
          for byte in 0..<memory.count { memory[byte] = left[byte] | right[byte] }
        }
      }
    }
    return Bitmap(bytes: bytes, count: left.count)
  }
}
