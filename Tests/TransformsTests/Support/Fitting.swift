import Columns
import Configuration
import Testing

@testable import Transforms

extension Transformer {
  /// The fitted state of the chunks, merged in order into the identity.
  func fit(_ chunks: [Rows], _ context: FitContext) throws(TransformError) -> Fitted {
    var total = statistics(context)
    for chunk in chunks {
      var part = statistics(context)
      try part.update(chunk)
      try total.merge(part)
    }
    return try finish(total, context)
  }

  /// Merges `((a+b)+c)` or `(a+(b+c))`.
  func fit(_ a: Rows, _ b: Rows, _ c: Rows, rightFirst: Bool, _ context: FitContext) throws(TransformError) -> Fitted {
    var parts: [Statistics] = []
    for chunk in [a, b, c] {
      var part = statistics(context)
      try part.update(chunk)
      parts.append(part)
    }
    if rightFirst {
      try parts[1].merge(parts[2])
      try parts[0].merge(parts[1])
    } else {
      try parts[0].merge(parts[1])
      try parts[0].merge(parts[2])
    }
    return try finish(parts[0], context)
  }

  /// Merges the identity after the rows instead of before.
  func fitThenIdentity(_ rows: Rows, _ context: FitContext) throws(TransformError) -> Fitted {
    var part = statistics(context)
    try part.update(rows)
    try part.merge(statistics(context))
    return try finish(part, context)
  }

  func fit(_ table: Table, k: Int? = nil) throws(TransformError) -> Fitted {
    try fit([table.rows], table.context(k: k))
  }

  /// Fits and transforms the same rows.
  func fitTransform(_ table: Table, k: Int? = nil) throws(TransformError) -> [Column] {
    try transform(table.rows, try fit(table, k: k))
  }

  static func make(_ arguments: JSON = [:]) throws -> Self {
    var decoder = Decoder(file: "test")
    let decoded = decode(Node(arguments), &decoder)
    return try #require(decoded, "\(decoder.diagnostics.map(\.message))")
  }
}

extension Table {
  /// Checks the columns and fits on chunks of rows, each collected apart and merged in order.
  func fit<Member: Transformer>(_ member: Member, chunks: [[Int]]? = nil) throws(TransformError) -> Member.Fitted {
    try member.check(fields, target: targetField)
    return try member.fit(chunks.map { $0.map { rows(at: $0) } } ?? [rows], context)
  }

  /// The outputs for the fitted rows, by name.
  func outputs(_ member: some Transformer) throws(TransformError) -> [String: Column] {
    let fitted = try fit(member)
    let names = member.outputs(fields, fitted).map(\.field.name)
    return Dictionary(uniqueKeysWithValues: zip(names, try member.transform(rows, fitted)))
  }
}

/// Fitting with the type erased, as the engine does it.
func fitErased(_ transformer: any Transformer, _ chunks: [Rows], _ context: FitContext) throws -> any FittedState {
  try transformer.fit(chunks, context)
}
