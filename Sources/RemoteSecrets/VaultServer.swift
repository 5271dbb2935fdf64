import Configuration
import Glibc
import Privacy

/// HashiCorp Vault and OpenBao: a field of a secret in the key-value engine, version 2, or a key that the transit engine
/// unwraps.
struct VaultServer {
  let reference: VaultReference
  private let server: SecretServer

  init(_ reference: VaultReference) {
    self.reference = reference
    guard let address = try? ServerAddress(reference.address) else {
      preconditionFailure("the reader of the pipeline has checked the address")
    }
    server = SecretServer(address: address, authorities: reference.ca)
  }

  func secret() throws(PrivacyError) -> SecretBytes {
    if let transit = reference.transit { return try unwrapped(transit) }
    var target = "/v1/\(encoded(reference.mount))/data/\(encoded(reference.path ?? ""))"
    if let version = reference.version { target += "?version=\(version)" }
    let answer = try server.body(of: self.request(.get, target))
    return try SecretJSON.text(at: ["data", "data", reference.field], in: answer, from: server.address.text)
  }

  /// The key in base64, as the engine returns it.
  private func unwrapped(_ transit: TransitReference) throws(PrivacyError) -> SecretBytes {
    let wrapped = try Self.wrappedKey(in: transit.file)
    var request = try self.request(.post, "/v1/\(encoded(transit.mount))/decrypt/\(encoded(transit.key))")
    request.headers.append(("Content-Type", "application/json"))
    request.body = Array((["ciphertext": .string(wrapped)] as JSON).canonical.utf8)
    return try SecretJSON.text(at: ["data", "plaintext"], in: server.body(of: request), from: server.address.text)
  }

  /// A wrapped key is no secret: only the server can unwrap it.
  private static func wrappedKey(in path: String) throws(PrivacyError) -> String {
    let source = "the file `\(path)`"
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .secretUnreadable(source: source, cause: Socket.text(errno)) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw .secretUnreadable(source: source, cause: Socket.text(errno)) }
    let text = bytes[..<count].prefix { $0 > 0x20 }
    guard count < bytes.count, text.starts(with: "vault:v".utf8), text.allSatisfy({ $0 < 0x7F }),
      bytes[text.count..<count].allSatisfy({ $0 <= 0x20 })
    else { throw .secretUnreadable(source: source, cause: "it does not hold a wrapped key, `vault:v1:…`") }
    return String(decoding: text, as: UTF8.self)
  }

  private func request(_ method: HTTPRequest.Method, _ target: String) throws(PrivacyError) -> HTTPRequest {
    var request = try HTTPRequest(method, server.address.path + target)
    let input = reference.token.input
    let token = try input.read(.line)
    guard token.withBytes({ HTTPText.isHeaderValue($0) }) else {
      throw .secretUnreadable(source: input.text, cause: "it holds no token")
    }
    try request.add("X-Vault-Token", token)
    // Agents refuse requests without it: a browser that was tricked cannot send it.
    request.headers.append(("X-Vault-Request", "true"))
    if let namespace = reference.namespace {
      request.headers.append(("X-Vault-Namespace", HTTPText.percentEncoded(namespace, keepingSlashes: true)))
    }
    return request
  }

  private func encoded(_ path: String) -> String { HTTPText.percentEncoded(path, keepingSlashes: true) }
}

extension VaultTokenReference {
  /// Exactly one of the three is given, which the reader of the pipeline has seen to.
  fileprivate var input: SecretInput {
    env.map { .environment($0) } ?? fd.map { .descriptor(Int32(clamping: $0)) } ?? .file(file ?? "")
  }
}
