import Privacy

/// Signs a request as AWS wants it (Signature Version 4): an HMAC over a canonical form of the request, with a key that
/// is derived for the day, the region and the service. The secret access key itself never leaves the process.
struct AWSSignature {
  let region: String
  let service: String
  /// `yyyymmddThhmmssZ`, in UTC.
  let time: String

  private var day: String { String(time.prefix(8)) }
  private var scope: String { "\(day)/\(region)/\(service)/aws4_request" }

  /// A header as it is signed; the name is in small letters.
  struct Header {
    let name: String
    let value: String
  }

  /// The value of the `Authorization` header of `POST /`.
  ///
  /// - Parameters:
  ///   - headers: All that are signed besides the session token, sorted by name.
  ///   - sessionToken: Empty for keys that do not expire.
  func authorization(
    body: [UInt8], headers: [Header], sessionToken: borrowing SecretBytes, accessKeyID: borrowing SecretBytes,
    secretAccessKey: borrowing SecretBytes
  ) throws(PrivacyError) -> SecretBytes {
    let tokenName = "x-amz-security-token"
    let (before, after) = (headers.filter { $0.name < tokenName }, headers.filter { $0.name > tokenName })
    var names = headers.map(\.name)
    if sessionToken.count > 0 { names = (names + [tokenName]).sorted() }
    let signed = names.joined(separator: ";")
    let bodyDigest = body.withUnsafeBytes { HMAC.digest(of: $0) }
    let length =
      headers.reduce(sessionToken.count + 512) { $0 + $1.name.utf8.count + $1.value.utf8.count + 2 } + signed.utf8.count
    let canonical = try SecretText.make(limit: length) { text in
      text.append("POST\n/\n\n")
      for header in before { text.append("\(header.name):\(header.value)\n") }
      if sessionToken.count > 0 {
        text.append("\(tokenName):")
        text.append(sessionToken)
        text.append("\n")
      }
      for header in after { text.append("\(header.name):\(header.value)\n") }
      text.append("\n\(signed)\n\(bodyDigest)")
    }
    let digest = canonical.withBytes { HMAC.digest(of: $0) }
    let signature = try HMAC.code(
      of: "AWS4-HMAC-SHA256\n\(time)\n\(scope)\n\(digest)", key: signingKey(from: secretAccessKey))
    let hexadecimal = signature.withBytes { Hexadecimal.text($0) }
    return try SecretText.make(limit: accessKeyID.count + signed.utf8.count + 512) { text in
      text.append("AWS4-HMAC-SHA256 Credential=")
      text.append(accessKeyID)
      text.append("/\(scope), SignedHeaders=\(signed), Signature=\(hexadecimal)")
    }
  }

  private func signingKey(from secret: borrowing SecretBytes) throws(PrivacyError) -> SecretBytes {
    var key = try SecretText.make(limit: secret.count + 4) { text in
      text.append("AWS4")
      text.append(secret)
    }
    for part in [day, region, service, "aws4_request"] { key = try HMAC.code(of: part, key: key) }
    return key
  }
}
