package import Columns
package import Configuration

/// Leaves the column out.
package struct Drop: Treatment {
  package static let name = "drop"
  package static let guide = TreatmentGuide(
    summary: "Leaves the column out, before any step sees it.",
    leaves: "Nothing.",
    example: "{id: phone, use: drop, columns: [phone]}")

  package init() {}

  package static let parameters: [Parameter<Drop>] = []

  package func output(of field: Field, pii: String?) throws(TreatmentError) -> Field? { nil }

  package func prepare(
    _ field: Field, pii: String?, keys: KeyAccess
  ) throws(PrivacyError) -> any ColumnTreatment {
    preconditionFailure("a dropped column is not treated")
  }
}
