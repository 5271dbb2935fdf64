package import Columns
package import Configuration

/// One way to treat a personal column: its arguments, what becomes of the column's description, and the pure function
/// per batch that it then is.
///
/// A treatment sees one column, and at most the tokens of one other; a row's result depends on that row alone. Adding
/// one touches its file and its line in `Treatments`.
package protocol Treatment: Configurable {
  /// The word after `use:`.
  static var name: String { get }
  static var guide: TreatmentGuide { get }

  /// The secret it needs, by its name under `secrets:`.
  var key: Located<String>? { get }

  /// The column of the same source whose tokens decide, beside the value, what becomes of a row; `nil` if none do.
  var companion: Companion? { get }

  /// The column that comes out, with its type and sensitivity; `nil` if none does. At plan time.
  ///
  /// - Parameter pii: the word after `pii:`, if the column has one.
  func output(of field: Field, pii: String?) throws(TreatmentError) -> Field?

  /// A second column that is made of the same values, given the first; `nil` if there is none.
  func secondOutput(beside output: Field) -> Field?

  /// What is done to each batch; called only where `output` gave a field.
  func prepare(_ field: Field, pii: String?, keys: KeyAccess) throws(PrivacyError) -> any ColumnTreatment

  /// What makes the second column of each batch; called only where `secondOutput` gave a field.
  func prepareSecond(_ field: Field, pii: String?, keys: KeyAccess) throws(PrivacyError) -> any ColumnTreatment
}

extension Treatment {
  package var key: Located<String>? { nil }

  package var companion: Companion? { nil }

  package func secondOutput(beside output: Field) -> Field? { nil }

  package func prepareSecond(
    _ field: Field, pii: String?, keys: KeyAccess
  ) throws(PrivacyError) -> any ColumnTreatment {
    preconditionFailure("the treatment makes one column")
  }
}

/// A column whose tokens a treatment goes by.
package enum Companion: Sendable, Equatable {
  /// The column that tells people apart in the source.
  case person
  case column(Located<String>)
}

/// A treatment bound to a column: a pure function of its values, and of what is said of their rows.
package protocol ColumnTreatment: Sendable {
  func apply(_ column: Column) throws(PrivacyError) -> TreatedColumn

  /// For treatments to which the rows matter; by default they do not.
  func apply(_ column: Column, of rows: RowContext) throws(PrivacyError) -> TreatedColumn
}

extension ColumnTreatment {
  package func apply(_ column: Column, of rows: RowContext) throws(PrivacyError) -> TreatedColumn {
    try apply(column)
  }
}

/// The opened key rings of a run, by the name of their secret, the tenant whose data this is, and what personal data is
/// looked for in it.
package struct KeyAccess: Sendable {
  package let tenant: String
  package let detection: DetectionPolicy
  /// Opens, or finds opened, the key ring of a secret.
  package let keyRing: @Sendable (String) throws(PrivacyError) -> KeyRing
  /// The random key of this run; `nil` where no rule asks for random tokens.
  package let run: RunKey?
  /// Where the salts of vaulted tokens are; `nil` without a ledger.
  package let salts: (any SaltStore)?

  package init(
    tenant: String, detection: DetectionPolicy = .standard, run: RunKey? = nil, salts: (any SaltStore)? = nil,
    keyRing: @escaping @Sendable (String) throws(PrivacyError) -> KeyRing
  ) {
    self.tenant = tenant
    self.detection = detection
    self.run = run
    self.salts = salts
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
