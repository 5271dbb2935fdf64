/// The bytes that are searched; a view that does not own them.
typealias Text = UnsafeBufferPointer<UInt8>

/// Recognises one entity by its form, and says on what terms. A folder listing of `Detectors` is the list of them all;
/// adding one touches its file, its entity and its line in `Entity.detector`.
protocol Detector: SendableMetatype {
  static var entity: Entity { get }
  /// What it recognises, in words.
  static var pattern: String { get }
  static var tier: Tier { get }
  /// Whose numbers they are; empty where the form is the same everywhere.
  static var countries: Set<Country> { get }
  /// Words before a finding that say what it is, in the languages of its countries; see `ContextPhrases`.
  static var context: [String] { get }
  static var scores: Scores { get }
  /// Whether it finds nothing by default that words of context do not announce.
  static var isBoundToContext: Bool { get }
}

extension Detector {
  static var countries: Set<Country> { [] }
  static var isBoundToContext: Bool { scores.alone < DetectionPolicy.usualMinimum }
}

/// When a detector is at work.
package enum Tier: String, Sendable {
  /// Tier A: a form so particular that it is looked for unless somebody says otherwise.
  case standard = "A"
  /// Tier B: bound to a country, a field or words of context.
  case bound = "B"
}

/// A detector of tier A: triggered where an anchor byte stands, exact in what it then accepts.
///
/// It looks at the text around the anchor in both directions, bounded by what it recognises; it never matches inside a
/// word.
protocol AnchoredDetector: Detector {
  static var anchor: Anchor { get }
  /// The bytes to be redacted around the anchor at `position`, or `nil`.
  static func match(in text: Text, at position: Int) -> Range<Int>?
}

extension AnchoredDetector {
  static var tier: Tier { .standard }
  static var context: [String] { [] }
}

/// A detector of tier B whose identifiers have a fixed layout. All of them share one reading of the number or word.
protocol LayoutDetector: Detector {
  static var layouts: [Layout] { get }
  /// Whether its letters may be written in small; so is most of running text.
  static var takesSmallLetters: Bool { get }
  /// Whether bare digits are as good as a written form: of this length few other numbers are right.
  static func isDistinctive(_ code: Code) -> Bool
  /// What check digits and impossible parts say of a code that has one of the layouts.
  static func validity(of code: Code) -> Validity
}

extension LayoutDetector {
  static var tier: Tier { .bound }
  static var takesSmallLetters: Bool { true }
  static func isDistinctive(_ code: Code) -> Bool { false }
}

/// A detector of tier B of what has no fixed layout.
protocol BoundDetector: Detector {
  /// The bytes, where a word may begin, at which it looks more closely.
  static var anchors: String { get }
  /// - Parameter countries: whose customs are to be expected.
  static func sighting(in text: Text, at position: Int, countries: Set<Country>) -> Sighting?
}

extension BoundDetector {
  static var tier: Tier { .bound }
}

/// The bytes at which a detector looks more closely.
enum Anchor {
  /// These bytes, where no letter, digit or `_` stands before.
  case wordStart(String)
  /// These bytes, anywhere.
  case anywhere(String)

  static let digits = "0123456789"
  static let capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
}

/// What can be said of an identifier by itself.
enum Validity {
  /// Check digits and all parts are right; of a form without check digits, the parts.
  case valid
  /// It could be one, but the check digit that most have is wrong or missing.
  case unverified
  case invalid

  init(_ isValid: Bool) { self = isValid ? .valid : .invalid }
}

/// What a detector of tier B saw, before context is considered.
struct Sighting {
  let range: Range<Int>
  var validity = Validity.valid
  /// Nothing but digits, or letters in small: many other things look like that.
  var isBare = false
}
