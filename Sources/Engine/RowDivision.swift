import Columns
import Plan
import Privacy

/// How the rows of a table become morsels: who stands behind each row, which fold and which part of the split it
/// belongs to.
struct RowDivision: Sendable {
  /// The parts of the split, in its order; one, `all`, for a table that is not divided.
  let partNames: [String]
  /// The part that steps are fitted on.
  let fitOn: Int
  private let ids: [PlannedColumn.ID]
  /// Positions among the table's columns.
  private let person: Int?
  private let fold: Int?
  private let split: (column: Int, split: PlannedSplit)?
  private let intake: Intake

  init(_ table: BoundTable, _ plan: Plan, _ intake: Intake) {
    func position(_ column: PlannedColumn?) -> Int? {
      column.flatMap { column in table.columns.firstIndex { $0.id == column.id } }
    }
    ids = table.columns.map(\.id)
    person = position(table.person)
    fold = position(table.foldColumn)
    split = plan.split.flatMap { split in position(table.column(named: split.column)).map { ($0, split) } }
    partNames = split?.split.parts.map(\.name) ?? ["all"]
    fitOn = split?.split.fitOn ?? 0
    self.intake = intake
  }

  /// For each row what decides its fold, and who stands behind it.
  func hashes(
    _ columns: [Column], rowNumbers: Buffer<Int64>
  ) -> (folds: Buffer<UInt64>, people: Buffer<UInt64>?) {
    (
      fold.map { intake.foldHasher.hash(columns[$0]) } ?? intake.foldHasher.hash(Column(.int(rowNumbers))),
      person.map { intake.peopleHasher.hash(columns[$0]) }
    )
  }

  /// Bytes of the rows once they are divided.
  func byteCount(of columns: [Column], rowNumbers: Buffer<Int64>) -> Int {
    columns.reduce(rowNumbers.byteCount * (person == nil ? 2 : 3)) { $0 + $1.byteCount }
  }

  /// A morsel for each part.
  func morsels(_ columns: [Column], rowNumbers: Buffer<Int64>) -> [Morsel] {
    let (hashes, people) = hashes(columns, rowNumbers: rowNumbers)
    let whole = Morsel(
      rowNumbers: rowNumbers, hashes: hashes, people: people,
      columns: Dictionary(uniqueKeysWithValues: zip(ids, columns)))
    guard let (column, split) = split else { return [whole] }
    return split.partition(intake.splitHasher.hash(columns[column])).map {
      $0.count == whole.count ? whole : whole.gather($0)
    }
  }
}

extension PlannedSplit {
  /// The rows of each part: a row belongs to the part in whose stretch of 0..<2^64 its hash lies.
  func partition(_ hashes: Buffer<UInt64>) -> [Buffer<Int32>] {
    var sum = 0.0
    let bounds = parts.map { part in
      sum += part.fraction
      return sum
    }
    var rows: [[Int32]] = Array(repeating: [], count: parts.count)
    hashes.withUnsafeBufferPointer { hashes in
      for (row, hash) in hashes.enumerated() {
        // The upper 53 bits, as a fraction of 1: exact in a double.
        let position = Double(hash >> 11) * 0x1p-53
        rows[bounds.firstIndex { position < $0 } ?? parts.count - 1].append(Int32(row))
      }
    }
    return rows.map { Buffer($0) }
  }
}
