import CKernels
package import Columns
import Glibc

/// Reads rows that are given as text in memory straight into columns: the fast path of serving.
///
/// It takes rows in which every value is as the contract wants it. Of any other it says nothing: the caller reads them
/// as the CSV document that they stand for, which tells what is wrong. Where it takes them the two agree in every bit.
package struct RowsReader: Sendable {
  private let columns: [RowColumnReader]

  package init(contracts: [ColumnContract], nullValues: [String]) {
    let nulls = NullValues(nullValues.map { Array($0.utf8) })
    columns = contracts.map { RowColumnReader($0, nulls: nulls) }
  }

  /// A column for each contract, or `nil` if a value breaks its contract.
  ///
  /// - Parameter rows: Values by column; one that is absent, or one of the null values, is missing.
  package func columns(of rows: [[String: String]]) -> [Column]? {
    var read: [Column] = []
    read.reserveCapacity(columns.count)
    for column in columns {
      guard let values = column.column(of: rows) else { return nil }
      read.append(values)
    }
    return read
  }
}

/// Reads one column of such rows.
struct RowColumnReader: Sendable {
  /// Longer texts take the other way: numbers are never so long, and texts have a limit there.
  private static let longestNumber = 64
  private static let longestText = 1 << 16

  private let name: String
  private let contract: ColumnContract
  private let nulls: NullValues
  private let allowed: StringTable?

  init(_ contract: ColumnContract, nulls: NullValues) {
    name = contract.field.name
    self.contract = contract
    self.nulls = nulls
    allowed = contract.allowedValues.map { StringTable(Strings($0)) }
  }

  func column(of rows: [[String: String]]) -> Column? {
    switch contract.field.type {
    case .int: numbers(of: rows, IntKernel(contract))
    case .float: numbers(of: rows, FloatKernel(contract))
    case .bool: numbers(of: rows, BoolKernel())
    case .date: numbers(of: rows, DateKernel(order: contract.dateOrder))
    case .timestamp: numbers(of: rows, TimestampKernel())
    case .string, .text: strings(of: rows)
    case .category: categories(of: rows)
    }
  }

  /// What one text is.
  private enum Reading {
    case value, missing, invalid
  }

  // MARK: Numbers, booleans and times

  private func numbers<Kernel: FieldKernel>(of rows: [[String: String]], _ kernel: Kernel) -> Column? {
    var isValid = true
    var missing = 0
    var present = rows.count == 1 ? [] : [Bool](repeating: true, count: rows.count)
    let values = Buffer<Kernel.Value>(count: rows.count) { memory in
      for row in 0..<rows.count {
        memory[row] = 0
        switch read(rows[row][name], kernel, into: memory.baseAddress! + row) {
        case .value: continue
        case .missing:
          missing += 1
          if !present.isEmpty { present[row] = false }
        case .invalid: isValid = false
        }
      }
    }
    guard isValid else { return nil }
    return Column(kernel.column(values), validity: validity(present, missing: missing, of: rows.count))
  }

  /// As `FixedColumnBuilder`: blanks around the value are not part of it.
  private func read<Kernel: FieldKernel>(
    _ text: String?, _ kernel: Kernel, into value: UnsafeMutablePointer<Kernel.Value>
  ) -> Reading {
    guard var text else { return missing }
    return text.withUTF8 { bytes in
      guard !nulls.contain(bytes) else { return missing }
      guard bytes.count <= Self.longestNumber else { return .invalid }
      return withUnsafeTemporaryAllocation(
        of: UInt8.self, capacity: Self.longestNumber + Int(CK_PADDING)
      ) { padded in
        if let base = bytes.baseAddress { memcpy(padded.baseAddress!, base, bytes.count) }
        memset(padded.baseAddress! + bytes.count, 0, Int(CK_PADDING))
        let trimmed = UnsafeBufferPointer(rebasing: padded[..<bytes.count]).withoutBlanks
        if trimmed.isEmpty { return missing }
        guard kernel.read(trimmed, into: value) else { return .invalid }
        if let minimum = kernel.minimum, value.pointee < minimum { return .invalid }
        if let maximum = kernel.maximum, value.pointee > maximum { return .invalid }
        return .value
      }
    }
  }

  private var missing: Reading { contract.field.isNullable ? .missing : .invalid }

  private func validity(_ present: [Bool], missing: Int, of count: Int) -> Bitmap? {
    guard missing > 0 else { return nil }
    return present.isEmpty ? Bitmap(repeating: false, count: count) : Bitmap(present)
  }

  // MARK: Texts

  /// Calls `append` with each text, and `skip` where there is none.
  private func readTexts(
    of rows: [[String: String]], append: (UnsafeBufferPointer<UInt8>) -> Void, skip: () -> Void
  ) -> Bitmap?? {
    var missing = 0
    var present = rows.count == 1 ? [] : [Bool](repeating: true, count: rows.count)
    for row in 0..<rows.count {
      var reading = self.missing
      if var text = rows[row][name] {
        reading = text.withUTF8 { bytes in
          if nulls.contain(bytes) { return self.missing }
          // A pointer to no byte need not be one.
          guard bytes.count <= Self.longestText, !bytes.contains(0), allowed.map({ $0.find(bytes) != nil }) ?? true
          else { return .invalid }
          append(bytes)
          return .value
        }
      }
      switch reading {
      case .value: continue
      case .invalid: return nil
      case .missing:
        missing += 1
        if !present.isEmpty { present[row] = false }
        skip()
      }
    }
    return .some(validity(present, missing: missing, of: rows.count))
  }

  private func strings(of rows: [[String: String]]) -> Column? {
    var texts = StringsBuilder(rows: rows.count)
    let validity = readTexts(of: rows) {
      texts.append($0)
    } skip: {
      texts.append("")
    }
    guard let validity else { return nil }
    return Column(.string(texts.finish()), validity: validity)
  }

  private func categories(of rows: [[String: String]]) -> Column? {
    if rows.count == 1 { return category(of: rows) }
    var table = StringTable()
    var codes: [Int32] = []
    codes.reserveCapacity(rows.count)
    let validity = readTexts(of: rows) {
      codes.append(table.insert($0))
    } skip: {
      codes.append(0)
    }
    guard let validity else { return nil }
    return Column(.category(codes: Buffer(codes), dictionary: table.dictionary), validity: validity)
  }

  /// Of one row, which needs no table.
  private func category(of rows: [[String: String]]) -> Column? {
    var texts = StringsBuilder(rows: 1)
    let validity = readTexts(of: rows) {
      texts.append($0)
    } skip: {
    }
    guard let validity else { return nil }
    return Column(.category(codes: Buffer(repeating: 0, count: 1), dictionary: texts.finish()), validity: validity)
  }
}
