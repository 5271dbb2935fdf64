/// Tells a number from a piece of a longer one: of a decimal, a version, a serial with separators.
enum NumberBorder {
  /// Whether the number that begins at `position` goes on to the left: `1.`, `2-`, `3,` before it.
  static func continues(_ text: Text, before position: Int) -> Bool {
    if text.continuesWord(at: position - 1) { return true }
    return (text.has(".", at: position - 1) || text.has("-", at: position - 1) || text.has(",", at: position - 1))
      && text.has(.digit, at: position - 2)
  }

  /// Whether the number that ends before `position` goes on to the right.
  static func continues(_ text: Text, after position: Int) -> Bool {
    if text.continuesWord(at: position) { return true }
    return (text.has(".", at: position) || text.has("-", at: position)) && text.has(.digit, at: position + 1)
  }
}
