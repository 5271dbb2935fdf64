import Columns
import Plan
import Privacy

/// The values of the columns that are declared unique, over all chunks so far: of each 128 bits of two keyed hashes, so
/// that neither the length of the values nor their sum is bounded. Among 10⁹ values two coincide with a chance of 10⁻²¹.
struct UniqueValues {
  private struct Seen {
    /// Position among the ingested columns.
    let column: Int
    let name: String
    var values: Set<UInt128> = []
  }

  private var seen: [Seen]
  private let hashers: [RowHasher]

  init(_ source: PlannedSource, _ hashers: [RowHasher]) {
    self.hashers = hashers
    seen = source.columns.compactMap { column in
      guard column.isUnique, let field = column.ingested, let position = source.ingested.position(of: field.name)
      else { return nil }
      return Seen(column: position, name: field.name)
    }
  }

  /// Bytes of the hashes, with the room that a set keeps free.
  var byteCount: Int { seen.reduce(0) { $0 + $1.values.capacity * 22 } }

  /// The rows of the chunk that repeat a value of an earlier row, ascending. Missing values are not compared.
  mutating func repeats(
    in chunk: ChunkReader.TreatedChunk
  ) -> [(position: Int32, record: InvalidRecord)] {
    var repeats: [Int32: String] = [:]
    for index in seen.indices {
      let column = chunk.columns[seen[index].column]
      let (upper, lower) = (hashers[0].hash(column), hashers[1].hash(column))
      for row in 0..<column.count where column.validity.isValid(row) {
        let isNew = seen[index].values.insert(UInt128(upper[row]) << 64 | UInt128(lower[row])).inserted
        if !isNew, repeats[Int32(row)] == nil { repeats[Int32(row)] = seen[index].name }
      }
    }
    return repeats.sorted { $0.key < $1.key }.map { row, name in
      (row, InvalidRecord(row: chunk.rowNumbers[Int(row)], column: name, rule: .repeated))
    }
  }
}
