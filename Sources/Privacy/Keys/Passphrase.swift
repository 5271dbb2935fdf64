/// A passphrase on its way to the key derivation: one owner, guarded memory, wiped after use.
package struct Passphrase: ~Copyable, Sendable {
  /// Longer input is refused rather than cut.
  private static let limit = 4096

  let bytes: SecretBytes

  /// The value of a variable, as it is, or the first line of a descriptor or file.
  package init(_ input: SecretInput) throws(PrivacyError) {
    let bytes: SecretBytes
    do {
      bytes = try input.read(.line)
    } catch {
      if case .secretUnreadable(let source, _) = error { throw .passphraseUnreadable(source: source) }
      throw error
    }
    try self.init(bytes, from: input.text)
  }

  /// What a secret manager answered.
  ///
  /// - Parameter source: what to call it in a message.
  package init(_ bytes: consuming SecretBytes, from source: String) throws(PrivacyError) {
    guard (1...Self.limit).contains(bytes.count) else { throw .passphraseUnreadable(source: source) }
    self.bytes = bytes
  }
}
