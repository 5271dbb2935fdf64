/// A parameter, or a value of a result.
enum SQLValue: Sendable, Equatable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
  init(_ bytes: [UInt8]?) { self = bytes.map { .blob($0) } ?? .null }
}

/// One row of a result; a column of another type than asked for means a damaged ledger.
struct SQLRow {
  let values: [SQLValue]
  /// For the error.
  let uri: String

  func text(_ column: Int) throws(LedgerError) -> String {
    guard case .text(let text) = values[column] else { throw wrongType(column) }
    return text
  }

  func integer(_ column: Int) throws(LedgerError) -> Int {
    guard case .integer(let number) = values[column] else { throw wrongType(column) }
    return Int(number)
  }

  func blob(_ column: Int) throws(LedgerError) -> [UInt8] {
    guard case .blob(let bytes) = values[column] else { throw wrongType(column) }
    return bytes
  }

  func optionalText(_ column: Int) throws(LedgerError) -> String? {
    if case .null = values[column] { nil } else { try text(column) }
  }

  func optionalInteger(_ column: Int) throws(LedgerError) -> Int? {
    if case .null = values[column] { nil } else { try integer(column) }
  }

  func optionalBlob(_ column: Int) throws(LedgerError) -> [UInt8]? {
    if case .null = values[column] { nil } else { try blob(column) }
  }

  /// A word of a closed set.
  func word<Word: RawRepresentable<String>>(_ column: Int, _: Word.Type) throws(LedgerError) -> Word {
    guard let word = Word(rawValue: try text(column)) else { throw wrongType(column) }
    return word
  }

  private func wrongType(_ column: Int) -> LedgerError {
    .damaged(uri: uri, problem: "column \(column + 1) of a row is not what the schema says")
  }
}
