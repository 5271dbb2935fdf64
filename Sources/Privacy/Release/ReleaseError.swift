/// Why an output cannot be released. Counts and names of columns, never a value.
package enum ReleaseError: Error, Sendable, Equatable {
  /// A column has more than 2 GiB of distinct texts, or more than 2³¹ rows: codes have 32 bits.
  case tooLarge(column: String)
  /// No generalization that is allowed gets there: what would still have to be suppressed at the end.
  case notReached(output: Int, suppressed: Int, rows: Int)
}
