import Columns
import Configuration

/// One column of the rows that values are taken from.
struct DonorColumn: Sendable, Equatable {
  /// 0 where missing.
  let values: Buffer<Double>
  /// 1, and 0 where missing.
  let presence: Buffer<Double>
  /// Of the values; 0 if there is none.
  let mean: Double

  /// NaN is missing.
  init(_ values: Buffer<Double>) {
    var (sum, count) = (0.0, 0.0)
    let presence = BufferBuilder<Double>(capacity: values.count)
    let present = UnsafeMutableBufferPointer(start: presence.base, count: values.count)
    self.values = Buffer(count: values.count) { memory in
      values.withUnsafeBufferPointer { values in
        for row in 0..<values.count {
          let isMissing = values[row].isNaN
          memory[row] = isMissing ? 0 : values[row]
          present[row] = isMissing ? 0 : 1
        }
      }
      sum = NumberKernels.sum(UnsafeBufferPointer(memory))
      count = NumberKernels.sum(UnsafeBufferPointer(present))
    }
    self.presence = presence.finish(count: values.count)
    mean = count == 0 ? 0 : sum / count
  }

  var isEmpty: Bool { !presence.withUnsafeBufferPointer { $0.contains(1) } }
}

/// What `knn_imputer` has fitted: the rows.
struct FittedNeighbors: FittedState {
  let names: [String]
  let columns: [DonorColumn]

  init(names: [String], columns: [DonorColumn]) {
    self.names = names
    self.columns = columns
  }

  static var members: [StateMember] { FittedColumns<StoredColumn>.members }

  init(json: JSON) throws(TransformError) {
    let stored = try FittedColumns<StoredColumn>(json: json).columns
    guard Set(stored.map(\.values.count)).count <= 1 else { throw .badState(problem: "columns differ in length") }
    self.init(
      names: stored.map(\.name), columns: stored.map { DonorColumn(Buffer($0.values.map { $0 ?? .nan })) })
  }

  var json: JSON {
    FittedColumns(
      zip(names, columns).map { name, column in
        StoredColumn(
          name: name,
          values: zip(column.values.array, column.presence.array).map { value, presence in presence == 1 ? value : nil }
        )
      }
    ).json
  }

  var inputs: [String]? { names }

  /// The columns of `receivers` (NaN is missing) with every gap filled.
  func fill(_ receivers: [Buffer<Double>], neighbors: Int, byDistance: Bool) -> [Buffer<Double>] {
    let count = receivers.first?.count ?? 0
    var filled = receivers.map(\.array)
    var search = NeighborSearch(columns)
    let isEmpty = columns.map(\.isEmpty)
    for row in 0..<count {
      let gaps = receivers.indices.filter { receivers[$0][row].isNaN && !isEmpty[$0] }
      if !gaps.isEmpty { search.measure(receivers.map { $0[row] }) }
      for gap in gaps {
        filled[gap][row] = search.value(of: gap, neighbors: neighbors, byDistance: byDistance) ?? columns[gap].mean
      }
      for column in receivers.indices where isEmpty[column] { filled[column][row] = 0 }
    }
    return filled.map { Buffer($0) }
  }
}

/// A column of rows as the state holds it.
private struct StoredColumn: FittedColumn {
  let name: String
  let values: [Double?]
}

extension StoredColumn {
  static let members: [StateMember] = ["name", .rows("values")]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(name: try reader.string("name"), values: try reader.numbersOrNull("values"))
  }

  var json: JSON { ["name": .string(name), "values": .array(values.map { $0.map { .float($0) } ?? .null })] }
}
