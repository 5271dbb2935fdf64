import Columns
import Configuration
package import Plan
package import Privacy

/// The key ring that a plan names, opened once.
///
/// Key bytes stay in `KeyRing`; here are only where it lies and where its passphrase comes from.
package struct KeyRings: Sendable {
  /// `nil`: the plan needs no key.
  package let ring: KeyRing?
  /// What transformers mix into the hashes of values; `nil` without a ring.
  let hashSeed: UInt64?
  /// The random key of this run, where a rule asks for random tokens.
  private let run: RunKey?
  /// Where the salts of vaulted tokens are kept; `nil` without a ledger.
  package var salts: (any SaltStore)?

  /// Opens what the plan needs.
  ///
  /// - Parameter managers: Who fetches secrets from servers; without one, pipelines that need it are refused.
  package init(for plan: Plan, managers: (any SecretManagers)? = nil) throws(EngineError) {
    guard let keyRing = plan.privacy?.keyRing else {
      self.init()
      return
    }
    let ring: KeyRing
    do throws(PrivacyError) { ring = try KeyRing.open(keyRing.reference, managers) } catch { throw .privacy(error) }
    try self.init(ring, for: plan)
  }

  private init() {
    ring = nil
    hashSeed = nil
    run = nil
  }

  /// A ring that is open already.
  package init(_ ring: KeyRing, for plan: Plan) throws(EngineError) {
    do throws(PrivacyError) {
      hashSeed = try ring.rowHasher(purpose: .split, label: "hash seed").hash(Column.string(["seed"]))[0]
      self.ring = ring
      run = plan.isReproducible ? nil : try RunKey()
    } catch {
      throw .privacy(error)
    }
  }

  /// The key entry that tokens are made with now.
  package var kid: String? { ring?.primary?.kid }

  /// For the treatments: one ring serves a pipeline, whatever it is called there.
  func access(tenant: String, detection: DetectionPolicy) -> KeyAccess {
    KeyAccess(tenant: tenant, detection: detection, run: run, salts: salts) { [ring] _ throws(PrivacyError) in
      guard let ring else { preconditionFailure("the plan names a ring where a treatment needs one") }
      return ring
    }
  }

  /// A hasher under the ring, or the public one of pipelines without personal data.
  func rowHasher(label: String) throws(EngineError) -> RowHasher {
    do throws(PrivacyError) {
      guard let ring else { return try RowHasher.unkeyed(label: label) }
      return try ring.rowHasher(purpose: .split, label: label)
    } catch {
      throw .privacy(error)
    }
  }
}
