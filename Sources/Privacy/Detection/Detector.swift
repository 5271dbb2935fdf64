/// The bytes that are searched; a view that does not own them.
typealias Text = UnsafeBufferPointer<UInt8>

/// Recognises one entity by its form: triggered where an anchor byte stands, exact in what it then accepts.
///
/// A detector looks at the text around the anchor in both directions, bounded by what it recognises; it never matches
/// inside a word. Adding one touches its file and its
/// entity.
protocol Detector {
  static var entity: Entity { get }
  /// What it recognises, in words.
  static var pattern: String { get }
  static var anchor: Anchor { get }
  /// The bytes to be redacted around the anchor at `position`, or `nil`.
  static func match(in text: Text, at position: Int) -> Range<Int>?
}

/// The bytes at which a detector looks more closely.
enum Anchor {
  /// These bytes, where no letter, digit or `_` stands before.
  case wordStart(String)
  /// These bytes, anywhere.
  case anywhere(String)
}

/// The detectors that are on by default (tier A): the table of contents, one for each entity.
extension Entity {
  var detector: any Detector.Type {
    switch self {
    case .pemPrivateKey: PEMPrivateKey.self
    case .jsonWebToken: JSONWebToken.self
    case .awsAccessKeyID: AWSAccessKeyID.self
    case .awsSecret: AWSSecret.self
    case .gitHubToken: GitHubToken.self
    case .slackToken: SlackToken.self
    case .stripeKey: StripeKey.self
    case .googleKey: GoogleKey.self
    case .languageModelKey: LanguageModelKey.self
    case .email: Email.self
    case .iban: IBAN.self
    case .creditCard: CreditCard.self
    case .usSocialSecurity: USSocialSecurity.self
    case .swissSocialSecurity: SwissSocialSecurity.self
    case .passport: PassportZone.self
    case .mac: MAC.self
    case .ipv6: IPv6.self
    case .ipv4: IPv4.self
    case .phone: Phone.self
    case .urlCredentials: URLCredentials.self
    case .urlQuerySecret: URLQuerySecret.self
    case .authorization: AuthorizationHeader.self
    case .keyedSecret: KeyedSecret.self
    }
  }

  /// The detector's `match`, called directly: an existential in the scan's inner loop would cost more than most
  /// detectors do.
  @inline(__always)
  func match(in text: Text, at position: Int) -> Range<Int>? {
    switch self {
    case .pemPrivateKey: PEMPrivateKey.match(in: text, at: position)
    case .jsonWebToken: JSONWebToken.match(in: text, at: position)
    case .awsAccessKeyID: AWSAccessKeyID.match(in: text, at: position)
    case .awsSecret: AWSSecret.match(in: text, at: position)
    case .gitHubToken: GitHubToken.match(in: text, at: position)
    case .slackToken: SlackToken.match(in: text, at: position)
    case .stripeKey: StripeKey.match(in: text, at: position)
    case .googleKey: GoogleKey.match(in: text, at: position)
    case .languageModelKey: LanguageModelKey.match(in: text, at: position)
    case .email: Email.match(in: text, at: position)
    case .iban: IBAN.match(in: text, at: position)
    case .creditCard: CreditCard.match(in: text, at: position)
    case .usSocialSecurity: USSocialSecurity.match(in: text, at: position)
    case .swissSocialSecurity: SwissSocialSecurity.match(in: text, at: position)
    case .passport: PassportZone.match(in: text, at: position)
    case .mac: MAC.match(in: text, at: position)
    case .ipv6: IPv6.match(in: text, at: position)
    case .ipv4: IPv4.match(in: text, at: position)
    case .phone: Phone.match(in: text, at: position)
    case .urlCredentials: URLCredentials.match(in: text, at: position)
    case .urlQuerySecret: URLQuerySecret.match(in: text, at: position)
    case .authorization: AuthorizationHeader.match(in: text, at: position)
    case .keyedSecret: KeyedSecret.match(in: text, at: position)
    }
  }
}
