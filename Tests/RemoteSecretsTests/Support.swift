import Privacy

@testable import RemoteSecrets

/// A text as a secret.
func secret(_ text: String) throws(PrivacyError) -> SecretBytes {
  try SecretText.make(limit: max(text.utf8.count, 1)) { $0.append(text) }
}

/// A secret as a text, for expectations.
func text(_ secret: borrowing SecretBytes) -> String { secret.withBytes { String(decoding: $0, as: UTF8.self) } }
