extension UnsafeBufferPointer<UInt8> {
  /// Lends every piece between separators that is not empty; `separator` has a byte at least.
  func forEachPiece(separatedBy separator: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var (start, next) = (0, 0)
    while next < count {
      if count - next >= separator.count, self[next..<next + separator.count].elementsEqual(separator) {
        if next > start { body(UnsafeBufferPointer(rebasing: self[start..<next])) }
        next += separator.count
        start = next
      } else {
        next += 1
      }
    }
    if next > start { body(UnsafeBufferPointer(rebasing: self[start..<next])) }
  }
}
