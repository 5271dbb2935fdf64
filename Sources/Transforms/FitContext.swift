package import Columns

/// What holds for a whole fit.
package struct FitContext: Sendable {
  package let inputs: [Field]
  package let target: Field?
  /// No category, extreme or group of fewer people may reach the fitted state; `nil`: scikit-learn's numbers as they
  /// are.
  package let k: Int?
  /// Derived from the key ring: seeds the hashes of values (`hashing_encoder`), so that nobody without the key can tell
  /// which value became what. Never a part of a fitted state; `nil` without a key ring.
  package let hashSeed: UInt64?

  package init(inputs: [Field], target: Field? = nil, k: Int? = nil, hashSeed: UInt64? = nil) {
    self.inputs = inputs
    self.target = target
    self.k = k
    self.hashSeed = hashSeed
  }
}
