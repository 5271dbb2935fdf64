import Configuration
import Privacy

extension Entity {
  /// The tag of a column that holds it; `nil` for secrets, which no contract has a word for.
  var personalData: PersonalDataKind? {
    switch self {
    case .email: .email
    case .phone: .phone
    case .iban: .iban
    case .creditCard: .card
    case .ipv4, .ipv6: .ip
    case .mac: .device
    case .usSocialSecurity, .swissSocialSecurity, .passport: .nationalId
    case .pemPrivateKey, .jsonWebToken, .awsAccessKeyID, .awsSecret, .gitHubToken, .slackToken, .stripeKey, .googleKey,
      .languageModelKey, .urlCredentials, .urlQuerySecret, .authorization, .keyedSecret:
      nil
    }
  }
}
