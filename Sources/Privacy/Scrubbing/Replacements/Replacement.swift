/// What takes the place of something that was found.
///
/// Secrets get a label whatever the style: a token of a password would show who has the same one, and a part of it is a
/// part of it. So do entities for which a style says nothing.
package enum Replacement: Sendable {
  /// The entity's name: `[EMAIL]`.
  case label
  /// A token of the value's canonical form, so that lines about one person still correlate.
  case token(EntityTokens)
  /// The value with stars for most of it; see `PartialMask`.
  case partial

  /// Appends what stands for `value`.
  ///
  /// - Parameter scratch: for values that become tokens, one after the other.
  func append(_ kind: FindingKind, _ value: Text, _ scratch: inout CanonicalScratch, to output: inout [UInt8]) {
    switch self {
    case .label: break
    case .token(let tokens):
      if case .entity(let entity) = kind, !Entity.secrets.contains(entity),
        tokens.append(tokenOf: value, entity, &scratch, to: &output)
      {
        return
      }
    case .partial:
      if case .entity(let entity) = kind, PartialMask.append(entity, value, to: &output) { return }
    }
    kind.appendLabel(to: &output)
  }
}
