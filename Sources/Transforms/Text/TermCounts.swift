import Columns

/// In how many texts of a column each term occurs, how often in all, and, where k is set, whether at least k people
/// use it.
struct TermCounts: Sendable, Codable {
  /// Texts, those without a term among them; missing ones are no texts.
  private(set) var textCount: Int64 = 0
  /// The people behind the texts.
  private(set) var crowd: Crowd
  /// Whether only the terms given at the start are counted.
  private let isFixed: Bool
  private var table: StringTable
  /// By code of `table`.
  private var texts: [Int64]
  private var occurrences: [Int64]
  private var crowds: Crowds

  /// - Parameter vocabulary: The only terms to be counted, or `nil` for all.
  init(vocabulary: [String]?, k: Int?) {
    isFixed = vocabulary != nil
    table = StringTable(Strings(vocabulary ?? []))
    texts = Array(repeating: 0, count: table.count)
    occurrences = texts
    crowd = Crowd(k: k)
    crowds = Crowds(k: k)
    crowds.grow(to: table.count)
  }

  /// Counts the terms of a chunk of texts; refuses more than the table can hold.
  mutating func update(
    _ column: Texts, _ validity: Bitmap?, _ people: Buffer<UInt64>?, _ analyzer: TextAnalyzer, name: String
  ) throws(TransformError) {
    var scratch = TextAnalyzer.Scratch()
    /// The last row in which each term was seen.
    var lastRow = [Int](repeating: -1, count: table.count)
    validity.withBytes { validity in
      for row in 0..<column.count where validity?.bit(row) ?? true {
        textCount &+= 1
        let person = people?[row]
        if let person { crowd.insert(person) }
        column.withBytes(of: row) { text in
          analyzer.forEachTerm(of: text, &scratch) { term in
            guard let code = code(of: term) else { return }
            if code == lastRow.count { lastRow.append(-1) }
            occurrences[code] &+= 1
            guard lastRow[code] != row else { return }
            lastRow[code] = row
            texts[code] &+= 1
            if let person { crowds.insert(person, into: code) }
          }
        }
        if isFull { return }
      }
    }
    try requireRoom(name)
  }

  mutating func merge(_ other: TermCounts, name: String) throws(TransformError) {
    textCount &+= other.textCount
    crowd.merge(other.crowd)
    let terms = other.table.dictionary
    for term in 0..<terms.count {
      guard let code = terms.withBytes(of: term, { code(of: $0) }) else { continue }
      texts[code] &+= other.texts[term]
      occurrences[code] &+= other.occurrences[term]
      crowds.merge(other.crowds, group: term, into: code)
    }
    try requireRoom(name)
  }

  /// The code of a term, a new one if it has not been seen; `nil` if it is not to be counted.
  @inline(__always)
  private mutating func code(of term: UnsafeBufferPointer<UInt8>) -> Int? {
    if isFixed { return table.find(term).map { Int($0) } }
    if isFull { return nil }
    let code = Int(table.insert(term))
    if code == texts.count {
      texts.append(0)
      occurrences.append(0)
      crowds.grow(to: code + 1)
    }
    return code
  }

  /// Offsets into the table's bytes have 32 bits; a term has fewer bytes than a chunk of the source.
  private var isFull: Bool { table.count > 1 << 24 || table.textByteCount > 1 << 29 }

  private func requireRoom(_ name: String) throws(TransformError) {
    guard isFull else { return }
    throw .unfittable(column: name, problem: "has too many different terms; narrow `ngram_range`")
  }

  // MARK: - What was counted

  /// The terms by code.
  var terms: [String] { table.dictionary.array }

  func textCount(of code: Int) -> Int64 { texts[code] }
  func occurrences(of code: Int) -> Int64 { occurrences[code] }
  func isLargeEnough(_ code: Int) -> Bool { crowds.isLargeEnough(code) }
}
