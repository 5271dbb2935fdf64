package import Configuration

/// Every privacy treatment, by name.
package enum Treatments {
  package static let entries: [TreatmentEntry] = [
    TreatmentEntry(Tokenize.self),
    TreatmentEntry(Drop.self),
    TreatmentEntry(Mask.self),
    TreatmentEntry(Generalize.self),
    TreatmentEntry(Redact.self),
    TreatmentEntry(ShiftDates.self),
    TreatmentEntry(TruncateIP.self),
    TreatmentEntry(EmailDomain.self),
  ]

  package static func entry(named name: String) -> TreatmentEntry? { entries.first { $0.name == name } }
}

/// One line of the catalogue: a treatment with its type erased.
package struct TreatmentEntry: Sendable {
  package let name: String
  package let guide: TreatmentGuide
  /// JSON Schema of the arguments.
  package let schema: JSON
  package let parameters: [ParameterDocumentation]
  /// Reads the arguments under `with:` (an absent `with:` is an empty mapping at the place of `use:`).
  package let decode: @Sendable (Node, inout Decoder) -> (any Treatment)?

  init<Member: Treatment>(_ type: Member.Type) {
    name = Member.name
    guide = Member.guide
    schema = Member.schema
    parameters = Member.documentation
    decode = { Member.decode($0, &$1) }
  }
}
