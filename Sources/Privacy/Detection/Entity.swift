/// A kind of personal data or secret that can be recognised by its form. The raw value is its name in reports and labels.
package enum Entity: String, Sendable, CaseIterable {
  case pemPrivateKey = "PEM_PRIVATE_KEY"
  case jsonWebToken = "JWT"
  case awsAccessKeyID = "AWS_ACCESS_KEY_ID"
  case awsSecret = "AWS_SECRET"
  case gitHubToken = "GITHUB_TOKEN"
  case slackToken = "SLACK_TOKEN"
  case stripeKey = "STRIPE_KEY"
  case googleKey = "GOOGLE_API_KEY"
  case languageModelKey = "OPENAI_ANTHROPIC_KEY"
  case email = "EMAIL"
  case iban = "IBAN"
  case creditCard = "CREDIT_CARD"
  case usSocialSecurity = "US_SSN"
  case swissSocialSecurity = "CH_AHV"
  case passport = "PASSPORT_MRZ"
  case mac = "MAC"
  case ipv6 = "IPV6"
  case ipv4 = "IPV4"
  case phone = "PHONE_E164"
  case urlCredentials = "URL_CREDENTIALS"
  case urlQuerySecret = "URL_QUERY_SECRET"
  case authorization = "AUTH_HEADER"
  case keyedSecret = "KEYED_SECRET"

  /// Keys and passwords.
  package static let secrets: Set<Entity> = [
    .pemPrivateKey, .jsonWebToken, .awsAccessKeyID, .awsSecret, .gitHubToken, .slackToken, .stripeKey, .googleKey,
    .languageModelKey, .urlCredentials, .urlQuerySecret, .authorization, .keyedSecret,
  ]

  /// What takes its place in redacted text.
  package var label: String { "[\(rawValue)]" }

  /// The more particular form names an overlap; the order of the cases.
  var rank: Int { Self.ranks[self]! }
  private static let ranks = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}

/// Where something was recognised, in bytes.
package struct Finding: Sendable, Equatable {
  package let range: Range<Int>
  package let entity: Entity

  package init(range: Range<Int>, entity: Entity) {
    self.range = range
    self.entity = entity
  }
}
