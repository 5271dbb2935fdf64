/// What holds for one use of a table transformer.
package struct TableContext: Sendable {
  package let inputs: [TableShape]
  package let clauses: StepClauses
  /// No group of fewer people may come out, but for the groups that are one person each; `nil`: no privacy section.
  package let k: Int?

  package init(inputs: [TableShape], clauses: StepClauses, k: Int? = nil) {
    self.inputs = inputs
    self.clauses = clauses
    self.k = k
  }
}
