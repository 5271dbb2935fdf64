import Glibc

/// The texts that stand for a missing value.
struct NullValues {
  private let values: [[UInt8]]
  private let includesEmpty: Bool

  init(_ values: [[UInt8]]) {
    self.values = values.filter { !$0.isEmpty }
    includesEmpty = values.contains([])
  }

  /// The non-empty ones.
  var texts: [[UInt8]] { values }

  @inline(__always)
  func contain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if text.isEmpty { return includesEmpty }
    for value in values where value.count == text.count && value[0] == text[0] {
      if memcmp(value, text.baseAddress!, text.count) == 0 { return true }
    }
    return false
  }
}
