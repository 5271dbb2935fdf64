/// What a token is a function of, besides key and domain; the first byte of what is hashed, so that the tokens of one
/// kind say nothing of those of another.
enum TokenKind: UInt8, Sendable {
  case stateless = 0x01
  case vaulted = 0x02
  /// Random per run.
  case document = 0x03
  /// Random per occurrence.
  case occurrence = 0x04

  /// The byte for integer surrogates of the kind.
  static let integer: UInt8 = 0x10

  /// The key id in tokens under a key that was random and is gone.
  static let randomKid = "rand"

  /// What every message of the kind begins with, up to the form's version.
  func beginning(kid: String, entity: String, version: String, isInteger: Bool) -> [UInt8] {
    var message = [isInteger ? rawValue | Self.integer : rawValue] + Array(kid.utf8)
    LengthPrefixed.append(entity, to: &message)
    LengthPrefixed.append(version, to: &message)
    return message
  }

  /// The beginnings for values in their canonical form, and for raw ones that have none.
  func beginnings(kid: String, entity: String, form: CanonicalForm, isInteger: Bool) -> [[UInt8]] {
    [form.version, CanonicalForm.rawVersion].map {
      beginning(kid: kid, entity: entity, version: $0, isInteger: isInteger)
    }
  }
}
