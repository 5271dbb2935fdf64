import Columns

/// Which field of a record holds which column of a contract: in CSV as the header says, in JSON Lines one each.
package struct RecordLayout: Sendable {
  /// What happens to columns that only the file, or only the contract has.
  package enum ExtraColumns: Sendable { case drop, fail }
  package enum MissingColumns: Sendable { case fail, null }

  package let contracts: [ColumnContract]
  /// Fields of a record.
  package let width: Int
  /// For each contract its field, counted from 0; `nil` for a column that the file lacks and that is all missing.
  package let positions: [Int?]
  /// Of records that name their fields themselves, where the header of a CSV text has been judged already.
  let extraColumns: ExtraColumns
  let missingColumns: MissingColumns

  /// A field for each column, as records have them that name their fields themselves: each of them is judged by
  /// `extraColumns` and `missingColumns` on its own.
  package init(
    contracts: [ColumnContract], extraColumns: ExtraColumns = .drop, missingColumns: MissingColumns = .fail
  ) {
    self.contracts = contracts
    (self.extraColumns, self.missingColumns) = (extraColumns, missingColumns)
    width = contracts.count
    positions = contracts.indices.map(\.self)
  }

  /// Names must be equal to the byte. Throws `duplicateColumn` or `contractNotMet`.
  package init(
    header: [String], contracts: [ColumnContract], extraColumns: ExtraColumns = .drop,
    missingColumns: MissingColumns = .fail
  ) throws(FormatError) {
    // By bytes: `String` compares canonical equivalents as equal.
    var found: [[UInt8]: Int] = [:]
    for (position, name) in header.enumerated() {
      if let first = found.updateValue(position, forKey: Array(name.utf8)) {
        throw .duplicateColumn(first: first + 1, second: position + 1)
      }
    }
    positions = contracts.map { found[Array($0.field.name.utf8)] }
    let missing = zip(contracts, positions).filter { $1 == nil }.map(\.0.field.name)
    let named = Set(positions.compactMap(\.self))
    let extra = header.indices.filter { !named.contains($0) }.map { $0 + 1 }
    if (!missing.isEmpty && missingColumns == .fail) || (!extra.isEmpty && extraColumns == .fail) {
      throw .contractNotMet(
        missing: missingColumns == .fail ? missing : [], extra: extraColumns == .fail ? extra : [])
    }
    self.contracts = contracts
    (self.extraColumns, self.missingColumns) = (extraColumns, missingColumns)
    width = header.count
  }

  /// The contract of the field at `position`, or `nil` for a column that is dropped.
  package func contract(ofField position: Int) -> ColumnContract? {
    positions.firstIndex(of: position).map { contracts[$0] }
  }
}
