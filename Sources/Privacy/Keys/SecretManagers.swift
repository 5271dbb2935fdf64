package import Configuration

/// Fetches secrets from servers. Whoever wires a program decides whether it has any: the engine knows no network.
package protocol SecretManagers: Sendable {
  /// The text of a secret, in guarded memory.
  func secret(_ reference: VaultReference) throws(PrivacyError) -> SecretBytes
  func secret(_ reference: AWSSecretReference) throws(PrivacyError) -> SecretBytes
}
