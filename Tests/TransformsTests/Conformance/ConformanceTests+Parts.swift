import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

extension ConformanceTests {
  /// What is collected may leave the process and come back: as bytes, of three parts merged in order, it makes the state
  /// of one fit over all rows.
  @Test(arguments: ConformanceCase.inCatalog, floors)
  func partsThatLeaveTheProcessMakeOneFit(_ sample: ConformanceCase, _ k: Int?) throws {
    let fit = try Sample(sample)
    let context = fit.table.context(k: k)
    let whole = try fit.state(of: [fit.table.rows], k: k)
    let parts = try [0..<30, 30..<77, 77..<120].map { range in
      try fit.transformer.collected(fit.table.rows(at: Array(range)), context)
    }
    let merged: JSON
    do throws(TransformError) {
      merged = try fit.transformer.state(ofBytes: parts, context).json
    } catch {
      merged = .string(error.code.id)
    }
    #expect(merged.isClose(to: whole))
    // One part: nothing is lost to the last bit.
    let bytes = try fit.transformer.collected(fit.table.rows, context)
    let alone: JSON
    do throws(TransformError) {
      alone = try fit.transformer.state(ofBytes: [bytes], context).json
    } catch {
      alone = .string(error.code.id)
    }
    #expect(alone.canonical == whole.canonical)
  }

  /// Bytes that end early, or have one more, are no tree.
  @Test(arguments: ConformanceCase.inCatalog)
  func cutPartsAreRefused(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    let bytes = try fit.transformer.collected(fit.table.rows, fit.table.context(k: 5))
    var generator = SeededGenerator(seed: Self.seed)
    for _ in 0..<40 {
      let length = Int.random(in: 0..<bytes.count, using: &generator)
      #expect(throws: CodedTreeDamaged.self) { try CodedTree(Array(bytes[..<length])) }
    }
    #expect(throws: CodedTreeDamaged.self) { try CodedTree(bytes + [0]) }
  }

  /// A flipped bit gives a tree of another shape, or another value: reading it never ends the process.
  @Test(arguments: ConformanceCase.inCatalog)
  func flippedBitsAreRead(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    let bytes = try fit.transformer.collected(fit.table.rows, fit.table.context(k: 5))
    var generator = SeededGenerator(seed: Self.seed)
    for _ in 0..<40 {
      var damaged = bytes
      damaged[Int.random(in: 0..<bytes.count, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      guard let tree = try? CodedTree(damaged) else { continue }
      _ = try? fit.transformer.statisticsType.init(from: tree.decoder)
    }
  }
}

extension Transformer {
  /// What the rows tell, as bytes.
  fileprivate func collected(_ rows: Rows, _ context: FitContext) throws -> [UInt8] {
    var statistics = statistics(context)
    try statistics.update(rows)
    return try CodedTree(encoding: statistics).encoded
  }

  /// The fitted state of parts in their order.
  fileprivate func state(ofBytes parts: [[UInt8]], _ context: FitContext) throws(TransformError) -> Fitted {
    var total: Statistics?
    for part in parts {
      guard let read = try? Statistics(from: CodedTree(part).decoder) else {
        Issue.record("what was written cannot be read")
        continue
      }
      if total == nil { total = read } else { try total?.merge(read) }
    }
    return try finish(total ?? statistics(context), context)
  }
}
