package import Configuration

/// The `pii:` tag that a column is proposed to have, and what speaks for it.
package struct ProposedTag: Sendable, Equatable {
  package enum Evidence: Sendable, Equatable {
    /// Most values are, as a whole, of this kind.
    case values
    /// Some values hold something personal among other text.
    case parts
    case name
    /// The column tells the rows of people apart, whatever it holds.
    case rows
  }

  package let kind: PersonalDataKind
  package let evidence: Evidence

  /// Of the values that there are, so many must be of one kind to make it the column's.
  static let majority = 0.5

  /// `nil` where nothing speaks for personal data. Values count more than the name.
  package init?(_ profile: ColumnProfile) {
    let kinds = Set(profile.found.compactMap(\.kind))
    // Of equal shares the first word of the language, so that the result does not depend on hashing.
    let best = PersonalDataKind.allCases.filter(kinds.contains).max { profile.share(of: $0) < profile.share(of: $1) }
    if let best, profile.share(of: best) >= Self.majority {
      self.init(kind: best, evidence: .values)
      return
    }
    let named = profile.name.flatMap { ColumnNameWords.kind(of: $0) }.flatMap {
      Self.fits($0, profile) ? $0 : nil
    }
    // Numbers are not searched by a run, and a few of many look like something by chance; so do a few words.
    let isText = [.string, .text, .category].contains(profile.type.kind)
    let isTelling = profile.found.contains(where: \.isGated) || profile.sureRows * 50 >= max(1, profile.present)
    if isText, profile.foundRows > 0, isTelling, named == nil || named == .freeText || profile.isProse {
      self.init(kind: .freeText, evidence: .parts)
    } else if let named {
      self.init(kind: named, evidence: .name)
    } else {
      return nil
    }
  }

  private init(kind: PersonalDataKind, evidence: Evidence) {
    self.kind = kind
    self.evidence = evidence
  }

  /// Of the column by which people are told apart, where nothing else speaks for a kind.
  static let subject = ProposedTag(kind: .id, evidence: .rows)

  /// Whether the values can be what the name says: `last_login` is a time, `review_count` a number, `description` of
  /// three values a category.
  private static func fits(_ kind: PersonalDataKind, _ profile: ColumnProfile) -> Bool {
    let type = profile.type.kind
    let isText = type == .string || type == .text || type == .category
    switch kind {
    case .freeText: return type == .text || type == .string
    case .name, .address, .username, .email, .ip: return isText
    case .birthDate: return type == .date || type == .timestamp || type == .int || isText
    case .age: return type == .int || type == .float || isText
    case .location: return type == .float || isText
    case .id, .phone, .iban, .card, .device, .nationalId, .postcode: return type == .int || isText
    case .gender, .health, .religion, .ethnicity, .politics, .orientation, .biometric:
      return type != .timestamp && type != .date
    }
  }
}
