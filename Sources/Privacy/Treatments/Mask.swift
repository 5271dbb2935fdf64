package import Columns
package import Configuration

/// Covers all but a few characters of a value.
package struct Mask: Treatment {
  package static let name = "mask"
  package static let guide = TreatmentGuide(
    summary: "Covers every character but the first and last few; a value too short to hide anything is covered whole.",
    leaves: """
      The kept characters and the length, which narrow a person down together with other columns. Free text and special \
      categories are refused. Sensitivity: quasi-identifier.
      """,
    example: "{id: account, use: mask, columns: [iban], with: {keep_last: 4}}")

  package var keepFirst = 0
  package var keepLast = 0
  package var character = "*"

  package init() {}

  package static let parameters: [Parameter<Mask>] = [
    .init("keep_first", \.keepFirst, "Characters kept at the beginning.", .atLeast(0), .atMost(32)),
    .init("keep_last", \.keepLast, "Characters kept at the end.", .atLeast(0), .atMost(32)),
    .init("char", \.character, "What stands for a covered character."),
  ]

  package func output(of field: Field, pii: String?) throws(TreatmentError) -> Field? {
    guard character.unicodeScalars.count == 1 else {
      throw .badArgument(parameter: "char", problem: "must be one character")
    }
    guard field.type == .string || field.type == .category || field.type == .text else {
      throw .wrongType(column: field.name, expected: "string or category", found: field.type)
    }
    try requireAtMostDirect(field)
    var field = field
    field.sensitivity = min(field.sensitivity, .quasi)
    if field.type == .text { field.type = .string }
    return field
  }

  package func prepare(
    _ field: Field, pii: String?, keys: KeyAccess
  ) throws(PrivacyError) -> any ColumnTreatment {
    Cover(keepFirst: keepFirst, keepLast: keepLast, character: Array(character.utf8))
  }

  private struct Cover: ColumnTreatment {
    let keepFirst: Int
    let keepLast: Int
    let character: [UInt8]

    func apply(_ column: Column) -> TreatedColumn {
      column.rewritingTexts(problem: "") { text, masked in
        cover(text, into: &masked)
        return true
      }
    }

    /// Characters are Unicode scalars: bytes that do not continue one. At least half of a value is covered, so that a
    /// short value does not show through.
    private func cover(_ text: UnsafeBufferPointer<UInt8>, into masked: inout [UInt8]) {
      let count = text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
      let shows = (keepFirst + keepLast) * 2 <= count
      var position = -1
      for byte in text {
        let begins = byte & 0xC0 != 0x80
        if begins { position += 1 }
        if shows, position < keepFirst || position >= count - keepLast {
          masked.append(byte)
        } else if begins {
          masked.append(contentsOf: character)
        }
      }
    }
  }
}
