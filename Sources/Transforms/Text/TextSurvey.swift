import Columns

/// The characters of a text by kind.
struct TextSurvey {
  private var characters = 0
  private var spaces = 0
  /// Characters before the first that is no white space, and after the last.
  private var leadingSpaces = 0
  private var trailingSpaces = 0
  private var words = 0
  private var sentences = 0
  private var digits = 0
  private var capitals = 0
  private var smallLetters = 0
  /// Digits of ASCII: those of other scripts are special characters as well.
  private var asciiDigits = 0
  private var startsWithCapital = false
  private var endsWithPunctuation = false
  /// Set by whoever needs it: counting words costs more than all else.
  var uniqueWords = 0

  init() {}

  /// Counts the characters of a text; bytes that are no UTF-8 count as one each.
  mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    if NormalizedText.isASCII(text) {
      for byte in text { read(Unicode.Scalar(byte)) }
    } else {
      for scalar in String(decoding: text, as: UTF8.self).unicodeScalars { read(scalar) }
    }
    if words == 0 { (leadingSpaces, trailingSpaces) = (characters, 0) }
  }

  private var last: Unicode.Scalar = " "
  private var hasLineBreak = false

  @inline(__always)
  private mutating func read(_ scalar: Unicode.Scalar) {
    let isSentenceEnd = scalar == "." || scalar == "!" || scalar == "?"
    if isSentenceEnd && !(characters > 0 && (last == "." || last == "!" || last == "?")) { sentences += 1 }
    // `$` is before a line break at the end, too, and `.` matches none.
    if scalar == "\n" {
      if hasLineBreak { endsWithPunctuation = false }
      hasLineBreak = true
    } else {
      endsWithPunctuation = isSentenceEnd && !hasLineBreak
    }
    if CharacterClass.isSpace(scalar) {
      if words == 0 { leadingSpaces += 1 }
      spaces += 1
      trailingSpaces += 1
    } else {
      if characters == 0 || CharacterClass.isSpace(last) { words += 1 }
      trailingSpaces = 0
      if CharacterClass.isDigit(scalar) {
        digits += 1
        if scalar.isASCII { asciiDigits += 1 }
      } else if ("A"..."Z").contains(scalar) {
        capitals += 1
        if characters == 0 { startsWithCapital = true }
      } else if ("a"..."z").contains(scalar) {
        smallLetters += 1
      }
    }
    last = scalar
    characters += 1
  }

  subscript(measure: TextMeasure) -> Double {
    let visible = characters - spaces
    return switch measure {
    case .charCount: Double(visible)
    case .wordCount: Double(words)
    case .sentenceCount: Double(sentences)
    case .avgWordLength: Self.ratio(characters - leadingSpaces - trailingSpaces, words)
    case .digitCount: Double(digits)
    case .letterCount: Double(capitals + smallLetters)
    case .uppercaseCount: Double(capitals)
    case .lowercaseCount: Double(smallLetters)
    case .specialCharCount: Double(visible - capitals - smallLetters - asciiDigits)
    case .whitespaceCount: Double(spaces)
    case .whitespaceRatio: Self.ratio(spaces, characters)
    case .digitRatio: Self.ratio(digits, visible)
    case .uppercaseRatio: Self.ratio(capitals, visible)
    case .hasDigits: digits > 0 ? 1 : 0
    case .hasUppercase: capitals > 0 ? 1 : 0
    case .isEmpty: characters == 0 ? 1 : 0
    case .startsWithUppercase: startsWithCapital ? 1 : 0
    case .endsWithPunctuation: endsWithPunctuation ? 1 : 0
    case .uniqueWordCount: Double(uniqueWords)
    case .lexicalDiversity: Self.ratio(words, uniqueWords)
    }
  }

  private static func ratio(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
}
