/// A key of Stripe.
enum StripeKey: AnchoredDetector {
  static let entity = Entity.stripeKey
  static let scores = Scores.always(0.95)
  static let pattern = "`sk_` or `rk_`, `live_` or `test_`, and 10 or more letters and digits."
  static let anchor = Anchor.wordStart("sr")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard text.has("k_live_", at: position + 1) || text.has("k_test_", at: position + 1) else { return nil }
    let end = text.end(of: .alphanumeric, from: position + 8)
    return end - position >= 18 && !text.continuesWord(at: end) ? position..<end : nil
  }
}
