import Columns

/// `tokenize`, bound to a column.
struct TokenColumn: ColumnTreatment {
  enum Source: Sendable {
    case stateless(Tokenizer)
    case vaulted(VaultedTokenizer)
    case occurrences(OccurrenceTokenizer)
  }

  let source: Source
  let form: CanonicalForm
  let domain: String
  let tokenAsRaw: Bool
  /// Of integer surrogates; `nil` for tokens.
  let register: SurrogateRegister?

  func apply(_ column: Column) throws(PrivacyError) -> TreatedColumn {
    try apply(column, of: RowContext(tokens: nil, reading: .random(in: .min ... .max), chunk: 0))
  }

  func apply(_ column: Column, of rows: RowContext) throws(PrivacyError) -> TreatedColumn {
    switch source {
    case .occurrences(let tokenizer):
      return tokenizer.tokenize(column, of: rows, asIntegers: register != nil)
    case .stateless(let tokenizer):
      guard let register else { return tokenizer.tokenize(column, tokenAsRaw: tokenAsRaw) }
      let values = DistinctValues(column)
      return try surrogates(
        values, tokenizer.hashes(of: values.strings, values.validity, tokenAsRaw: tokenAsRaw), register)
    case .vaulted(let tokenizer):
      guard let register else { return try tokenizer.tokenize(column, tokenAsRaw: tokenAsRaw) }
      let values = DistinctValues(column, always: true)
      return try surrogates(
        values, try tokenizer.hashes(of: values.strings, values.validity, tokenAsRaw: tokenAsRaw), register)
    }
  }

  private func surrogates(
    _ values: DistinctValues, _ hashed: ValueHashes, _ register: SurrogateRegister
  ) throws(PrivacyError) -> TreatedColumn {
    guard register.enter(hashed.hashes, values.validity, except: hashed.invalid) else {
      throw .surrogateCollision(domain: domain)
    }
    return values.surrogates(hashed, problem: form.problem)
  }
}
