package import Configuration
package import Privacy

/// The secret managers that the command speaks to.
package struct RemoteSecrets: SecretManagers {
  package init() {}

  package func secret(_ reference: VaultReference) throws(PrivacyError) -> SecretBytes {
    try VaultServer(reference).secret()
  }

  package func secret(_ reference: AWSSecretReference) throws(PrivacyError) -> SecretBytes {
    try AWSSecretsManager(reference: reference).secret()
  }
}
