package import Columns
package import Configuration

/// Keeps of an e-mail address what stands behind the `@`.
package struct EmailDomain: Treatment {
  package enum Kept: String, ParameterWord { case all, `public`, listed }

  package static let name = "email_domain"
  package static let guide = TreatmentGuide(
    summary: "Replaces an e-mail address by its domain, or by `other` where the domain is not one of many people.",
    leaves: """
      The provider or employer. A domain of one's own names its owner, and a small company's says where somebody works: \
      with `keep: all` (the default is `public`) such domains stand in the outputs, and only what steps learn from them \
      is held back below `privacy.k`. Sensitivity: quasi-identifier.
      """,
    example: "{id: provider, use: email_domain, columns: [email]}")

  package var kept = Kept.public
  package var domains: [String] = []
  package var other = "other"

  package init() {}

  package static let parameters: [Parameter<EmailDomain>] = [
    .init(
      "keep", \.kept,
      "`public`: the large providers, where anybody can have an address. `listed`: those under `domains`. `all`: every domain."
    ),
    .init("domains", \.domains, "The domains that are kept, in small letters; goes with `listed`."),
    .init("other", \.other, "What stands for every other domain.", .notEmpty),
  ]

  package func output(of field: Field, pii: String?) throws(TreatmentError) -> Field? {
    try requireStrings(field)
    try requireAtMostDirect(field)
    if (kept == .listed) == domains.isEmpty {
      throw .badArgument(parameter: "domains", problem: "goes with `keep: listed`, and `keep: listed` with it")
    }
    for domain in domains where canonicalDomain(of: "a@" + domain) != domain {
      throw .badArgument(parameter: "domains", problem: "must be domains in small letters, such as `example.org`")
    }
    if other.contains("@") || Token.init(parsing: other) != nil {
      throw .badArgument(parameter: "other", problem: "must be a word that is no address")
    }
    var field = field
    field.type = .category
    field.vocabulary = nil
    field.sensitivity = min(field.sensitivity, .quasi)
    return field
  }

  package func prepare(
    _ field: Field, pii: String?, keys: KeyAccess
  ) throws(PrivacyError) -> any ColumnTreatment {
    let kept: Set<String>? =
      switch self.kept {
      case .all: nil
      case .public: Self.publicProviders
      case .listed: Set(domains)
      }
    return Domains(kept: kept.map { Set($0.map { Array($0.utf8)[...] }) }, other: Array(other.utf8))
  }

  /// Providers with many millions of private mailboxes, where an address says nothing of its owner.
  static let publicProviders: Set<String> = [
    "126.com", "163.com", "aol.com", "bluewin.ch", "free.fr", "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.de",
    "gmx.net", "googlemail.com", "hotmail.co.uk", "hotmail.com", "hotmail.fr", "hotmail.it", "icloud.com",
    "laposte.net",
    "libero.it", "live.com", "mac.com", "mail.com", "mail.ru", "me.com", "msn.com", "orange.fr", "outlook.com",
    "outlook.de", "proton.me", "protonmail.com", "qq.com", "rediffmail.com", "seznam.cz", "sfr.fr", "t-online.de",
    "uol.com.br", "wanadoo.fr", "web.de", "wp.pl", "yahoo.co.in", "yahoo.co.jp", "yahoo.co.uk", "yahoo.com",
    "yahoo.com.br", "yahoo.de", "yahoo.fr", "yandex.ru",
  ]

  private struct Domains: ColumnTreatment {
    /// `nil`: all.
    let kept: Set<ArraySlice<UInt8>>?
    let other: [UInt8]

    func apply(_ column: Column) -> TreatedColumn {
      let problem = CanonicalForm.email.problem
      var table = StringTable(capacity: 64)
      var invalid: [Int32] = []
      var address: [UInt8] = []
      let texts = column.texts
      let codes = Buffer<Int32>(count: column.count) { codes in
        for row in 0..<codes.count {
          codes[row] = 0
          guard column.validity.isValid(row) else { continue }
          address.removeAll(keepingCapacity: true)
          guard texts.withBytes(of: row, { CanonicalForm.email.append($0, to: &address) }),
            let at = address.lastIndex(of: UInt8(ascii: "@"))
          else {
            invalid.append(Int32(row))
            continue
          }
          let domain = address[(at + 1)...]
          let isKept = kept?.contains(domain) ?? true
          codes[row] =
            isKept
            ? domain.withUnsafeBufferPointer { table.insert($0) } : other.withUnsafeBufferPointer { table.insert($0) }
        }
      }
      let validity = TreatedColumn.clearing(invalid, in: column.validity, count: column.count)
      return TreatedColumn(
        Column(.category(codes: codes, dictionary: table.dictionary), validity: validity), invalidRows: Buffer(invalid),
        problem: problem)
    }
  }

  private func canonicalDomain(of address: String) -> String? {
    var bytes: [UInt8] = []
    var address = address
    guard address.withUTF8({ CanonicalForm.email.append($0, to: &bytes) }) else { return nil }
    return String(decoding: bytes.dropFirst(2), as: UTF8.self)
  }
}
