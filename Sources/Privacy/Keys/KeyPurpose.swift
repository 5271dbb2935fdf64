/// What a key derived from an epoch key is for; the number enters the derivation and never changes.
///
/// K_p = `crypto_kdf_derive_from_key(32, purpose, "FGprivK1", K_e)`: a leaked purpose key gives away neither the epoch
/// key nor the keys of other purposes.
package enum KeyPurpose: UInt64, Sendable, CaseIterable {
  case token = 1
  case vault = 2
  case blindIndex = 3
  case audit = 4
  case dateShift = 5
  /// Splits and folds.
  case split = 6
  /// Tells whether a key was decrypted rightly.
  case check = 7
  /// Digests of files that hold personal data.
  case digest = 8
  /// Unfinished fits, which show more than finished ones.
  case partialFit = 9
  /// Signs the receipts of erasures.
  case receipt = 10
}
