import CKernels
import Columns
import Glibc

/// Builds a column of numbers, booleans or times. ASCII spaces and tabs around the value are not part of it; after
/// that an empty text, quoted or not, is a missing value.
final class FixedColumnBuilder<Kernel: FieldKernel>: PresenceBuilder, ColumnBuilder {
  private let kernel: Kernel
  private var values: BufferBuilder<Kernel.Value>
  /// Whether a null value, such as `-999`, reads as a value, so that a good read does not settle it.
  private let nullsAreValues: Bool

  init(_ kernel: Kernel, contract: ColumnContract, field: Int, nulls: NullValues, rowLimit: Int) {
    self.kernel = kernel
    values = BufferBuilder(capacity: rowLimit)
    nullsAreValues = nulls.texts.contains { text in
      var value: Kernel.Value = 0
      let padded = text + Array(repeating: 0, count: Int(CK_PADDING))
      return padded.withUnsafeBufferPointer { bytes in
        kernel.read(UnsafeBufferPointer(rebasing: bytes[..<text.count]), into: &value)
      }
    }
    super.init(contract: contract, field: field, nulls: nulls, rowLimit: rowLimit)
  }

  func read(_ block: FieldBlock) {
    let values = values.base + rows
    let present = present.base + rows
    present.update(repeating: 1, count: block.rows)
    let failures = kernel.read(block, field: field, into: values, failed: block.failed)
    if nullsAreValues {
      for row in 0..<block.rows { readAgain(block, row, values + row, present + row) }
    } else {
      var row = -1
      let fields = block.fields
      for _ in 0..<failures {
        let next = row + 1
        // Few fail, and the search for them is fast.
        guard let found = memchr(block.failed + next, 1, block.rows - next) else { preconditionFailure("counted") }
        row = UnsafeMutableRawPointer(block.failed).distance(to: found)
        // Most are empty, and the kernel has written 0.
        if isNullable && fields.isEmpty(row, field) {
          present[row] = 0
          hasMissing = true
        } else {
          readAgain(block, row, values + row, present + row)
        }
      }
    }
    if let minimum = kernel.minimum {
      for row in 0..<block.rows where values[row] < minimum && present[row] != 0 {
        block.reject(row, .belowMinimum, field: field)
      }
    }
    if let maximum = kernel.maximum {
      for row in 0..<block.rows where values[row] > maximum && present[row] != 0 {
        block.reject(row, .aboveMaximum, field: field)
      }
    }
  }

  /// Settles a text that the kernel could not read: missing, or with spaces around it, or of the wrong type.
  private func readAgain(
    _ block: FieldBlock, _ row: Int, _ value: UnsafeMutablePointer<Kernel.Value>,
    _ present: UnsafeMutablePointer<UInt8>
  ) {
    hasMissing = true
    let text = block.text(row, field).withoutBlanks
    if text.isEmpty || (!block.isQuoted(row, field) && nulls.contain(text)) {
      value.pointee = 0
      present.pointee = 0
      if !isNullable && !block.isAbsent(row, field) { block.reject(row, .missing, field: field) }
    } else if !kernel.read(text, into: value) {
      value.pointee = 0
      present.pointee = 0
      block.reject(row, .wrongType, field: field)
    }
  }

  func keep(_ block: FieldBlock) {
    if block.invalidCount > 0 {
      compact(values.base, block)
      compact(present.base, block)
    }
    rows += block.rows - block.invalidCount
  }

  func finish() -> Column {
    let validity = finishValidity()
    let count = rows
    return Column(kernel.column(values.take().finish(count: count)), validity: validity)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Without the ASCII spaces and tabs around it.
  var withoutBlanks: UnsafeBufferPointer<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    var start = 0
    var end = count
    while start < end && isBlank(self[start]) { start += 1 }
    while start < end && isBlank(self[end - 1]) { end -= 1 }
    return UnsafeBufferPointer(rebasing: self[start..<end])
  }
}

extension ck_block_fields {
  @inline(__always)
  fileprivate func isEmpty(_ row: Int, _ field: Int) -> Bool {
    let at = row &* Int(self.fields) &+ field
    return ends[at] == (field == 0 ? starts[row] : ends[at &- 1] &+ 1)
  }
}

extension BufferBuilder {
  /// The builder, leaving an empty one behind.
  mutating func take() -> BufferBuilder {
    var other = BufferBuilder(capacity: 0)
    swap(&self, &other)
    return other
  }
}
