import CKernels

/// The column types that a text is a value of, as the readers of a run judge it.
package struct FieldTypes: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let int = FieldTypes(rawValue: 1)
  package static let float = FieldTypes(rawValue: 2)
  package static let bool = FieldTypes(rawValue: 4)
  package static let isoDate = FieldTypes(rawValue: 8)
  package static let dayFirstDate = FieldTypes(rawValue: 16)
  package static let monthFirstDate = FieldTypes(rawValue: 32)
  package static let timestamp = FieldTypes(rawValue: 64)

  package static let all: FieldTypes = [
    .int, .float, .bool, .isoDate, .dayFirstDate, .monthFirstDate, .timestamp,
  ]

  /// Bytes that must be readable after a text; their content does not matter.
  package static let padding = Int(CK_PADDING)

  /// - Parameters:
  ///   - text: with `padding` readable bytes after it.
  ///   - candidates: the types that are asked for; of a column, those that all texts before had.
  package init(of text: UnsafeBufferPointer<UInt8>, among candidates: FieldTypes = .all) {
    var types: FieldTypes = []
    // The longest texts that any of these types has, but for floats of many digits.
    guard let base = text.baseAddress, !text.isEmpty, text.count < 1024, !candidates.isEmpty else {
      self = []
      return
    }
    let count = text.count
    var (number, double, byte, days) = (Int64(0), 0.0, UInt8(0), Int32(0))
    if candidates.contains(.int), ck_read_int(base, count, &number) { types.insert(.int) }
    if candidates.contains(.float), ck_read_double(base, count, &double) { types.insert(.float) }
    if candidates.contains(.bool), ck_read_bool(base, count, &byte) { types.insert(.bool) }
    if candidates.contains(.isoDate), ck_read_date(base, count, Int32(CK_DATE_YMD), &days) { types.insert(.isoDate) }
    if candidates.contains(.dayFirstDate), ck_read_date(base, count, Int32(CK_DATE_DMY), &days) {
      types.insert(.dayFirstDate)
    }
    if candidates.contains(.monthFirstDate), ck_read_date(base, count, Int32(CK_DATE_MDY), &days) {
      types.insert(.monthFirstDate)
    }
    if candidates.contains(.timestamp), ck_read_timestamp(base, count, &number) { types.insert(.timestamp) }
    self = types
  }
}
