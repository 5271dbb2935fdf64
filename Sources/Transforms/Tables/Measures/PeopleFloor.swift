import Columns

/// What keeps groups of fewer than k people, and measures of them, from coming out. It is down where there is no k,
/// where the table has no people, and where each group is one person's own.
struct PeopleFloor: Sendable {
  /// `nil`: the floor is down.
  private let k: Int64?
  /// The people of the rows as levels; none where the floor is down.
  private let levels: Buffer<Int32>
  private let levelCount: Int
  /// Whether the column of people is among those that make the groups.
  let isPerPerson: Bool

  init(_ context: TableContext, by: [Int], people: Buffer<UInt64>?) {
    let person = context.inputs[0].person
    isPerPerson = person.map { by.contains($0) } ?? false
    k = person == nil || isPerPerson ? nil : context.k.map { Int64($0) }
    guard k != nil, let people else {
      levels = []
      levelCount = 0
      return
    }
    var table = Levels(type: .int)
    levels = table.codes(of: Column(.int(people.map { Int64(bitPattern: $0) })))
    levelCount = table.count
  }

  var isUp: Bool { k != nil }

  /// Whether k people stand behind each group. A table that should have people and has none gets nothing through.
  func isCleared(_ groups: RowGroups) -> (Int) -> Bool {
    guard let k else { return { _ in true } }
    guard levels.count == groups.codes.count else { return { _ in false } }
    let people = GroupedRows(groups.codes, count: groups.count, needsMembers: true)
      .distinct(levels, levelCount: levelCount, nil)
    return { people[$0] >= k }
  }

  /// The measures of groups with those missing behind whose present rows stand people, but fewer than k.
  func clear(
    _ measures: Column, of groups: GroupedRows, over validity: Bitmap?, named table: String
  ) throws(TransformError) -> Column {
    guard let k else { return measures }
    let people = groups.distinct(levels, levelCount: levelCount, validity)
    let rows = Buffer<Int32>(count: groups.count) { memory in
      for group in 0..<groups.count {
        memory[group] = people[group] > 0 && people[group] < k ? -1 : Int32(truncatingIfNeeded: group)
      }
    }
    return try [measures].gather(optional: rows, named: table)[0]
  }
}
