import CKernels
import Glibc

/// The texts that stand for a missing value.
struct NullValues {
  private let values: [[UInt8]]
  private let includesEmpty: Bool

  init(_ values: [[UInt8]]) {
    self.values = values.filter { !$0.isEmpty }
    includesEmpty = values.contains([])
    let words = self.values.map { value in
      let padded = value + Array(repeating: 0, count: Int(CK_PADDING))
      return value.contains(0) ? 0 : ck_text_word(padded, value.count)
    }
    self.words = words.contains(0) ? nil : words
  }

  /// The words of the non-empty ones, as `ck_text_word` has them; `nil` where one of them has none.
  let words: [UInt64]?

  /// The non-empty ones.
  var texts: [[UInt8]] { values }

  /// Sets `hasText` to 1 for each row of the block, which is plain, whose text is none of these, else to 0; returns how
  /// many are, or `nil` where that must be asked text by text.
  func mark(_ block: FieldBlock, _ field: Int, _ hasText: UnsafeMutablePointer<UInt8>) -> Int? {
    guard let words else { return nil }
    return words.withUnsafeBufferPointer { words in
      var nulls = ck_null_texts(words: words.baseAddress, count: words.count, has_empty: includesEmpty)
      var fields = block.fields
      return ck_mark_texts(&fields, UInt32(field), &nulls, hasText)
    }
  }

  @inline(__always)
  func contain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if text.isEmpty { return includesEmpty }
    for value in values where value.count == text.count && value[0] == text[0] {
      if memcmp(value, text.baseAddress!, text.count) == 0 { return true }
    }
    return false
  }
}
