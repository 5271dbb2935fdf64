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

  /// Opens what the plan needs.
  package init(for plan: Plan) throws(EngineError) {
    guard let keyRing = plan.privacy?.keyRing else {
      ring = nil
      hashSeed = nil
      return
    }
    do throws(PrivacyError) {
      let ring = try Self.open(keyRing.reference)
      hashSeed = try ring.rowHasher(purpose: .split, label: "hash seed").hash(Column.string(["seed"]))[0]
      self.ring = ring
    } catch {
      throw .privacy(error)
    }
  }

  private static func open(_ reference: SecretReference) throws(PrivacyError) -> KeyRing {
    let path = reference.file ?? ""
    if let name = reference.passphrase?.env {
      return try KeyRing.open(path: path, passphrase: Passphrase(environment: name))
    }
    if let descriptor = reference.passphrase?.fd {
      return try KeyRing.open(path: path, passphrase: Passphrase(descriptor: Int32(clamping: descriptor)))
    }
    return try KeyRing.open(path: path, passphrase: nil)
  }

  /// The key entry that tokens are made with now.
  package var kid: String? { ring?.primary?.kid }

  /// For the treatments: one ring serves a pipeline, whatever it is called there.
  func access(tenant: String, detection: DetectionPolicy) -> KeyAccess {
    KeyAccess(tenant: tenant, detection: detection) { [ring] _ throws(PrivacyError) in
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
