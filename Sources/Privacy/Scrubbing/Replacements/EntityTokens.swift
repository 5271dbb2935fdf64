/// The tokens of what is found in text: as `tokenize` makes them of a column in the same domain under the same key, so
/// that a log and a table join.
package struct EntityTokens: Sendable {
  private let tokenizers: [Entity: Tokenizer]

  /// - Parameters:
  ///   - tenant: separates organisations that share a key ring; may be empty.
  ///   - domain: of every token; by default each entity has its own name, in small letters, as domain.
  package init(
    _ entities: Set<Entity>, keys: KeyRing, tenant: String, domain: String?
  ) throws(PrivacyError) {
    var tokenizers: [Entity: Tokenizer] = [:]
    for entity in entities.subtracting(Entity.secrets) {
      tokenizers[entity] = try keys.tokenizer(
        tenant: tenant, domain: domain ?? entity.rawValue.lowercased(), form: entity.canonicalForm)
    }
    self.tokenizers = tokenizers
  }

  /// Appends the token of a value, as it stands if it has no canonical form; `false`, and nothing appended, for an entity
  /// that was not asked for.
  func append(
    tokenOf value: Text, _ entity: Entity, _ scratch: inout CanonicalScratch, to output: inout [UInt8]
  ) -> Bool {
    guard let tokenizer = tokenizers[entity] else { return false }
    return Self.withPlainSign(value, entity) { value in
      tokenizer.append(tokenOf: value, raw: true, &scratch, to: &output)
    }
  }

  /// An e-mail address out of a URL or out of JSON is the same one with `@`.
  private static func withPlainSign(_ value: Text, _ entity: Entity, _ body: (Text) -> Bool) -> Bool {
    guard entity == .email, let sign = EmailSign(in: value), sign.range.count > 1 else { return body(value) }
    let plain = value[..<sign.range.lowerBound] + [UInt8(ascii: "@")] + value[sign.range.upperBound...]
    return Array(plain).withUnsafeBufferPointer(body)
  }
}

extension Entity {
  /// How its values are written before they are hashed; as `tokenize` does with columns tagged alike.
  var canonicalForm: CanonicalForm {
    switch self {
    case .email: .email
    case .phone: .phone
    case .iban, .creditCard: .id
    // Two lines of letters and `<`.
    case .passport: .text
    default: Self.nationalIDs.contains(self) ? .id : .text
    }
  }
}

/// Where the `@` of a found e-mail address stands, or its escape in a URL or in JSON.
struct EmailSign {
  let range: Range<Int>

  init?(in value: Text) {
    for position in value.indices {
      let length = value.has("@", at: position) ? 1 : value.has("%40", at: position) ? 3 : 0
      if length > 0 || value.has("\\u0040", at: position) {
        range = position..<(position + (length > 0 ? length : 6))
        return
      }
    }
    return nil
  }
}
