import Configuration

/// A column's fitted bins: the edges between them. The ends of the data are not among them, and so no person's extreme.
struct BinnedColumn: FittedColumn {
  let name: String
  let bins: BinEdges
}

extension BinnedColumn {
  static let members: [StateMember] = ["name", .orderStatistics("edges")]

  init(_ reader: StateReader) throws(TransformError) {
    let edges = try reader.numbers("edges")
    guard zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .badState(problem: "the edges of a column do not rise")
    }
    guard edges.count < OutputColumns.most else { throw .badState(problem: "a column has too many bins") }
    self.init(name: try reader.string("name"), bins: BinEdges(edges: edges, closed: .left))
  }

  var json: JSON { ["name": .string(name), "edges": .array(bins.edges.map { .float($0) })] }
}
