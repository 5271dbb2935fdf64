package import Columns

/// What holds for one use of a table transformer.
package struct TableContext: Sendable {
  package let inputs: [TableShape]
  package let clauses: StepClauses
  /// No group of fewer people may come out, but for the groups that are one person each; `nil`: no privacy section.
  package let k: Int?
  /// The threads that work on the rows; results do not depend on their number.
  package var pool = Pool(threads: 1)

  package init(inputs: [TableShape], clauses: StepClauses, k: Int? = nil) {
    self.inputs = inputs
    self.clauses = clauses
    self.k = k
  }
}
