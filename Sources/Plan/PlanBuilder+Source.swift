import Columns
import Configuration
import Formats
import Privacy

extension PlanBuilder {
  /// The sources, their columns with the treatments that the rules give them.
  mutating func sources(_ treatments: [ColumnPlace: PlannedTreatment]) -> [PlannedSource] {
    var sources: [PlannedSource] = []
    var firstID = 0
    let subjectDomain = subjectDomain(treatments)
    for entry in pipeline.sources.entries {
      let source = source(entry, treatments, subjectDomain, firstID: firstID)
      firstID += source.ingested.count
      sources.append(source)
    }
    return sources
  }

  private mutating func source(
    _ entry: Named<SourceDeclaration>.Entry, _ treatments: [ColumnPlace: PlannedTreatment], _ subjectDomain: String?,
    firstID: PlannedColumn.ID
  ) -> PlannedSource {
    let declaration = entry.value
    let contract = declaration.contract
    if contract.onInvalidRow.action == .quarantine, pipeline.quarantine == nil {
      decoder.report(
        .noQuarantine, at: entry.name.span,
        "invalid rows of `\(entry.name.value)` are to be set aside, but nowhere is named",
        help: "add `quarantine: {uri: …}`")
    }
    // A column that could not be read has been reported on.
    var columns = contract.columns.entries
      .filter { draft.isSound("sources", entry.name.value, "contract", "columns", $0.name.value) }
      .map {
        column($0, treatments[ColumnPlace(source: entry.name.value, column: $0.name.value)], of: entry.name.value)
      }
    for role in [ColumnDeclaration.Purpose.key, .target, .group, .time, .weight] {
      let same = contract.columns.entries.filter { $0.value.role == role }
      if let second = same.dropFirst().first {
        decoder.report(
          .badContract, at: second.name.span, "a second column with role \(role.rawValue)",
          help: "`\(same[0].name.value)` has it already")
      }
    }
    refuseTakenNames(&columns)
    let ingested = Schema(columns.flatMap(\.allIngested))
    let person = person(of: entry, columns, subjectDomain).flatMap { ingested.position(of: $0) }
    for position in columns.indices {
      columns[position].companion = companion(
        of: columns[position], in: columns, person: person.map { ingested.names[$0] })
    }
    return PlannedSource(
      name: entry.name.value, uri: declaration.uri.value, format: declaration.format.value,
      delimiter: declaration.delimiter, csvParser: declaration.csvParser,
      nullValues: declaration.nullValues, extraColumns: contract.extraColumns,
      missingColumns: contract.missingColumns, invalidRows: contract.onInvalidRow, columns: columns,
      ingested: ingested, person: person, firstID: firstID)
  }

  private mutating func column(
    _ entry: Named<ColumnDeclaration>.Entry, _ treatment: PlannedTreatment?, of source: String
  ) -> PlannedSourceColumn {
    let declaration = entry.value, name = entry.name.value
    let kind = declaration.type.value
    func refuse(_ message: String, help: String? = nil) {
      decoder.report(.badContract, at: entry.name.span, message, help: help)
    }
    if declaration.role == .key && declaration.nullable {
      refuse("the key `\(name)` may be missing", help: "a key names its row: remove `nullable`")
    }
    let sensitivity = sensitivity(of: declaration)
    let field = Field(
      name: name, type: ColumnType(rawValue: kind.rawValue)!, role: Role(rawValue: declaration.role.rawValue)!,
      isNullable: declaration.nullable, sensitivity: sensitivity, tags: declaration.tags,
      vocabulary: declaration.values?.map(\.value))
    var ingested: Field? = field
    if let treatment {
      do throws(TreatmentError) {
        ingested = try treatment.treatment.output(of: field, pii: declaration.pii?.value.rawValue)
      } catch {
        decoder.report(
          .badPrivacyRule, at: entry.name.span, "rule `\(treatment.ruleID)` on column `\(name)`: \(error.message)",
          help: error.help)
      }
      let tokenize = treatment.treatment as? Tokenize
      if declaration.unique && tokenize?.keepsEquality != true {
        refuse(
          "column `\(name)` must be unique, which cannot be checked after `\(treatment.use)`",
          help: tokenize == nil ? "tokenize it, or remove `unique`" : "take another `policy`, or remove `unique`")
      }
      if tokenize?.keepsEquality == true { warnOfGuesses(at: entry, kind) }
    } else if let pii = declaration.pii, !columnsOfBrokenRules.contains(ColumnPlace(source: source, column: name)) {
      decoder.report(
        .untreated, at: entry.name.span,
        "column `\(name)` is tagged pii: \(pii.value.rawValue) but no privacy rule treats it",
        help: "add a rule under privacy.rules (\(Treatments.entries.map(\.name).joined(separator: ", ")))")
      ingested?.sensitivity = .public  // said once; what follows from it is not said again
    }
    return PlannedSourceColumn(
      span: entry.name.span, field: field,
      contract: ColumnContract(
        field, minimum: declaration.min, maximum: declaration.max, allowedValues: declaration.values?.map(\.value),
        dateOrder: declaration.format?.contractOrder ?? .iso),
      isUnique: declaration.unique, personalData: declaration.pii?.value, treatment: treatment, ingested: ingested,
      second: ingested.flatMap { treatment?.treatment.secondOutput(beside: $0) })
  }

