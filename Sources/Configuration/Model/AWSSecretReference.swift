/// A secret of AWS Secrets Manager. Credentials come from the usual environment variables.
package struct AWSSecretReference: Section {
  package var secretID = ""
  package var region: String?
  package var endpoint: String?
  package var field: String?
  package var versionID: String?
  package var versionStage: String?
  package var ca: String?

  package init() {}

  package static let parameters: [Parameter<AWSSecretReference>] = [
    .init("secret_id", \.secretID, "Name or ARN of the secret.", required: true, .notEmpty),
    .init(
      "region", \.region, "Region of the secret; by default AWS_REGION or AWS_DEFAULT_REGION of the environment.",
      .notEmpty),
    .init("endpoint", \.endpoint, "https:// address of the service; by default that of the region.", .notEmpty),
    .init(
      "field", \.field, "Member of the secret's text, if that is a JSON object; by default the whole text.", .notEmpty),
    .init("version_id", \.versionID, "Version of the secret.", .notEmpty),
    .init("version_stage", \.versionStage, "Staging label of the version; by default AWSCURRENT.", .notEmpty),
    .init(
      "ca", \.ca, "Path of a PEM file with the authorities to trust; by default those of the system.", .notEmpty),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    if let endpoint, let place = node["endpoint"], decoder.isSound("endpoint") {
      do throws(ServerAddress.Problem) { _ = try ServerAddress(endpoint) } catch { error.report(at: place, &decoder) }
    }
    if let region, let place = node["region"], decoder.isSound("region"), !Self.isRegion(region) {
      decoder.report(
        .badValue, at: place.span, "this is not the name of a region", help: "write it as in eu-central-1")
    }
  }

  /// Letters, digits and `-`: the name becomes part of a host name and of what is signed.
  package static func isRegion(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-")
      }
  }
}
