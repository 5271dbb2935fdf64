package import Columns

/// A sensitive column: the rank of each of its values, in their order where they have one.
///
/// Numbers, dates and timestamps have an order, in which a class of close values is close to no secret; a missing value
/// stands before all others. Texts, categories and booleans have none.
package struct SensitiveColumn: Sendable {
  package let name: String
  package let isOrdered: Bool
  /// By row.
  let ranks: [Int32]
  let rankCount: Int

  /// - Parameter isOrdered: what else than the type says; of texts that all are numbers or ISO dates, for instance.
  package init(_ column: ReleaseColumn, isOrdered: Bool? = nil) {
    name = column.name
    self.isOrdered = isOrdered ?? Self.hasOrder(column.type)
    guard self.isOrdered else {
      ranks = column.codes
      rankCount = column.codeCount
      return
    }
    let texts = column.texts
    let keys = (0..<texts.count).map { OrderedValue(texts[$0]) }
    let order = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    // Equal numbers that are written differently are one value.
    var byCode = [Int32](repeating: 0, count: texts.count + 1)
    var rank: Int32 = 0
    for (position, code) in order.enumerated() {
      if position == 0 || keys[order[position - 1]] != keys[code] { rank += 1 }
      byCode[code + 1] = rank
    }
    ranks = column.codes.map { byCode[Int($0)] }
    rankCount = Int(rank) + 1
  }

  static func hasOrder(_ type: ColumnType) -> Bool {
    switch type {
    case .int, .float, .date, .timestamp: true
    case .bool, .string, .text, .category: false
    }
  }

  /// Whether every value is a number or every value an ISO date, as a column of a file without types shows it; and there
  /// is one at all.
  package static func looksOrdered(_ column: ReleaseColumn) -> Bool {
    let texts = column.texts
    let values = (0..<texts.count).map { OrderedValue(texts[$0]) }
    return !values.isEmpty
      && (values.allSatisfy { $0.kind == .number } || values.allSatisfy { $0.kind == .date })
  }
}

/// A value as it is compared: numbers by size, dates and all other texts by their bytes, which is the order of time for
/// ISO 8601 and years from 0 to 9999.
private struct OrderedValue: Comparable {
  enum Kind: Int { case number, date, text }
  let kind: Kind
  /// Exact where `number` is not: beyond 2⁵³.
  let whole: Int64?
  let number: Double
  let text: String

  init(_ text: String) {
    self.text = text
    if let number = Double(text), number.isFinite, !text.utf8.contains(where: { $0 == UInt8(ascii: "x") }) {
      (kind, self.number, whole) = (.number, number, Int64(text))
    } else {
      let digits = text.utf8.prefix(10).enumerated().allSatisfy { place, byte in
        place == 4 || place == 7 ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
      kind = text.utf8.count >= 10 && digits ? .date : .text
      (number, whole) = (0, nil)
    }
  }

  static func < (left: Self, right: Self) -> Bool {
    if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
    if left.kind == .number {
      if let one = left.whole, let other = right.whole { return one < other }
      return left.number < right.number
    }
    return left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  static func == (left: Self, right: Self) -> Bool { !(left < right) && !(right < left) }
}
