import Configuration
import Glibc
import Privacy

/// AWS Secrets Manager: the current, or a named, version of a secret. Credentials come from `AWS_ACCESS_KEY_ID`,
/// `AWS_SECRET_ACCESS_KEY` and, for temporary ones, `AWS_SESSION_TOKEN`.
struct AWSSecretsManager {
  let reference: AWSSecretReference

  func secret() throws(PrivacyError) -> SecretBytes {
    let region = try self.region()
    let server = try self.server(in: region)
    let answer = try server.body(of: self.request(to: server.address, in: region))
    let name = server.address.text
    guard let text = try SecretJSON.optionalText(at: ["SecretString"], in: answer, from: name) else {
      // In base64: what is read as a raw key takes it as it is.
      return try SecretJSON.text(at: ["SecretBinary"], in: answer, from: name)
    }
    guard let field = reference.field else { return text }
    return try SecretJSON.text(at: [field], in: text, from: name)
  }

  private func region() throws(PrivacyError) -> String {
    if let region = reference.region { return region }
    for name in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
      guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { continue }
      guard AWSSecretReference.isRegion(value) else {
        throw .secretUnreadable(source: "the environment variable `\(name)`", cause: "it names no region")
      }
      return value
    }
    throw .secretUnreadable(source: "the environment variable `AWS_REGION`", cause: "it is not set, or empty")
  }

  private func server(in region: String) throws(PrivacyError) -> SecretServer {
    guard let address = try? ServerAddress(reference.endpoint ?? "https://secretsmanager.\(region).amazonaws.com")
    else {
      preconditionFailure("the reader of the pipeline has checked the endpoint and the region")
    }
    return SecretServer(address: address, authorities: reference.ca)
  }

  private func request(to address: ServerAddress, in region: String) throws(PrivacyError) -> HTTPRequest {
    let body = Array(content.canonical.utf8)
    let time = Self.now()
    let type = "application/x-amz-json-1.1", target = "secretsmanager.GetSecretValue"
    let accessKeyID = try Self.headerValue("AWS_ACCESS_KEY_ID")
    let secretAccessKey = try SecretInput.environment("AWS_SECRET_ACCESS_KEY").read(.line)
    let token = try Self.sessionToken()
    let authorization = try AWSSignature(region: region, service: "secretsmanager", time: time).authorization(
      body: body,
      headers: [
        .init(name: "content-type", value: type), .init(name: "host", value: address.authority),
        .init(name: "x-amz-date", value: time), .init(name: "x-amz-target", value: target),
      ], sessionToken: token, accessKeyID: accessKeyID, secretAccessKey: secretAccessKey)
    var request = try HTTPRequest(.post, "/")
    request.headers = [("Content-Type", type), ("X-Amz-Date", time), ("X-Amz-Target", target)]
    request.body = body
    try request.add("Authorization", authorization)
    if token.count > 0 { try request.add("X-Amz-Security-Token", token) }
    return request
  }

  private var content: JSON {
    var members: [JSON.Member] = [.init("SecretId", .string(reference.secretID))]
    if let id = reference.versionID { members.append(.init("VersionId", .string(id))) }
    if let stage = reference.versionStage { members.append(.init("VersionStage", .string(stage))) }
    return .object(members)
  }

  /// Empty if there is none: keys that do not expire come without one.
  private static func sessionToken() throws(PrivacyError) -> SecretBytes {
    let input = SecretInput.environment("AWS_SESSION_TOKEN")
    let token: SecretBytes
    do {
      token = try input.read(.line)
    } catch {
      guard case .secretUnreadable = error else { throw error }
      return try SecretBytes(count: 0) { _ in }
    }
    return try checked(token, from: input)
  }

  private static func headerValue(_ name: String) throws(PrivacyError) -> SecretBytes {
    let input = SecretInput.environment(name)
    return try checked(input.read(.line), from: input)
  }

  /// What may stand in a header.
  private static func checked(_ value: consuming SecretBytes, from input: SecretInput) throws(PrivacyError)
    -> SecretBytes
  {
    guard value.withBytes({ HTTPText.isHeaderValue($0) }) else {
      throw .secretUnreadable(source: input.text, cause: "it is no credential")
    }
    return value
  }

  private static func now() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    func digits(_ number: Int32, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(width - text.utf8.count, 0)) + text
    }
    return digits(parts.tm_year + 1900, 4) + digits(parts.tm_mon + 1, 2) + digits(parts.tm_mday, 2) + "T"
      + digits(parts.tm_hour, 2) + digits(parts.tm_min, 2) + digits(parts.tm_sec, 2) + "Z"
  }
}
