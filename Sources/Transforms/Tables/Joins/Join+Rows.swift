import Columns
import Configuration

extension Join {
  func transform(_ tables: [TableRows], _ context: TableContext) throws(TransformError) -> TableRows {
    let on = context.clauses.on
    var joined = tables[0]
    let leftKeys = try context.inputs[0].require(on, of: "on")
    for table in 1..<tables.count {
      let right = tables[table], shape = context.inputs[table]
      let rightKeys = try shape.require(on, of: "on")
      try joined.requireRoom(named: context.inputs[0].name, keys: leftKeys)
      try right.requireRoom(named: shape.name, keys: rightKeys)
      let keys = MatchedKeys(
        left: leftKeys.map { joined.columns[$0] }, count: joined.count, right: rightKeys.map { right.columns[$0] },
        count: right.count)
      switch how {
      case .semi, .anti:
        let rows = keys.leftRows(where: how == .semi)
        if rows.count < joined.count { joined = try joined.gather(rows, named: context.inputs[0].name) }
      case .left, .inner:
        let pairs = try pairs(keys, shape, isMultiplying: !context.clauses.grain.isEmpty)
        try append(right, rightKeys, pairs, context.inputs[0].name, shape.name, to: &joined)
      case .asof:
        let pairs = RowPairs(left: nil, right: try known(keys, joined, right, context.inputs))
        try append(right, rightKeys, pairs, context.inputs[0].name, shape.name, to: &joined)
      }
    }
    let outputs = try outputs(context.inputs, context.clauses)
    try joined.requireGrain(context.clauses.grain, outputs, named: context.inputs[0].name)
    return joined
  }

  private func pairs(_ keys: MatchedKeys, _ shape: TableShape, isMultiplying: Bool) throws(TransformError) -> RowPairs {
    let keepsUnmatched = how == .left
    switch keys.rightRowByKey {
    case .unique(let rows): return keys.pairs(rows, keepsUnmatched: keepsUnmatched)
    case .repeated(let count):
      guard isMultiplying else {
        throw .unusableTable(
          table: shape.name, problem: "has \(count) \(count == 1 ? "key that repeats" : "keys that repeat")",
          help: "aggregate or deduplicate it first, or name the columns that tell the joined rows apart with `grain:`")
      }
      let (pairs, count) = keys.allPairs(keepsUnmatched: keepsUnmatched)
      try TableRows.requireRoom(count, named: shape.name)
      return pairs()
    }
  }

  /// Puts the columns of the right table beside the left ones.
  private func append(
    _ right: TableRows, _ keys: [Int], _ pairs: RowPairs, _ leftName: String, _ rightName: String,
    to joined: inout TableRows
  ) throws(TransformError) {
    if let rows = pairs.left {
      joined = try joined.gather(rows, named: leftName)
      if pairs.isMultiplied { joined.rowNumbers = .numbers(rows.count) }
    }
    let columns = right.columns.indices.filter { !keys.contains($0) }.map { right.columns[$0] }
    joined.columns += try columns.gather(optional: pairs.right, named: rightName)
  }

  /// For each left row the right row that was known at its time; −1 where there is none.
  private func known(
    _ keys: MatchedKeys, _ left: TableRows, _ right: TableRows, _ shapes: [TableShape]
  ) throws(TransformError) -> Buffer<Int32> {
    guard let time, let rightTime else { preconditionFailure("refused by the plan") }
    let now = left.columns[try shapes[0].requireTime(time, of: "time")]
    let event = right.columns[try shapes[1].requireTime(rightTime, of: "right_time")]
    var knowledge: Column?
    if let knowledgeTime {
      knowledge = right.columns[try shapes[1].requireTime(knowledgeTime, of: "knowledge_time")]
    }
    return KnownRows(keys, event: event, knowledge: knowledge)
      .latest(at: now, tolerance: tolerance?.value.length(in: now.valueType), allowExact: allowExact)
  }
}
