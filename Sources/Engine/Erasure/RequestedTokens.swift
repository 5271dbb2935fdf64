import Configuration
import Ledger
import Privacy

/// A person who is to be erased, by all that files, sources and the vault know of them.
struct ErasedSubject {
  /// Without a vault, under every key that is in use: what keeps them out of later runs.
  var tombstones: [Token] = []
  /// Those, and the tokens that a vault gives them: what files may hold.
  var tokens: [Token] = []
  /// Where the vault keeps their salts.
  var salts: [ErasureRequest.Salt] = []

  mutating func add(_ other: ErasedSubject) {
    tombstones += other.tombstones.filter { !tombstones.contains($0) }
    tokens += other.tokens.filter { !tokens.contains($0) }
    salts += other.salts.filter { !salts.contains($0) }
  }
}

/// Turns identifiers into what the runs of a ledger made, or would make, of them.
struct RequestedTokens {
  let domain: String
  private let tenant: String
  private let store: any SaltStore
  private var makers: [Maker] = []

  /// One way in which values became tokens, under one key.
  private struct Maker {
    let stateless: Tokenizer
    let vaulted: VaultedTokenizer
    let form: CanonicalForm
    let raw: Bool
  }

  /// - Parameter runs: of the ledger; those of the tenant tell how tokens of the domain are made.
  /// - Throws: a domain that none of them knows.
  init(_ domain: String, tenant: String, runs: [RegisteredRun], ledger: Ledger, keys: KeyRing) throws(EngineError) {
    self.domain = domain
    self.tenant = tenant
    store = ledger
    let known = runs.filter { $0.owner == tenant }.flatMap(\.domains)
    var ways: [RegisteredRun.TokenDomain] = []
    for way in known where way.domain == domain && !ways.contains(way) { ways.append(way) }
    guard !ways.isEmpty else {
      let names = Set(known.map(\.domain)).sorted()
      throw .diagnostics([
        Diagnostic(
          .unknownErasureDomain, at: .whole(ledger.uri), "no run of the ledger has tokens of domain `\(domain)`",
          help: names.isEmpty
            ? "the ledger knows nobody of this tenant; check --tenant, and where the runs wrote to"
            : "it knows \(names.map { "`\($0)`" }.joined(separator: ", "))")
      ])
    }
    do throws(PrivacyError) {
      for entry in keys.liveEntries {
        for way in ways {
          guard let form = CanonicalForm(rawValue: way.form) else { continue }
          makers.append(
            Maker(
              stateless: try keys.tokenizer(tenant: tenant, domain: domain, form: form, kid: entry.kid),
              vaulted: try keys.vaultedTokenizer(
                tenant: tenant, domain: domain, form: form, store: store, kid: entry.kid), form: form,
              raw: way.tokenAsRaw))
        }
      }
    } catch {
      throw .privacy(error)
    }
  }

  /// `nil` for a value without a canonical form.
  func subject(of value: String) throws(EngineError) -> ErasedSubject? {
    var subject = ErasedSubject()
    do throws(PrivacyError) {
      for maker in makers {
        guard let token = maker.stateless.token(of: value, raw: maker.raw).flatMap({ Token(parsing: $0) }) else {
          continue
        }
        var made = ErasedSubject(tombstones: [token], tokens: [token])
        if let vaulted = try maker.vaulted.token(of: value, raw: maker.raw, making: false).flatMap({
          Token(parsing: $0)
        }) {
          made.tokens.append(vaulted)
          made.salts = maker.vaulted.vault.indexes(of: value, form: maker.form, raw: maker.raw).map {
            ErasureRequest.Salt(domain: domain, index: $0.bytes)
          }
        }
        subject.add(made)
      }
    } catch {
      throw .privacy(error)
    }
    return subject.tokens.isEmpty ? nil : subject
  }

  /// The subject of each line, an identifier or a token of the domain.
  ///
  /// - Throws: the numbers of lines, from 1, that are neither.
  func subjects(of lines: [String]) throws(EngineError) -> [ErasedSubject] {
    var refused: [Int] = []
    var subjects: [ErasedSubject] = []
    for (number, line) in lines.enumerated() {
      if let token = Token(parsing: line) {
        if token.domain == domain {
          subjects.append(ErasedSubject(tombstones: [token], tokens: [token]))
        } else {
          refused.append(number + 1)
        }
      } else if let subject = try subject(of: line) {
        subjects.append(subject)
      } else {
        refused.append(number + 1)
      }
    }
    guard refused.isEmpty else {
      let numbers = refused.prefix(10).map(String.init).joined(separator: ", ") + (refused.count > 10 ? ", …" : "")
      throw .diagnostics([
        Diagnostic(
          .badErasureRequest, at: .whole("<stdin>"),
          "\(refused.count == 1 ? "line" : "lines") \(numbers): no identifier or token of domain `\(domain)`",
          help: "give one identifier a line, as the source has it, or a token; nothing has been changed")
      ])
    }
    return subjects
  }
}
