import Configuration
import Testing

@Suite struct ConfigurableAuditTests {
  struct Subject: CustomTestStringConvertible {
    let testDescription: String
    let complaints: @Sendable () -> [String]

    init<Section: Configurable>(_ section: Section.Type) {
      testDescription = String(describing: section)
      complaints = { ConfigurableAudit.complaints(about: section) }
    }
  }

  /// Every section of the language.
  static let subjects: [Subject] = [
    .init(Pipeline.self), .init(ParameterDeclaration.self), .init(SecretReference.self),
    .init(PassphraseReference.self), .init(VaultReference.self), .init(TransitReference.self),
    .init(VaultTokenReference.self), .init(AWSSecretReference.self),
    .init(SourceDeclaration.self), .init(ContractDeclaration.self), .init(InvalidRowPolicy.self),
    .init(ColumnDeclaration.self), .init(PrivacyDeclaration.self), .init(PrivacyRuleDeclaration.self),
    .init(ReleaseDeclaration.self), .init(HierarchyDeclaration.self),
    .init(PatternDeclaration.self), .init(PatternFile.self),
    .init(SplitDeclaration.self), .init(StepDeclaration.self), .init(ColumnQuery.self), .init(OutputDeclaration.self),
    .init(QuarantineDeclaration.self), .init(FileDeclaration.self), .init(ManifestDeclaration.self),
  ]

  @Test(arguments: subjects) func sectionsKeepTheirPromises(subject: Subject) {
    #expect(subject.complaints() == [])
  }

  /// Each promise can be seen to be broken.
  struct Broken: Configurable {
    var low = 0
    var hidden = 1
    var camelCase = 1
    static let parameters: [Parameter<Broken>] = [
      .init("low", \.low, "A number", .atLeast(1)), .init("camelCase", \.camelCase, "A number."),
      .init("twice", \.low, "A number."),
    ]
  }

  @Test func theAuditFindsWhatIsBroken() {
    let complaints = ConfigurableAudit.complaints(about: Broken.self)
    for expected in [
      "property `hidden` is no parameter", "parameter `twice` has no property of its name",
      "name `camelCase` is not snake_case", "the summary of `low` does not end in a full stop",
      "the default of `low` must be at least 1",
    ] {
      #expect(complaints.contains(expected), "\(complaints)")
    }
    #expect(
      !ConfigurableAudit.complaints(about: Broken.self, undeclared: ["hidden"]).contains { $0.contains("hidden") })
  }

  @Test(
    arguments: [
      ("strategi", "strategy"), ("stratgey", "strategy"), ("colums", "columns"), ("x", nil), ("entirely_else", nil),
    ] as [(String, String?)])
  func nearestName(word: String, expected: String?) {
    #expect(Spelling.nearest(to: word, among: ["strategy", "columns", "with", "id"]) == expected)
  }
}
