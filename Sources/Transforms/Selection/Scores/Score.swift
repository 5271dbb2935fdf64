/// The score of a feature, and how often chance alone gives as large a one.
struct Score: Sendable, Equatable {
  /// `nil` where the data define none.
  let value: Double?
  let pValue: Double?

  init(_ value: Double?, pValue: Double? = nil) {
    self.value = value.flatMap { $0.isNaN ? nil : min($0, .greatestFiniteMagnitude) }
    self.pValue = pValue
  }
}