  /// Tokens of a column that can have few values can be matched with what is known of them.
  private mutating func warnOfGuesses(
    at entry: Named<ColumnDeclaration>.Entry, _ type: ColumnDeclaration.Kind
  ) {
    let range = entry.value.min.flatMap { min in entry.value.max.map { min...max(min, $0) } }
    guard
      let count = ValueDomain.small(
        type: ColumnType(rawValue: type.rawValue)!, values: entry.value.values?.count, range: range)
    else { return }
    decoder.report(
      .guessable, at: entry.name.span,
      "column `\(entry.name.value)` can have at most about \(count) values, so that its tokens can be told by how often they occur",
      help: "generalize or drop it, or give each occurrence its own token with `policy: full`", severity: .warning)
  }

  /// A second column of a rule must not have the name of another column. Those that do are left out of what follows.
  private mutating func refuseTakenNames(_ columns: inout [PlannedSourceColumn]) {
    let names = columns.map(\.field.name)
    for position in columns.indices {
      guard let second = columns[position].second, names.contains(second.name) else { continue }
      decoder.report(
        .badContract, at: columns[position].span,
        "rule `\(columns[position].treatment?.ruleID ?? "")` makes a column `\(second.name)`, and there is one already",
        help: "rename the column of the contract, or take `emit: current`")
      columns[position].second = nil
    }
  }

  /// The column that the treatment of another one goes by.
  private mutating func companion(
    of column: PlannedSourceColumn, in columns: [PlannedSourceColumn], person: String?
  ) -> Int? {
    guard column.ingested != nil, let treatment = column.treatment, let companion = treatment.treatment.companion
    else { return nil }
    let named: (name: String, span: SourceSpan)?
    switch companion {
    case .person: named = person.map { ($0, column.span) }
    case .column(let name): named = (name.value, name.span)
    }
    guard let named else {
      // A subject that is lost or missing has been reported on.
      if pipeline.privacy?.value.subject != nil, subjectIsKnown {
        decoder.report(
          .badCompanion, at: column.span,
          "no column of the source tells whose row it is, so rule `\(treatment.ruleID)` cannot move `\(column.field.name)`",
          help: "name a tokenized column of this source with `by:`")
      }
      return nil
    }
    guard let position = columns.firstIndex(where: { $0.field.name == named.name }) else {
      decoder.report(
        .unknownColumn, at: named.span, "the source has no column `\(named.name)`",
        help: Spelling.nearest(to: named.name, among: columns.map(\.field.name)).map { "did you mean `\($0)`?" })
      return nil
    }
    guard let tokenize = columns[position].treatment?.treatment as? Tokenize, tokenize.keepsEquality else {
      decoder.report(
        .badCompanion, at: named.span,
        "`\(named.name)` is not tokenized, or has another token in each row, so nothing can go by it",
        help: "tokenize it with `policy: deterministic` or `document`, or name another column with `by:`")
      return nil
    }
    return position
  }

  private func sensitivity(of column: ColumnDeclaration) -> Sensitivity {
    if let pii = column.pii?.value { return pii.sensitivity }
    return column.type.value == .text && pipeline.privacy != nil ? .freeText : .public
  }
}

extension PersonalDataKind {
  /// How much a column of this kind says about a person, before any rule.
  var sensitivity: Sensitivity {
    switch self {
    case .id, .email, .phone, .name, .address, .ip, .iban, .card, .username, .device, .nationalId: .direct
    case .freeText: .freeText
    case .birthDate, .postcode, .age, .gender, .location: .quasi
    case .health, .religion, .ethnicity, .politics, .orientation, .biometric: .special
    }
  }
}

extension ColumnDeclaration.DateOrder {
  var contractOrder: ColumnContract.DateOrder {
    switch self {
    case .dmy: .dayFirst
    case .mdy: .monthFirst
    }
  }
}
