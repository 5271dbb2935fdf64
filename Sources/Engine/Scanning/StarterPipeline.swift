package import Configuration
import Privacy

/// A first pipeline for a table: a contract that every row of it keeps, a rule for each personal column, and comments
/// on what a person has to decide. It holds names, types and counts, and no value of the data.
package struct StarterPipeline: Sendable {
  /// A column of the contract.
  struct Member: Sendable {
    let profile: ColumnProfile
    let name: String
    var kind: ColumnDeclaration.Kind
    var format: ColumnDeclaration.DateOrder?
    var role: ColumnDeclaration.Purpose?
    var isUnique = false
    var isNullable: Bool
    var tag: ProposedTag?
    var remarks: [String] = []
  }

  /// A rule of the privacy section.
  struct Rule: Sendable {
    let id: String
    let use: String
    let columns: [String]
    /// Flow-style arguments, braces included.
    var arguments: String?
  }

  /// Why there can be no pipeline.
  package enum Obstacle: Error, Sendable, Equatable {
    /// The first line of a CSV is data.
    case noHeader
    /// Columns, counted from 1, of one name.
    case duplicate(Int, Int)
    /// A column, counted from 1, whose name is no text.
    case badName(Int)
    case noColumns
  }

  let table: TableProfile
  let path: String
  /// Of the pipeline, its source and its files.
  let name: String
  let keyRing: String
  private(set) var members: [Member] = []
  /// Columns, counted from 1, whose names the language cannot hold.
  private(set) var leftOut: [Int] = []
  private(set) var nullWords: [String] = []
  private(set) var subject: String?
  private(set) var rules: [Rule] = []

  /// The key ring that the pipeline names, if it names one.
  package var keyRingPath: String? { subject == nil ? nil : keyRing }

  package init(_ table: TableProfile, path: String, keyRing: String) throws(Obstacle) {
    (self.table, self.path, self.keyRing) = (table, path, keyRing)
    name = Self.name(of: path)
    if table.lacksHeader { throw .noHeader }
    try makeMembers()
    if members.isEmpty { throw .noColumns }
    if members.contains(where: { $0.tag != nil }) {
      chooseSubject()
      rules = members.indices.filter { members[$0].tag != nil }.map { rule(for: $0) }
      mergeRules()
    }
    remark()
  }

  /// The file's name in small letters, digits and `_`.
  static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? ""
    let stem = file.split(separator: ".").first.map(String.init) ?? ""
    let words = ColumnNameWords.words(in: stem).map { $0.filter { $0.isASCII } }.filter { !$0.isEmpty }
    let name = words.joined(separator: "_")
    return name.isEmpty || name == "-" ? "data" : name.first!.isNumber ? "data_\(name)" : name
  }

  // MARK: Columns

  private mutating func makeMembers() throws(Obstacle) {
    var places: [[UInt8]: Int] = [:]
    for profile in table.columns {
      guard let name = profile.name else { throw .badName(profile.position) }
      if let first = places.updateValue(profile.position, forKey: Array(name.utf8)) {
        throw .duplicate(first, profile.position)
      }
      // An empty name, and what the language would fill in, cannot be written.
      if name.isEmpty || name.contains("${") {
        leftOut.append(profile.position)
        continue
      }
      if profile.needsNullWords { nullWords += profile.nullWords.keys.filter { !nullWords.contains($0) } }
    }
    nullWords.sort()
    members = table.columns.filter { !leftOut.contains($0.position) }.map(member)
  }

  private func member(_ profile: ColumnProfile) -> Member {
    let type = profile.type
    // A word for a missing value in one column is one in all.
    let isNullable =
      profile.missing > 0 || profile.present == 0 || isOftenAbsent(profile)
      || nullWords.contains { profile.nullWords[$0] != nil }
    var member = Member(
      profile: profile, name: profile.name!, kind: type.kind, format: type.format, isNullable: isNullable,
      tag: ProposedTag(profile))
    if let kind = member.tag?.kind { Self.fit(&member, to: kind) }
    return member
  }

  /// Numbers that name something are text: tokens and masks are made of text, and a leading zero is part of them.
  private static func fit(_ member: inout Member, to kind: PersonalDataKind) {
    switch kind {
    case .freeText:
      if member.kind == .category || member.kind == .string { member.kind = .text }
    case .phone, .iban, .card, .device, .nationalId, .postcode, .email, .ip, .name, .address, .username:
      (member.kind, member.format) = (.string, nil)
    case .id:
      if member.kind != .int { (member.kind, member.format) = (.string, nil) }
    default: break
    }
  }

  /// Whether more lines of JSON lack the member than can be set aside.
  func isOftenAbsent(_ profile: ColumnProfile) -> Bool { table.absentRows(of: profile) * 200 > table.rows }

  // MARK: The person

  /// The column that tells people apart: the likeliest of those that every row has.
  private mutating func chooseSubject() {
    let best = members.indices.max { rank($0) < rank($1) }!
    if members[best].tag == nil || members[best].tag?.kind == .freeText {
      members[best].tag = .subject
      if members[best].kind != .int { (members[best].kind, members[best].format) = (.string, nil) }
    }
    // Two spellings of one address or number are one token.
    let isKey =
      members[best].profile.isUnique && !isOftenAbsent(members[best].profile) && members[best].tag?.kind == .id
    members[best].role = isKey ? .key : .group
    members[best].isUnique = isKey
    if isKey { members[best].isNullable = false }
    subject = members[best].name
  }

  /// How likely a column is to say whose the row is; the earlier of equal ones wins.
  private func rank(_ index: Int) -> (Int, Int, Int, Int) {
    let member = members[index]
    let points: Int
    switch member.tag?.kind {
    case .id: points = 9
    case .nationalId: points = 8
    case .email: points = 7
    case .username: points = 6
    case .phone, .device: points = 5
    case .name: points = 3
    case nil:
      if member.profile.isUnique, ColumnNameWords.isIdentifier(member.name) {
        points = 6
      } else {
        points = member.kind == .string || member.kind == .int ? (member.profile.isUnique ? 4 : 2) : 1
      }
    case .freeText: points = 0
    default: points = 1
    }
    // Where nothing names anybody, what differs most.
    return (points, points > 3 ? 0 : member.profile.variety, member.isNullable ? 0 : 1, -index)
  }

  // MARK: Rules

  private func rule(for index: Int) -> Rule {
    let member = members[index]
    let columns = [member.name]
    let id = "rule_\(index + 1)"
    func tokens(_ domain: String) -> Rule {
      Rule(
        id: id, use: Tokenize.name, columns: columns,
        arguments: "{domain: \(domain), key: pii_key, on_invalid: token_as_raw}")
    }
    if member.role != nil { return tokens(Self.domain(member.tag?.kind == .email ? "email" : member.name)) }
    switch member.tag?.kind {
    case .id: return tokens(Self.domain(member.name))
    case .email: return tokens("email")
    case .birthDate where member.kind == .date || member.kind == .timestamp:
      return Rule(id: id, use: Generalize.name, columns: columns, arguments: "{to: year, step: 5}")
    case .age where member.kind == .int:
      return Rule(id: id, use: Generalize.name, columns: columns, arguments: "{to: range, step: 5}")
    case .freeText:
      return Rule(id: id, use: Redact.name, columns: columns, arguments: Self.redaction(of: member.profile))
    default: return Rule(id: id, use: Drop.name, columns: columns)
    }
  }

  /// The gate's own entities need no words; others that were found are named beside them.
  private static func redaction(of profile: ColumnProfile) -> String? {
    let others = profile.found.filter { !$0.isGated }
    if others.isEmpty { return nil }
    let words = ["email", "phone", "card", "iban", "ip", "mac", "secret", "national_id"]
    return "{entities: [\((words + others.map { $0.entity.lowercased() }).joined(separator: ", "))]}"
  }

  /// The name of a token domain: small letters, digits and single `_`.
  private static func domain(_ name: String) -> String {
    var words = ColumnNameWords.words(in: name).map { $0.filter { $0.isASCII } }.filter { !$0.isEmpty }
    if words.count > 1, words.last == "id" { words.removeLast() }
    let domain = String(words.joined(separator: "_").prefix(24)).trimmingUnderscores
    return Token.isDomain(domain) ? domain : "subject"
  }

  /// Rules that say the same become one, named by what they do.
  private mutating func mergeRules() {
    var merged: [Rule] = []
    for rule in rules {
      if let same = merged.firstIndex(where: { $0.use == rule.use && $0.arguments == rule.arguments }) {
        merged[same] = Rule(
          id: merged[same].id, use: rule.use, columns: merged[same].columns + rule.columns, arguments: rule.arguments)
      } else {
        merged.append(rule)
      }
    }
    var counts: [String: Int] = [:]
    rules = merged.map { rule in
      counts[rule.use, default: 0] += 1
      let number = counts[rule.use]!
      return Rule(
        id: number == 1 ? rule.use : "\(rule.use)_\(number)", use: rule.use, columns: rule.columns,
        arguments: rule.arguments)
    }
  }

  // MARK: Remarks

  private mutating func remark() {
    let target = members.indices.last { members[$0].tag == nil && ColumnNameWords.isTarget(members[$0].name) }
    let key = members.indices.first { members[$0].profile.isUnique && ColumnNameWords.isIdentifier(members[$0].name) }
    for index in members.indices {
      let member = members[index]
      var remarks: [String] = []
      if let tag = member.tag { remarks.append(Self.evidence(of: tag, member.profile)) }
      if member.tag == nil, index == key { remarks.append("a key? no value comes twice: role: key, unique: true") }
      if member.tag == nil, index == target { remarks.append("to be told? role: target") }
      if member.profile.isDateOrderOpen { remarks.append("day or month first? dmy and mdy both fit") }
      if member.profile.present == 0 { remarks.append("no value at all") }
      if member.tag == nil, member.kind == .string, member.profile.present > 0, index != key {
        remarks.append("many different values: personal? then give it pii: and a rule")
      }
      if member.tag == nil, member.kind == .text { remarks.append("sentences: about people? then pii: free_text") }
      members[index].remarks = remarks
    }
  }

  private static func evidence(of tag: ProposedTag, _ profile: ColumnProfile) -> String {
    switch tag.evidence {
    case .name: return "by its name"
    case .rows: return "tells whose the row is"
    case .values, .parts:
      return profile.found.prefix(3).map { "\($0.entity) in \($0.rows)" }.joined(separator: ", ")
        + " of \(profile.rows) rows"
    }
  }
}

extension String {
  fileprivate var trimmingUnderscores: String {
    var text = self[...]
    while text.last == "_" { text = text.dropLast() }
    return String(text)
  }
}
