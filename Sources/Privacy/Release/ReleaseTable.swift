/// What of an output decides whether it can be released: quasi-identifiers, sensitive columns, and whose the rows are.
///
/// Held in memory while an output is judged: 4 bytes a row for each of these columns, 4 for the person, and each distinct
/// value once.
package struct ReleaseTable: Sendable {
  package let quasi: [ReleaseColumn]
  package let sensitive: [SensitiveColumn]
  /// By row; equal for rows of one person. `nil`: every row is a person.
  let people: [Int32]?
  package let rowCount: Int

  /// - Parameter people: equal words are one person.
  package init(quasi: [ReleaseColumn], sensitive: [SensitiveColumn], people: PeopleCodes?) {
    precondition(!quasi.isEmpty, "there is nothing to tell people apart by")
    self.quasi = quasi
    self.sensitive = sensitive
    self.people = people?.codes
    rowCount = quasi[0].codes.count
    precondition(quasi.allSatisfy { $0.codes.count == rowCount }, "columns of one length")
    precondition(sensitive.allSatisfy { $0.ranks.count == rowCount }, "columns of one length")
    precondition(people.map { $0.codes.count == rowCount } ?? true, "a person for each row")
  }
}
