import CKernels
import Columns

/// Reads one type of fixed width out of text.
protocol FieldKernel {
  associatedtype Value: BitwiseCopyable & Comparable & ExpressibleByIntegerLiteral

  var minimum: Value? { get }
  var maximum: Value? { get }

  /// Reads a field of every row; see `ck_read_ints`.
  func read(
    _ block: FieldBlock, field: Int, into values: UnsafeMutablePointer<Value>, failed: UnsafeMutablePointer<UInt8>
  ) -> Int
  func read(_ text: UnsafeBufferPointer<UInt8>, into value: UnsafeMutablePointer<Value>) -> Bool
  func column(_ values: Buffer<Value>) -> Column.Values
}

extension FieldKernel {
  var minimum: Value? { nil }
  var maximum: Value? { nil }
}

struct IntKernel: FieldKernel {
  let minimum: Int64?
  let maximum: Int64?

  /// The bounds rounded inwards, as those of whole numbers.
  init(_ contract: ColumnContract) {
    minimum = contract.minimum.map { Self.clamp($0.rounded(.up)) }
    maximum = contract.maximum.map { Self.clamp($0.rounded(.down)) }
  }

  /// A bound beyond 64 bits excludes nothing, or everything but the extreme value.
  private static func clamp(_ bound: Double) -> Int64 {
    Int64(exactly: bound) ?? (bound < 0 ? .min : .max)
  }

  func read(
    _ block: FieldBlock, field: Int, into values: UnsafeMutablePointer<Int64>, failed: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var fields = block.fields
    return ck_read_ints(&fields, UInt32(field), values, failed)
  }
  func read(_ text: UnsafeBufferPointer<UInt8>, into value: UnsafeMutablePointer<Int64>) -> Bool {
    ck_read_int(text.baseAddress!, text.count, value)
  }
  func column(_ values: Buffer<Int64>) -> Column.Values { .int(values) }
}

struct FloatKernel: FieldKernel {
  let minimum: Double?
  let maximum: Double?

  init(_ contract: ColumnContract) {
    minimum = contract.minimum
    maximum = contract.maximum
  }

  func read(
    _ block: FieldBlock, field: Int, into values: UnsafeMutablePointer<Double>, failed: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var fields = block.fields
    return ck_read_doubles(&fields, UInt32(field), values, failed)
  }
  func read(_ text: UnsafeBufferPointer<UInt8>, into value: UnsafeMutablePointer<Double>) -> Bool {
    ck_read_double(text.baseAddress!, text.count, value)
  }
  func column(_ values: Buffer<Double>) -> Column.Values { .float(values) }
}

struct BoolKernel: FieldKernel {
  func read(
    _ block: FieldBlock, field: Int, into values: UnsafeMutablePointer<UInt8>, failed: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var fields = block.fields
    return ck_read_bools(&fields, UInt32(field), values, failed)
  }
  func read(_ text: UnsafeBufferPointer<UInt8>, into value: UnsafeMutablePointer<UInt8>) -> Bool {
    ck_read_bool(text.baseAddress!, text.count, value)
  }
  func column(_ values: Buffer<UInt8>) -> Column.Values {
    let bits = Buffer<UInt8>(count: (values.count + 7) / 8) { bits in
      values.withUnsafeBufferPointer { _ = ck_pack_bits($0.baseAddress!, $0.count, bits.baseAddress!) }
    }
    return .bool(Bitmap(bytes: bits, count: values.count))
  }
}

struct DateKernel: FieldKernel {
  private let order: Int32

  init(order: ColumnContract.DateOrder) {
    self.order =
      switch order {
      case .iso: Int32(CK_DATE_YMD)
      case .dayFirst: Int32(CK_DATE_DMY)
      case .monthFirst: Int32(CK_DATE_MDY)
      }
  }

  func read(
    _ block: FieldBlock, field: Int, into values: UnsafeMutablePointer<Int32>, failed: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var fields = block.fields
    return ck_read_dates(&fields, UInt32(field), order, values, failed)
  }
  func read(_ text: UnsafeBufferPointer<UInt8>, into value: UnsafeMutablePointer<Int32>) -> Bool {
    ck_read_date(text.baseAddress!, text.count, order, value)
  }
  func column(_ values: Buffer<Int32>) -> Column.Values { .date(values) }
}

struct TimestampKernel: FieldKernel {
  func read(
    _ block: FieldBlock, field: Int, into values: UnsafeMutablePointer<Int64>, failed: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var fields = block.fields
    return ck_read_timestamps(&fields, UInt32(field), values, failed)
  }
  func read(_ text: UnsafeBufferPointer<UInt8>, into value: UnsafeMutablePointer<Int64>) -> Bool {
    ck_read_timestamp(text.baseAddress!, text.count, value)
  }
  func column(_ values: Buffer<Int64>) -> Column.Values { .timestamp(values) }
}
