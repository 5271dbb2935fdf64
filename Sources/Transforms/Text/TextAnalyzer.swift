import Columns
import Configuration

/// Cuts a text into terms: runs of n words or of n characters, scikit-learn's way.
struct TextAnalyzer: Sendable, Codable {
  /// What terms are made of.
  enum Unit: String, ParameterWord, Codable {
    /// Two or more letters, digits or `_` in a row: `(?u)\b\w\w+\b`.
    case word
    case char
    /// Characters within a word, with a space before and after it.
    case charWithinWords = "char_wb"
  }

  let unit: Unit
  /// How many units a term has, at least and at most.
  let fewest: Int
  let most: Int
  let lowercase: Bool
  private let stopWords: StringTable

  init(unit: Unit, ngrams: ClosedRange<Int>, lowercase: Bool, stopWords: [String] = []) {
    self.unit = unit
    fewest = ngrams.lowerBound
    most = ngrams.upperBound
    self.lowercase = lowercase
    self.stopWords = StringTable(Strings(stopWords))
  }

  /// Memory that is used again for each text.
  struct Scratch {
    /// The text in small letters.
    fileprivate var text: [UInt8] = []
    /// The units of a text, so written that every term is a stretch of it: words with a space between, characters one
    /// after the other.
    fileprivate var joined: [UInt8] = []
    /// Where the units stand in `joined`.
    fileprivate var starts: [Int] = []
    fileprivate var ends: [Int] = []
    /// `char_wb`: how many of the units, which are characters then, each word has.
    fileprivate var wordLengths: [Int] = []

    init() {}

    fileprivate mutating func clear() {
      text.removeAll(keepingCapacity: true)
      joined.removeAll(keepingCapacity: true)
      starts.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
      wordLengths.removeAll(keepingCapacity: true)
    }
  }

  /// Calls `body` with each term of a text, repeated ones as often as they occur.
  @inline(__always)
  func forEachTerm(
    of text: UnsafeBufferPointer<UInt8>, _ scratch: inout Scratch, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    scratch.clear()
    prepare(text, &scratch.text)
    switch unit {
    case .word: cutWords(&scratch)
    case .char: cutCharacters(&scratch)
    case .charWithinWords: cutWithinWords(&scratch)
    }
    scratch.joined.withUnsafeBufferPointer { joined in
      scratch.starts.withUnsafeBufferPointer { starts in
        scratch.ends.withUnsafeBufferPointer { ends in
          if unit == .charWithinWords {
            var first = 0
            for length in scratch.wordLengths {
              for count in fewest...most {
                // A word shorter than the term is one term, once.
                let last = max(length - count, 0)
                for place in first...(first + last) {
                  let end = ends[min(place + count, first + length) - 1]
                  body(UnsafeBufferPointer(rebasing: joined[starts[place]..<end]))
                }
                if last == 0 { break }
              }
              first += length
            }
          } else {
            for count in fewest...most where count <= starts.count {
              for place in 0...(starts.count - count) {
                body(UnsafeBufferPointer(rebasing: joined[starts[place]..<ends[place + count - 1]]))
              }
            }
          }
        }
      }
    }
  }

  private func prepare(_ text: UnsafeBufferPointer<UInt8>, _ bytes: inout [UInt8]) {
    if lowercase {
      LowerCase.append(text, to: &bytes)
    } else if NormalizedText.isASCII(text) {
      bytes.append(contentsOf: text)
    } else {
      bytes.append(contentsOf: String(decoding: text, as: UTF8.self).utf8)  // mended if it is no UTF-8
    }
  }
}

// MARK: - Cutting

extension TextAnalyzer {
  private func cutWords(_ scratch: inout Scratch) {
    scratch.text.withUnsafeBufferPointer { text in
      var place = 0
      while place < text.count {
        let start = place
        var length = 0
        var next = place
        while next < text.count, case let (isWord, size) = text.isWord(at: next) {
          guard isWord else {
            next += length == 0 ? size : 0
            break
          }
          next += size
          length += 1
        }
        place = next
        guard length >= 2 else { continue }
        let word = UnsafeBufferPointer(rebasing: text[start..<place])
        guard stopWords.count == 0 || stopWords.find(word) == nil else { continue }
        scratch.joined.append(word, to: &scratch.starts, &scratch.ends)
      }
    }
  }

  /// Two or more white spaces in a row count as one space, a single one as it is.
  private func cutCharacters(_ scratch: inout Scratch) {
    scratch.text.withUnsafeBufferPointer { text in
      var place = 0
      while place < text.count {
        let (scalar, size) = text.scalar(at: place)
        scratch.starts.append(scratch.joined.count)
        var end = place + size
        if CharacterClass.isSpace(scalar) {
          while end < text.count, case let (next, size) = text.scalar(at: end), CharacterClass.isSpace(next) {
            end += size
          }
        }
        if end > place + size {
          scratch.joined.append(UInt8(ascii: " "))
        } else {
          scratch.joined.append(contentsOf: text[place..<end])
        }
        scratch.ends.append(scratch.joined.count)
        place = end
      }
    }
  }

  private func cutWithinWords(_ scratch: inout Scratch) {
    func appendCharacter(_ bytes: some Sequence<UInt8>, _ scratch: inout Scratch) {
      scratch.starts.append(scratch.joined.count)
      scratch.joined.append(contentsOf: bytes)
      scratch.ends.append(scratch.joined.count)
    }
    let space = CollectionOfOne(UInt8(ascii: " "))
    let text = scratch.text
    text.withUnsafeBufferPointer { text in
      var place = 0
      while place < text.count {
        let (first, size) = text.scalar(at: place)
        guard !CharacterClass.isSpace(first) else {
          place += size
          continue
        }
        appendCharacter(space, &scratch)
        var length = 2
        while place < text.count, case let (scalar, size) = text.scalar(at: place), !CharacterClass.isSpace(scalar) {
          appendCharacter(text[place..<place + size], &scratch)
          place += size
          length += 1
        }
        appendCharacter(space, &scratch)
        scratch.wordLengths.append(length)
      }
    }
  }
}

extension [UInt8] {
  /// Appends a word after a space, if it is not the first.
  fileprivate mutating func append(_ word: UnsafeBufferPointer<UInt8>, to starts: inout [Int], _ ends: inout [Int]) {
    if !isEmpty { append(UInt8(ascii: " ")) }
    starts.append(count)
    append(contentsOf: word)
    ends.append(count)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a character of a word begins at `place`, and its size in bytes.
  @inline(__always)
  fileprivate func isWord(at place: Int) -> (isWord: Bool, size: Int) {
    if self[place] < 0x80 { return (CharacterClass.isWord(self[place]), 1) }
    let (scalar, size) = scalar(at: place)
    return (CharacterClass.isWord(scalar), size)
  }

  /// The character that begins at `place`, and its size in bytes; the bytes are UTF-8.
  @inline(__always)
  func scalar(at place: Int) -> (scalar: Unicode.Scalar, size: Int) {
    let first = UInt32(self[place])
    guard first >= 0x80 else { return (Unicode.Scalar(UInt8(truncatingIfNeeded: first)), 1) }
    let size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = first & (0x7F >> UInt32(size))
    for offset in 1..<size { value = value << 6 | UInt32(self[place + offset] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", size)
  }
}
