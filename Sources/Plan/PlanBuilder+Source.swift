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
    let columns = contract.columns.entries
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
    let ingested = Schema(columns.compactMap(\.ingested))
    let person = person(of: entry, columns, subjectDomain).flatMap { ingested.position(of: $0) }
    return PlannedSource(
      name: entry.name.value, uri: declaration.uri.value, format: declaration.format.value,
      delimiter: declaration.delimiter,
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
      if declaration.unique && treatment.use != Tokenize.name {
        refuse(
          "column `\(name)` must be unique, which cannot be checked after `\(treatment.use)`",
          help: "tokenize it, or remove `unique`")
      }
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
      isUnique: declaration.unique, personalData: declaration.pii?.value, treatment: treatment, ingested: ingested)
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
