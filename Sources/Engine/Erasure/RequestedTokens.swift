import Configuration
import Ledger
import Privacy

/// Turns the lines of a request into the tokens that the ledger's runs made, or would make, of each subject.
struct RequestedTokens {
  let keys: KeyRing
  let tenant: String
  let domain: String
  /// How runs of this tenant made tokens of the domain; at least one.
  let makers: [RegisteredRun.TokenDomain]

  /// For each line the tokens of its subject, under every key that is in use; a line that is a token is that one.
  ///
  /// - Throws: the numbers of lines, from 1, that are neither.
  func tokens(of lines: [String]) throws(EngineError) -> [[Token]] {
    var tokenizers: [(Tokenizer, Bool)] = []
    do throws(PrivacyError) {
      for entry in keys.entries where entry.status == .primary || entry.status == .resolve {
        for maker in makers {
          guard let form = CanonicalForm(rawValue: maker.form) else { continue }
          tokenizers.append(
            (
              try keys.tokenizer(tenant: tenant, domain: domain, form: form, kid: entry.kid), maker.tokenAsRaw
            ))
        }
      }
    } catch {
      throw .privacy(error)
    }
    var refused: [Int] = []
    var subjects: [[Token]] = []
    for (number, line) in lines.enumerated() {
      if let token = Token(parsing: line) {
        if token.domain == domain { subjects.append([token]) } else { refused.append(number + 1) }
        continue
      }
      var found: [Token] = []
      for (tokenizer, raw) in tokenizers {
        guard let token = tokenizer.token(of: line, raw: raw).flatMap({ Token(parsing: $0) }), !found.contains(token)
        else { continue }
        found.append(token)
      }
      if found.isEmpty { refused.append(number + 1) } else { subjects.append(found) }
    }
    guard refused.isEmpty else {
      let numbers = refused.prefix(10).map(String.init).joined(separator: ", ") + (refused.count > 10 ? ", …" : "")
      throw .diagnostics([
        Diagnostic(
          .badErasureRequest, at: .whole("<stdin>"),
          "\(refused.count == 1 ? "line" : "lines") \(numbers) of the request: no identifier or token of domain `\(domain)`",
          help: "give one identifier a line, as the source has it, or a token; nothing has been changed")
      ])
    }
    return subjects
  }
}
