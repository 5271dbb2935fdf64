import Configuration
import TestSupport
import Testing

@testable import Privacy

@Suite struct DetectionPolicyTests {
  @Test func tierAIsTheStandard() {
    #expect(DetectionPolicy.standard.entities.count == 23)
    #expect(DetectionPolicy.standard.entities.allSatisfy { $0.detector.tier == .standard })
    #expect(DetectionPolicy.everything.entities.count == 76)
  }

  /// A country adds its identifiers, and what needs words of context anywhere; what is neither needs its name.
  @Test func countriesAddTheirIdentifiers() {
    let policy = DetectionPolicy(countries: [.nl])
    let added = policy.entities.subtracting(DetectionPolicy.standard.entities)
    #expect(added == [.nlBSN, .nationalPhone, .bic, .coordinates, .dateOfBirth, .medicalRecord, .imei])
    #expect(DetectionPolicy(adding: [.uuid]).entities == DetectionPolicy.standard.entities.union([.uuid]))
    #expect(DetectionPolicy(countries: [.sk]).entities.contains(.czskRC))
    #expect(!DetectionPolicy(countries: [.us], removing: [.usSocialSecurity]).entities.contains(.usSocialSecurity))
  }

  @Test func everyCountryHasItsOwn() {
    for country in Country.allCases {
      #expect(Entity.allCases.contains { $0 != .nationalPhone && $0.detector.countries.contains(country) })
    }
  }

