import Configuration
import Plan
package import Privacy

/// The key ring that a plan names, opened once.
///
/// Key bytes stay in `KeyRing`; here are only where it lies and where its passphrase comes from.
package struct KeyRings: Sendable {
  /// `nil`: the plan needs no key.
  package let ring: KeyRing?

  /// Opens what the plan needs.
  package init(for plan: Plan) throws(EngineError) {
    guard let keyRing = plan.privacy?.keyRing else {
      ring = nil
      return
    }
    do {
      ring = try Self.open(keyRing.reference)
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

  /// A hasher under the ring, or the public one of pipelines without personal data.
  func rowHasher(label: String) throws(EngineError) -> RowHasher {
    do {
      return try ring?.rowHasher(purpose: .split, label: label) ?? RowHasher.unkeyed(label: label)
    } catch {
      throw .privacy(error)
    }
  }
}
