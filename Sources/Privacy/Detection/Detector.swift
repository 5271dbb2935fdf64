/// The bytes that are searched; a view that does not own them.
typealias Text = UnsafeBufferPointer<UInt8>

/// Recognises one entity by its form: triggered where an anchor byte stands, exact in what it then accepts.
///
/// A detector looks at the text around the anchor in both directions, bounded by what it recognises; it never matches
/// inside a word. Adding one touches its file and its line in `Detectors`.
protocol Detector: SendableMetatype {
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

/// Every detector that is on by default (tier A): the table of contents.
enum Detectors {
  static let all: [DetectorEntry] = [
    DetectorEntry(PEMPrivateKey.self), DetectorEntry(JSONWebToken.self), DetectorEntry(AWSAccessKeyID.self),
    DetectorEntry(AWSSecret.self), DetectorEntry(GitHubToken.self), DetectorEntry(SlackToken.self),
    DetectorEntry(StripeKey.self), DetectorEntry(GoogleKey.self), DetectorEntry(LanguageModelKey.self),
    DetectorEntry(Email.self), DetectorEntry(IBAN.self), DetectorEntry(CreditCard.self),
    DetectorEntry(USSocialSecurity.self), DetectorEntry(SwissSocialSecurity.self), DetectorEntry(PassportZone.self),
    DetectorEntry(MAC.self), DetectorEntry(IPv6.self), DetectorEntry(IPv4.self), DetectorEntry(Phone.self),
    DetectorEntry(URLCredentials.self), DetectorEntry(URLQuerySecret.self), DetectorEntry(AuthorizationHeader.self),
    DetectorEntry(KeyedSecret.self),
  ]
}

/// One line of the list: a detector with its type erased.
struct DetectorEntry: Sendable {
  let entity: Entity
  let pattern: String
  let anchor: Anchor
  let match: @Sendable (Text, Int) -> Range<Int>?

  init<Member: Detector>(_ type: Member.Type) {
    entity = Member.entity
    pattern = Member.pattern
    anchor = Member.anchor
    match = { Member.match(in: $0, at: $1) }
  }
}
