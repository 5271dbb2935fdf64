import CRE2

/// Why a text is no regular expression, and where.
package struct RegularExpressionError: Error, Sendable, Equatable {
  package enum Problem: String, Sendable {
    case badEscape = "there is no such escape"
    case badClass = "there is no such class of characters"
    case badRange = "the range of characters runs backwards"
    case missingBracket = "a `]` is missing for this `[`"
    case missingParenthesis = "a `)` is missing for this `(`"
    case unexpectedParenthesis = "there is no `(` for this `)`"
    case trailingBackslash = "nothing follows the backslash"
    case nothingToRepeat = "there is nothing here to repeat"
    case badRepeatSize = "a repetition is at most 1000 times, and at least as often as its first number says"
    case badRepeat = "this repeats a repetition"
    case badFlag = "groups of this kind (look-around, unknown flags) are not known"
    case badUTF8 = "the pattern is not UTF-8"
    case badGroupName = "this is no name of a group"
    case tooLarge = "the pattern is too large"
    case other = "the pattern cannot be compiled"
  }

  package let problem: Problem
  /// Where in the pattern, in characters counted from 0.
  package let offset: Int

  /// - Parameter piece: the part of the pattern that RE2 names; it does not say which of several equal ones.
  init(_ problem: Problem, in pattern: String, piece: String) {
    // RE2 calls an unknown class such as `[:nix:]` a range.
    self.problem = problem == .badRange && piece.hasPrefix("[:") ? .badClass : problem
    let places = PatternPlaces(pattern)
    offset =
      switch problem {
      case .missingParenthesis: places.openParenthesis ?? 0
      case .unexpectedParenthesis: places.strayParenthesis ?? 0
      case .trailingBackslash: max(0, pattern.unicodeScalars.count - 1)
      default: places.offset(of: piece) ?? 0
      }
  }
}

extension RegularExpressionError.Problem {
  init(_ error: cre2_error) {
    self =
      switch error {
      case CRE2_BAD_ESCAPE: .badEscape
      case CRE2_BAD_CLASS: .badClass
      case CRE2_BAD_RANGE: .badRange
      case CRE2_MISSING_BRACKET: .missingBracket
      case CRE2_MISSING_PAREN: .missingParenthesis
      case CRE2_UNEXPECTED_PAREN: .unexpectedParenthesis
      case CRE2_TRAILING_BACKSLASH: .trailingBackslash
      case CRE2_NOTHING_TO_REPEAT: .nothingToRepeat
      case CRE2_BAD_REPEAT_SIZE: .badRepeatSize
      case CRE2_BAD_REPEAT: .badRepeat
      case CRE2_BAD_FLAG: .badFlag
      case CRE2_BAD_UTF8: .badUTF8
      case CRE2_BAD_GROUP_NAME: .badGroupName
      case CRE2_TOO_LARGE: .tooLarge
      default: .other
      }
  }
}

/// Where things stand in a pattern; knows no more of the syntax than escapes, classes and parentheses.
private struct PatternPlaces {
  private let scalars: [Unicode.Scalar]
  /// Positions that begin something: not within an escape or a class.
  private var isStart: [Bool]
  /// The last `(` that nothing closes, and the first `)` that closes nothing.
  private(set) var openParenthesis: Int?
  private(set) var strayParenthesis: Int?

  init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
    isStart = Array(repeating: false, count: scalars.count)
    var open: [Int] = []
    var position = 0
    while position < scalars.count {
      isStart[position] = true
      switch scalars[position] {
      case "\\": position += 1
      case "[": position = endOfClass(from: position)
      case "(": open.append(position)
      case ")":
        if open.popLast() == nil, strayParenthesis == nil { strayParenthesis = position }
      default: break
      }
      position += 1
    }
    openParenthesis = open.last
  }

  /// The closing bracket of the class that opens at `start`, or `start` if none does.
  private func endOfClass(from start: Int) -> Int {
    var position = start + 1
    if position < scalars.count, scalars[position] == "^" { position += 1 }
    if position < scalars.count, scalars[position] == "]" { position += 1 }
    while position < scalars.count {
      if scalars[position] == "\\" {
        position += 1
      } else if scalars[position] == "]" {
        return position
      }
      position += 1
    }
    return start
  }

  /// The first occurrence of a piece, at the start of something if there is one.
  func offset(of piece: String) -> Int? {
    let piece = Array(piece.unicodeScalars)
    guard !piece.isEmpty, piece.count <= scalars.count else { return nil }
    let places = (0...(scalars.count - piece.count)).filter { scalars[$0..<($0 + piece.count)].elementsEqual(piece) }
    return places.first { isStart[$0] } ?? places.first
  }
}
