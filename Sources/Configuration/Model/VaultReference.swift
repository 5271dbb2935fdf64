/// A secret of HashiCorp Vault or OpenBao: a field of a secret in the key-value engine, version 2, or a data key that
/// the transit engine unwraps.
package struct VaultReference: Section {
  package var address = ""
  package var token = VaultTokenReference()
  package var namespace: String?
  package var ca: String?
  package var mount = "secret"
  package var path: String?
  package var field = "key"
  package var version: Int?
  package var transit: TransitReference?

  package init() {}

  package static let parameters: [Parameter<VaultReference>] = [
    .init("address", \.address, "https://HOST[:PORT] of the server.", required: true, .notEmpty),
    .init("token", \.token, "Where the token that the server knows us by comes from.", required: true),
    .init("namespace", \.namespace, "Namespace of Vault Enterprise, HCP Vault or OpenBao.", .notEmpty),
    .init(
      "ca", \.ca, "Path of a PEM file with the authorities to trust; by default those of the system.", .notEmpty),
    .init("mount", \.mount, "Where the key-value engine is mounted.", .notEmpty),
    .init("path", \.path, "Path of the secret in the key-value engine.", .notEmpty),
    .init("field", \.field, "The field of the secret.", .notEmpty),
    .init("version", \.version, "Version of the secret; by default the newest.", .atLeast(1)),
    .init("transit", \.transit, "The transit key that unwraps a wrapped key, in place of `path`."),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    if let place = node["address"], decoder.isSound("address") {
      do throws(ServerAddress.Problem) { _ = try ServerAddress(address) } catch { error.report(at: place, &decoder) }
    }
    guard decoder.isSound() else { return }
    if (path == nil) == (transit == nil) {
      decoder.report(
        .badValue, at: node.span, "a secret of Vault is either a `path` or unwrapped by `transit`",
        help: path == nil ? "add `path:` or `transit:`" : "remove one of the two")
    }
    for (name, value) in [("mount", mount), ("path", path ?? "p")] where !Self.isPath(value) {
      decoder.report(
        .badValue, at: node[name]?.span ?? node.span, "this is not a path of Vault",
        help: "write names with `/` between them, without one at the ends")
    }
  }

  static func isPath(_ text: String) -> Bool {
    let names = text.split(separator: "/", omittingEmptySubsequences: false)
    return names.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
      && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}

/// A key of the transit engine and the file with the key that it wrapped.
package struct TransitReference: Section {
  package var mount = "transit"
  package var key = ""
  package var file = ""

  package init() {}

  package static let parameters: [Parameter<TransitReference>] = [
    .init("mount", \.mount, "Where the transit engine is mounted.", .notEmpty),
    .init("key", \.key, "Name of the transit key.", required: true, .notEmpty),
    .init(
      "file", \.file, "Path of the wrapped key, `vault:v1:…`; it may be committed beside the pipeline.", required: true,
      .notEmpty),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    for (name, value) in [("mount", mount), ("key", key)] where decoder.isSound(name) && !VaultReference.isPath(value) {
      decoder.report(
        .badValue, at: node[name]?.span ?? node.span, "this is not a path of Vault",
        help: "write names with `/` between them, without one at the ends")
    }
  }
}

/// Where the token of a Vault server comes from; exactly one of the three.
package struct VaultTokenReference: Section {
  package var env: String?
  package var fd: Int?
  package var file: String?

  package init() {}

  package static let parameters: [Parameter<VaultTokenReference>] = [
    .init("env", \.env, "Name of an environment variable.", .notEmpty),
    .init("fd", \.fd, "Number of an inherited file descriptor; its first line.", .atLeast(0)),
    .init("file", \.file, "Path of a file of mode 0600; its first line.", .notEmpty),
  ]

  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    decodeReference(node, to: "a token", as: "{env: NAME}, {fd: NUMBER} or {file: PATH}", &decoder)
  }

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    let given = [env != nil, fd != nil, file != nil].count { $0 }
    guard decoder.isSound(), given != 1 else { return }
    decoder.report(
      .badValue, at: node.span, "a token comes from exactly one of `env`, `fd` and `file`",
      help: given == 0 ? "add {env: NAME}, {fd: NUMBER} or {file: PATH}" : "keep one of them")
  }
}
