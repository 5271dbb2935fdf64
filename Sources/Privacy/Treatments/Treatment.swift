package import Columns
package import Configuration

/// One way to treat a personal column: its arguments, what becomes of the column's description, and the pure function
/// per batch that it then is.
///
/// A treatment sees one column and nothing else; a row's result depends on that row alone. Adding one touches its file
/// and its line in `Treatments`.
package protocol Treatment: Configurable {
  /// The word after `use:`.
  static var name: String { get }
  static var guide: TreatmentGuide { get }

  /// The secret it needs, by its name under `secrets:`.
  var key: Located<String>? { get }

  /// The column that comes out, with its type and sensitivity; `nil` if none does. At plan time.
  ///
  /// - Parameter pii: the word after `pii:`, if the column has one.
  func output(of field: Field, pii: String?) throws(TreatmentError) -> Field?

  /// What is done to each batch; called only where `output` gave a field.
  func prepare(_ field: Field, pii: String?, keys: KeyAccess) throws(PrivacyError) -> any ColumnTreatment
}

extension Treatment {
  package var key: Located<String>? { nil }
}

/// A treatment bound to a column: a pure function of its values.
package protocol ColumnTreatment: Sendable {
  func apply(_ column: Column) -> TreatedColumn
}

/// The opened key rings of a run, by the name of their secret, the tenant whose data this is, and what personal data is
/// looked for in it.
package struct KeyAccess: Sendable {
  package let tenant: String
  package let detection: DetectionPolicy
  /// Opens, or finds opened, the key ring of a secret.
  package let keyRing: @Sendable (String) throws(PrivacyError) -> KeyRing

  package init(
    tenant: String, detection: DetectionPolicy = .standard,
    keyRing: @escaping @Sendable (String) throws(PrivacyError) -> KeyRing
  ) {
    self.tenant = tenant
    self.detection = detection
    self.keyRing = keyRing
  }
}

/// What `featurize explain` and the documentation say of a treatment beyond its parameters.
package struct TreatmentGuide: Sendable {
  /// One sentence on what it does.
  package let summary: String
  /// What can still be learnt about a person from what it leaves, and the sensitivity that follows.
  package let leaves: String
  /// A rule that works in a pipeline, as YAML.
  package let example: String
}
