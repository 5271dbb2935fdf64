import Columns
import Configuration

/// Writes texts that differ in encoding, case or white space the same way.
struct NormalizeText: RowFunction {
  enum Form: String, ParameterWord {
    case nfc
    case keep = "null"
  }

  enum Case: String, ParameterWord {
    case lower, upper, fold
    case keep = "null"
  }

  enum Whitespace: String, ParameterWord {
    case collapse, strip
    case keep = "null"
  }

  static let name = "normalize_text"
  static let parameters: [Parameter<Self>] = [
    .init("form", \.form, "Unicode's normal form: `é` is one character (`nfc`), or as it came (`null`)."),
    .init(
      "case", \.letterCase,
      "Letters all small (`lower`), all capital (`upper`), so that `ß` meets `ss` (`fold`), or as they came (`null`)."
    ),
    .init(
      "whitespace", \.whitespace,
      "White space as one space, none at the ends (`collapse`), the latter only (`strip`), or as it came (`null`)."
    ),
  ]
  static let guide = Guide(
    summary: "Writes texts that differ only in encoding, case or white space the same way.",
    counterpart: nil,
    formula: """
      Case first, then white space, then the normal form. `fold` is the small letters of the capital letters. White \
      space is what Unicode calls so, and the control characters 28 to 31. Categories that become equal are one. A \
      missing text stays missing; one of white space alone becomes empty.
      """,
    source: "The Unicode Standard 16, section 3.13 (case) and annex 15 (normal forms)",
    example: """
      {id: tidy, use: normalize_text, columns: [city], with: {case: fold}}
      """,
    reveals: "Nothing: nothing is fitted.")

  var form = Form.nfc
  var letterCase = Case.lower
  var whitespace = Whitespace.collapse

  init() {}

  func check(_ inputs: [Field], target: Field?) throws(TransformError) { try inputs.requireTexts() }

  func outputs(_ inputs: [Field], _ fitted: NamedInputs?) -> [OutputField] {
    inputs.enumerated().map { position, field in
      var field = field
      field.vocabulary = field.vocabulary.map { StringTable(normalized(Strings($0))).dictionary.array }
      return OutputField(field, replaces: position)
    }
  }

  func transform(_ rows: Rows, _ fitted: NamedInputs) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns)
    var outputs: [Column] = []
    for (index, name) in fitted.columns.enumerated() {
      let input = rows.columns[index]
      let texts = try rows.texts(of: index, named: name)
      guard let codes = texts.codes else {
        outputs.append(Column(.string(normalized(texts.strings)), validity: input.validity))
        continue
      }
      // Each category once.
      var table = StringTable()
      let normalized = normalized(texts.strings)
      let newCodes = (0..<normalized.count).map { code in normalized.withBytes(of: code) { table.insert($0) } }
      outputs.append(
        Column(
          .category(
            codes: codes.lookUp(in: newCodes, input.validity, missing: 0), dictionary: table.dictionary),
          validity: input.validity))
    }
    return outputs
  }

  /// Every text by itself; those of missing rows are empty and stay so.
  private func normalized(_ texts: Strings) -> Strings {
    var builder = StringsBuilder(rows: texts.count, bytes: texts.bytes.count)
    var cased: [UInt8] = [], spaced: [UInt8] = [], result: [UInt8] = []
    texts.forEach { _, text in
      cased.removeAll(keepingCapacity: true)
      spaced.removeAll(keepingCapacity: true)
      letterCase.append(text, to: &cased)
      cased.withUnsafeBufferPointer { whitespace.append($0, to: &spaced) }
      guard form == .nfc, !spaced.withUnsafeBufferPointer({ NormalizedText.isASCII($0) }) else {
        return builder.append(spaced)
      }
      result.removeAll(keepingCapacity: true)
      NormalizedText.append(String(decoding: spaced, as: UTF8.self), to: &result)
      builder.append(result)
    }
    return builder.finish()
  }
}

extension NormalizeText.Case {
  /// Bytes that are no UTF-8 become U+FFFD, in every case.
  fileprivate func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    let isASCII = NormalizedText.isASCII(text)
    switch self {
    case .lower: LowerCase.append(text, to: &bytes)
    case .fold where isASCII: LowerCase.append(text, to: &bytes)
    case .keep where isASCII: bytes.append(contentsOf: text)
    case .upper where isASCII:
      for byte in text {
        let isSmall = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
        bytes.append(isSmall ? byte & ~0x20 : byte)
      }
    case .keep: bytes.append(contentsOf: String(decoding: text, as: UTF8.self).utf8)
    case .upper, .fold:
      for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
        let capitals = scalar.properties.uppercaseMapping
        guard self == .fold else {
          bytes.append(contentsOf: capitals.utf8)
          continue
        }
        for capital in capitals.unicodeScalars { bytes.append(contentsOf: capital.properties.lowercaseMapping.utf8) }
      }
    }
  }
}

extension NormalizeText.Whitespace {
  fileprivate func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    guard self != .keep else { return bytes.append(contentsOf: text) }
    var place = 0
    while place < text.count {
      let spaces = place
      place = text.end(of: true, from: place)
      let word = place
      place = text.end(of: false, from: place)
      guard word < place else { return }
      if spaces < word, !bytes.isEmpty {
        if self == .strip { bytes.append(contentsOf: text[spaces..<word]) } else { bytes.append(UInt8(ascii: " ")) }
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[word..<place]))
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where white space, or what is none, ends that begins at `start`.
  fileprivate func end(of isSpace: Bool, from start: Int) -> Int {
    var place = start
    while place < count {
      let byte = self[place]
      // Most of ASCII is neither white space nor a control character.
      if byte > 0x20 && byte < 0x80 {
        if isSpace { return place }
        place &+= 1
      } else {
        let (scalar, size) = self.scalar(at: place)
        if CharacterClass.isSpace(scalar) != isSpace { return place }
        place &+= size
      }
    }
    return place
  }
}
