/// What the lines of a log are.
package enum LineForm: String, Sendable, CaseIterable {
  /// Each line by itself: JSON if it is a JSON object or array, logfmt if it is nothing but pairs, otherwise plain text.
  case auto
  case plain
  /// JSON Lines; a line that is not JSON is treated as plain text.
  case json
  /// `key=value` pairs, among which other words may stand.
  case logfmt
}