  @Test func wordsOfThePipeline() {
    #expect(
      EntityWord(rawValue: "national_id")!.entities(in: []) == [.usSocialSecurity, .swissSocialSecurity, .passport])
    #expect(EntityWord(rawValue: "national_id")!.entities(in: [.nl]).contains(.nlBSN))
    #expect(EntityWord(rawValue: "phone")!.entities(in: [.us]) == [.phone, .nationalPhone])
    #expect(EntityWord(rawValue: "de_steuer_id")!.entities(in: []) == [.deSteuerID])
    #expect(EntityWord(rawValue: "DE_STEUER_ID") == nil)
    for entity in Entity.allCases {
      #expect(EntityWord(rawValue: entity.rawValue.lowercased())!.entities(in: []).contains(entity))
    }
    #expect(Set(EntityWord.allCases).count == EntityWord.allCases.count)
  }

  @Test func settingsAreWhatTheyDeclare() {
    #expect(ConfigurableAudit.complaints(about: DetectionSettings.self) == [])
    #expect(DetectionSettings().policy == .standard)
  }

  // MARK: context

  static let bsn = Scanner(entities: [.nlBSN])

  @Test(arguments: [
    "BSN 983993968", "bsn=983993968", "{\"bsn\": \"983993968\"}", "klantBsn: 983993968", "BSN-nr.: 983993968",
    "burgerservicenummers 983993968", "bsn of the first applicant is: 983993968", "{\\\"bsn\\\":\\\"983993968\\\"}",
  ])
  func contextIsSeen(_ text: String) { #expect(Self.bsn.findings(in: text).map(\.entity) == [.nlBSN]) }

  @Test(arguments: [
    "983993968", "bsn\n983993968", "{\"a\":\"bsn\\n983993968\"}", "absn 983993968", "bsns 983993968",
    "bsn one two three four five six seven 983993968", "983993968 bsn", "[NL_BSN] 983993968",
  ])
  func noContext(_ text: String) { #expect(Self.bsn.findings(in: text).isEmpty) }

  @Test func lettersBeyondASCII() {
    let scanner = Scanner(entities: [.roCNP, .noFNR, .sePersonnummer, .trTCKN])
    for text in ["FØDSELSNUMMER 14078520699", "Fødselsnummer: 14078520699", "\"fødselsnummer\":14078520699"] {
      #expect(scanner.findings(in: text).map(\.entity) == [.noFNR], "\(text)")
    }
  }

  @Test func theNameOfAFieldIsContext() {
    for name in ["bsn", "BSN", "klant_bsn", "klantBsn", "burgerservicenummer"] {
      #expect(Self.bsn.findings(in: "983993968", field: Self.bsn.context(ofField: name)).count == 1, "\(name)")
    }
    for name in ["id", "bsnr", "order_number", ""] {
      #expect(Self.bsn.findings(in: "983993968", field: Self.bsn.context(ofField: name)).isEmpty, "\(name)")
    }
    #expect(Self.bsn.context(ofField: "id") == .none)
  }

  /// Social security numbers are of tier A; bare, they too need words or a field that says so.
  @Test func bareSocialSecurityNumbers() {
    let scanner = Scanner()
    let field = scanner.context(ofField: "applicantSSN")
    #expect(scanner.findings(in: "078051123", field: field).map(\.entity) == [.usSocialSecurity])
    #expect(scanner.findings(in: "666051123 1.078051123 0780511234", field: field).isEmpty)
    #expect(scanner.findings(in: "078051123", field: scanner.context(ofField: "order")).isEmpty)
    #expect(Scanner(entities: [.email]).context(ofField: "ssn") == .none)
  }

  /// A number is one candidate, not another from its second group on.
  @Test func phoneNumbersAreReadOnce() {
    var text = "call (415) 555-0132 or (030)1234567"
    let candidates = text.withUTF8 { Scanner(entities: [.nationalPhone]).candidates(in: $0) }
    #expect(candidates.map(\.range) == [5..<19, 23..<35])
  }

  /// The members of all detectors fit into a field's bits, up to the last.
  @Test func fieldsOfEveryDetector() {
    let scanner = Scanner(DetectionPolicy(exactly: Set(Entity.allCases), minimumScore: 0.9))
    #expect(scanner.findings(in: "353507598192547", field: scanner.context(ofField: "imei")).map(\.entity) == [.imei])
    #expect(
      scanner.findings(in: "ec1a 1bb", field: scanner.context(ofField: "postcode")).map(\.entity) == [.ukPostcode])
  }

  // MARK: scores

  @Test func scoresTellHowSureAFindingIs() {
    let scanner = Scanner(DetectionPolicy(exactly: [.nlBSN, .dkCPR], minimumScore: 0.01))
    func scores(_ text: String) -> [Double] { scanner.findings(in: text).map(\.score) }
    #expect(scores("983993968") == [0.3])
    #expect(scores("9839.93.968") == [0.75])
    #expect(scores("bsn 983993968") == [0.95])
    // Without the check digit that is no longer promised.
    #expect(scores("140785-8214") == [0.75 * 0.75])
  }

  @Test func theSurestNamesAnOverlap() {
    let scanner = Scanner(DetectionPolicy(exactly: Set(Entity.allCases), minimumScore: 0.01))
    // Luhn's check and weights by 11 at once: words decide.
    let text = "SIN 435418165"
    #expect(scanner.findings(in: text).map(\.entity) == [.caSIN])
    var copy = text
    #expect(Set(copy.withUTF8 { scanner.candidates(in: $0) }.map(\.entity)).count > 1)
    #expect(scanner.findings(in: "imei 353507598192547").map(\.entity) == [.imei])
  }

  // MARK: clean text

  /// What logs are full of, with every detector at work: less than one line in a hundred is flagged.
  @Test func cleanLogLines() {
    var generator = SeededGenerator(seed: 75)
    func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }
    func hex(_ count: Int) -> String { (0..<count).map { _ in String(number(0..<16), radix: 16) }.joined() }
    let scanner = Scanner(entities: Set(Entity.allCases).subtracting([.url, .uuid, .person]))
    var flagged = 0
    let lines = 4_000
    for _ in 0..<lines {
      let time = "2026-0\(number(1..<10))-\(number(10..<29)) \(number(10..<24)):\(number(10..<60)):\(number(10..<60))"
      let line =
        switch number(0..<8) {
        case 0:
          "INFO request \(hex(8))-\(hex(4))-4\(hex(3))-a\(hex(3))-\(hex(12)) took \(number(1..<999)).\(number(1..<999)) ms"
        case 1: "GET /api/v1/items/\(number(1..<1_000_000_000)) HTTP/1.1 200 \(number(100..<99_999))"
        case 2:
          "commit \(hex(40)) build \(number(1000..<99_999)) version \(number(1..<9)).\(number(0..<20)).\(number(0..<9))"
        case 3:
          "epoch \(1_700_000_000 + number(0..<200_000_000)) millis \(1_700_000_000_000 + number(0..<90_000_000_000))"
        case 4:
          "order \(number(100_000_000..<999_999_999)) item \(number(10_000..<99_999)) total \(number(1..<999)).00 EUR"
        case 5: "thread-\(number(1..<64)) heap 0x\(hex(12)) used \(number(1_000_000..<999_999_999_999)) bytes"
        case 6:
          "file /var/log/app-\(number(10_000_000..<99_999_999)).log:\(number(1..<999)) trace_id=\(hex(32)) span=\(hex(16))"
        default:
          "worker \(number(1..<99)) retried \(number(1..<5)) of 5 after \(number(1..<60)) seconds, code E\(number(1000..<9999))"
        }
      if !scanner.findings(in: "\(time) \(line)").isEmpty { flagged += 1 }
    }
    #expect(flagged < lines / 100, "\(flagged) of \(lines)")
  }
}
