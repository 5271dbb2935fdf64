/// Cuts a text into labels.
struct LabelCutter {
  private let separator: [UInt8]

  /// `separator` is not empty.
  init(_ separator: String) { self.separator = Array(separator.utf8) }

  /// Lends each label that is not empty, without the spaces and tabs around it.
  func forEach(in text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    text.forEachPiece(separatedBy: separator) { piece in
      var label = piece[...]
      while let first = label.first, Self.isSpace(first) { label = label.dropFirst() }
      while let last = label.last, Self.isSpace(last) { label = label.dropLast() }
      if !label.isEmpty { body(UnsafeBufferPointer(rebasing: label)) }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
