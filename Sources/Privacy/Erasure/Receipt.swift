package import Configuration

/// A signed account of an erasure, as JSON: what was done, what could not be done, and nothing that names a person.
///
/// Signed are the bytes `featurize receipt 1` and a line feed, then the canonical JSON of all members but `signature`:
/// members sorted by name, no white space, UTF-8 as it is. Whoever has the public key can verify it without featurize.
package struct Receipt: Sendable, Equatable {
  package static let formatVersion: Int64 = 1

  /// Without the signature.
  package let content: JSON
  package let signature: Signature

  /// Signs an account under the key ring's primary key.
  package init(signing content: JSON, with keys: KeyRing) throws(PrivacyError) {
    self.content = content
    signature = try keys.sign(Self.message(of: content))
  }

  /// Reads what `text` wrote. The signature is not verified yet.
  package init(parsing document: [UInt8]) throws(ReceiptProblem) {
    guard let json = try? JSON(parsing: document), case .object(let members) = json,
      let version = json["featurize_receipt"]?.int
    else { throw .noReceipt }
    guard version == Self.formatVersion else { throw .otherVersion(version) }
    guard let signature = json["signature"], signature["algorithm"]?.string == Self.algorithm,
      let kid = signature["key"]?.string,
      let publicKey = signature["public_key"]?.string.flatMap(Hexadecimal.bytes),
      let bytes = signature["value"]?.string.flatMap(Hexadecimal.bytes)
    else { throw .unsigned }
    content = .object(members.filter { $0.name != "signature" })
    self.signature = Signature(kid: kid, publicKey: publicKey, bytes: bytes)
  }

  /// Whether the account is what was signed.
  package var isAuthentic: Bool { signature.isOf(Self.message(of: content)) }

  /// The file.
  package var text: String {
    guard case .object(let members) = content else { preconditionFailure("an account is an object") }
    let signed: JSON = [
      "algorithm": .string(Self.algorithm), "key": .string(signature.kid),
      "public_key": .string(Hexadecimal.text(signature.publicKey)), "value": .string(Hexadecimal.text(signature.bytes)),
    ]
    return JSON.object(members + [.init("signature", signed)]).pretty
  }

  private static let algorithm = "ed25519"

  private static func message(of content: JSON) -> [UInt8] {
    Array("featurize receipt \(formatVersion)\n".utf8) + content.canonicalBytes
  }
}

/// Why a file is no receipt.
package enum ReceiptProblem: Error, Sendable, Equatable {
  case noReceipt
  case otherVersion(Int64)
  case unsigned

  package var message: String {
    switch self {
    case .noReceipt: "the file is no receipt of an erasure"
    case .otherVersion(let version):
      "the receipt has format \(version), and this version reads format \(Receipt.formatVersion)"
    case .unsigned: "the receipt has no signature that could be verified"
    }
  }
}
