import Glibc
import TestSupport
import Testing

@testable import Privacy

/// Detectors of tier B, each by itself: text in which what is expected stands between ⟦ and ⟧.
@Suite struct BoundDetectorTests {
  static let rows: [ScanRow] = [
    // Payment
    ScanRow(.bic, "BIC: ⟦DEUTDEFF500⟧, SWIFT code ⟦NEDSZAJJ⟧"),
    ScanRow(.bic, "DEUTDEFF swift response password ABCDEFGH bic Enclosed DEUTXXFF"),
    ScanRow(.usABA, "routing number ⟦122956100⟧; ⟦1229-5610-0⟧"),
    ScanRow(.usABA, "id 122956100 routing 122956101 routing 1229561001 routing: 422956100"),
    ScanRow(
      .bitcoin,
      "to ⟦1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa⟧, ⟦3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy⟧ or ⟦bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq⟧ ⟦BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ⟧ ⟦bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0⟧"
    ),
    ScanRow(
      .bitcoin,
      "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb 16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ2 bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdr x1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa bc1Qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
    ),
    ScanRow(
      .ether,
      "⟦0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed⟧ ⟦0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359⟧ ⟦0x52908400098527886e0f7030069857d2e4169ee7⟧"
    ),
    ScanRow(
      .ether,
      "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe 0x0000000000000000000000000000000000000000 0x52908400098527886e0f7030069857d2e4169ee7ff"
    ),
    // Contact
    ScanRow(.nationalPhone, "(⟦(415) 555-0132⟧) or ⟦415-555-0132⟧, London ⟦020 7946 0958⟧, Paris ⟦01 42 68 53 00⟧"),
    ScanRow(.nationalPhone, "Tel.: ⟦030/1234567⟧; phone ⟦5550132⟧, mobile: ⟦0612345678⟧"),
    ScanRow(
      .nationalPhone, "2026-01-31 31.01.2026 12:30:45 10.0.0.1 order 4155550132 1-800 12 345 v1.2.3 0123456789 2345678"),
    ScanRow(.streetAddress, "at ⟦12 Old Mill Road⟧, ⟦221B Baker Street⟧ and ⟦1600 Pennsylvania Ave⟧."),
    ScanRow(
      .streetAddress,
      "'⟦12 Old Mill Road⟧' \"⟦12 Old Mill Road⟧\" '⟦7 rue de la Paix⟧' '⟦Hauptstraße 5a⟧' ⟦4 O'Neil Road⟧"),
    ScanRow(.streetAddress, "⟦Hauptstraße 5a⟧, ⟦Berliner Str. 12⟧, ⟦Lindenweg 3⟧; ⟦12 bis rue de la Paix⟧"),
    ScanRow(.streetAddress, "12 items on the way, 3 Red Balls, Weg 12 2026 Street v1.2 Drive, Hallo Welt 12"),
    ScanRow(.person, "I spoke with ⟦Anna Müller⟧, Mr ⟦Xyzzy Quuxson⟧"), ScanRow(.person, "Anna, Paris, Rose Garden"),
    ScanRow(.ukPostcode, "⟦SW1A 1AA⟧, ⟦M60 1NW⟧; ⟦DN55 1PT⟧ ⟦DN551PT⟧ ⟦GIR 0AA⟧ postcode: ⟦ec1a 1bb⟧"),
    ScanRow(.ukPostcode, "QA1 1AA VA1 1AA M1 1CA M1 1AI SW1A 1AAA xSW1A 1AA a1 2bc ISO 9AA"),
    // Network
    ScanRow(.url, "see ⟦https://example.org/a?b=c#d⟧, (⟦http://x.test⟧). <⟦HTTPS://Y.test/⟧>"),
    ScanRow(.url, "www.example.org ftp://x https:// nothttp:x xhttp://a"),
    ScanRow(.uuid, "⟦8f14e45f-ceea-4c1a-9b2e-0123456789ab⟧ {⟦8F14E45F-CEEA-1C1A-AB2E-0123456789AB⟧}"),
    ScanRow(
      .uuid,
      "8f14e45f-ceea-0c1a-9b2e-0123456789ab 8f14e45f-ceea-4c1a-7b2e-0123456789ab 8f14e45fceea4c1a9b2e0123456789ab 8f14e45f-ceea-4c1a-9b2e-0123456789abc a-8f14e45f-ceea-4c1a-9b2e-0123456789ab"
    ),
    // Person, devices, travel
    ScanRow(
      .coordinates,
      "location: ⟦48.8566, 2.3522⟧; lat=⟦52.520008&lon=13.404954⟧ {\"lat\": ⟦-33.8688, \"lng\": 151.2093⟧}"),
    ScanRow(
      .coordinates,
      "took 48.8566, 2.3522 s; gps 98.8566, 2.3522 gps 48.85, 2.35 gps 48.8566, 182.3522 gps 1.48.8566, 2.3522"),
    ScanRow(.dateOfBirth, "DOB: ⟦1985-07-14⟧, born on ⟦14/07/1985⟧; geboren am ⟦14.7.1985⟧, née le ⟦14/07/1985⟧"),
    ScanRow(
      .dateOfBirth,
      "2026-01-31 12:00:01 INFO started, born 1985-02-30 dob 14/07/85 dob 1785-07-14 dob 1985-07-14 12:30:00 on 1985-07-14"
    ),
    ScanRow(.imei, "IMEI ⟦353507598192547⟧ imei:⟦35-350759-819254-7⟧"),
    ScanRow(.imei, "353507598192547 imei 353507598192548 imei 3535075981925470"),
    ScanRow(.usPassport, "passport no. ⟦912803456⟧, Passport: ⟦A12803456⟧"),
    ScanRow(.usPassport, "912803456 ticket A12803456 passport 9128034567 passport of the year issue 000000000"),
    // Health
    ScanRow(.medicalRecord, "MRN: ⟦A1234567⟧, medical record number ⟦12-34567⟧ mrn=⟦0042317⟧ Patient ID: ⟦P-10442⟧"),
    ScanRow(.medicalRecord, "MRNX: 1234567, medical record of the week, mrn 12, patient idle 123456, mrn: abcdefg"),
    ScanRow(.usMBI, "⟦1EG4-TE5-MK73⟧ ⟦1EG4TE5MK73⟧ medicare ⟦1eg4te5mk73⟧"),
    ScanRow(.usMBI, "1EG4-TE5-OK73 1BG4-TE5-MK73 1EG4-ZE5-MK73 AEG4-TE5-MK73 12G4-TE5-MK73 1eg4te5mk73 1EG4TE5MK734"),
    ScanRow(.usNPI, "⟦1234-567-893⟧, ⟦1234 567 893⟧, NPI ⟦1234567893⟧ and NPI ⟦1245319599⟧"),
    ScanRow(.usNPI, "1234567893 npi 1234567894 npi 0234567893 npi 12345678934 npi 123456789"),
    ScanRow(.ukNHS, "⟦943 376 1340⟧ NHS number: ⟦9433761340⟧"),
    ScanRow(.ukNHS, "9433761340 nhs 9433761341 nhs 943 376 13400 nhs 1943 376 1340 0000000000"),
    ScanRow(.auMedicare, "⟦2123 45670 1⟧ medicare ⟦2123456701⟧"),
    ScanRow(.auMedicare, "2123456701 medicare 2123 25870 1 medicare 2123258701 medicare 2123456702AF 7123 45670 1"),
    // Americas
    ScanRow(.usITIN, "⟦911-53-1234⟧ ITIN: ⟦911701234⟧, ⟦911 64 1234⟧"),
    ScanRow(.usITIN, "911701234 911-89-1234 my tax id 911-93-1234 811-70-1234 911-70-12345 1-911-70-1234"),
    ScanRow(.brCPF, "⟦893.804.611-78⟧ CPF ⟦89380461178⟧"),
    ScanRow(.brCPF, "89380461178 cpf 893.804.611-79 cpf 111.111.111-11 893.804.611-78-1 1.893.804.611-78"),
    ScanRow(.brCNPJ, "⟦29.299.392/6340-40⟧ CNPJ: ⟦29299392634040⟧ ⟦12.ABC.345/01DE-35⟧ cnpj ⟦12ABC34501DE35⟧"),
    ScanRow(.brCNPJ, "29299392634040 cnpj 29299392634041 11.111.111/1111-11 cnpj 292993926340401 20260131120001"),
    ScanRow(.mxCURP, "CURP ⟦BOXW850714HDFXXN14⟧, ⟦boxw850714hdfxxn14⟧"),
    ScanRow(.mxCURP, "BOXW850714HDFXXN15 BOXW851314HDFXXN14 BOXW850714ADFXXN14 BOXW850714HDFXXN141"),
    ScanRow(.clRUT, "⟦12.533.828-3⟧, ⟦12533828-3⟧ RUT ⟦125338283⟧"),
    ScanRow(.clRUT, "125338283 12.533.828-4 2026-01-31 12533828-33 0-12533828-3"),
    ScanRow(.caSIN, "⟦435 418 165⟧, ⟦347-677-452⟧ mon NAS: ⟦258933688⟧"),
    ScanRow(.caSIN, "258933688 046 454 286 812 345 678 111 111 111 435 418-165 435 418 165 1 13069254 since 258933688"),
    // Europe
    ScanRow(.ukNINO, "⟦AB123456C⟧ ⟦hh 01 02 03 d⟧ NI number ⟦AB 12 34 56 C⟧"),
    ScanRow(.ukNINO, "AA 12 34 56 H nino: nt 99 88 77 a DA123456A AB123456CD xAB123456C"),
    ScanRow(.deSteuerID, "Meine Steuer-ID: ⟦12345678903⟧. steuerId=⟦94580730215⟧, ⟦94 580 730 215⟧"),
    ScanRow(.deSteuerID, "94580730215 Steuer-ID 12345678901 Steuer-ID 11111111111 IdNr 945807302151 req-94580730215"),
    ScanRow(.deRVNR, "⟦65 170839 J 003⟧ SVNR ⟦65170839J003⟧ ⟦20151090B023⟧"),
    ScanRow(.deRVNR, "65170839J004 65171339J003 165170839J003 65170839J0031"),
    ScanRow(.frNIR, "⟦185037504082924⟧, ⟦1 85 03 75 040 829 24⟧ et ⟦2 85 05 2A 123 456 80⟧"),
    ScanRow(.frNIR, "185037504082925 5 85 03 75 040 829 24 1 85 13 75 040 829 24 1850375040829241"),
    ScanRow(.esDNI, "⟦41884021D⟧ ⟦41884021-D⟧ ⟦41.884.021-D⟧ ⟦1111111G⟧ DNI ⟦41884021d⟧"),
    ScanRow(.esDNI, "41884021E 41884021d x41884021D 41884021DE 4-41884021D commit 1111111g"),
    ScanRow(.esNIE, "⟦Y4550467T⟧ ⟦Y-4550467-T⟧ ⟦y4550467t⟧"),
    ScanRow(.esNIE, "Y8063915Q Y806391Q W8063915Q Y4550467TT"),
    ScanRow(.itCodiceFiscale, "⟦RCCMNL85L14H501M⟧ ⟦AAAAAA00B11C333Y⟧ cf ⟦rccmnl85l14h501m⟧"),
    ScanRow(
      .itCodiceFiscale, "RCCMNL85L14H501N AAAAAA - 00B11C333N RCCMNL85F14H501M RCCMNL85L34H501M RCCMNL85L14H501M1"),
    ScanRow(.plPESEL, "PESEL ⟦85071483411⟧, nr pesel: ⟦11111111116⟧"),
    ScanRow(.plPESEL, "85071483411 pesel 85071483412 pesel 85133283411 pesel 850714834110 11-11-11-11114"),
    ScanRow(.nlBSN, "BSN: ⟦983993968⟧ ⟦9839.93.968⟧ {\"bsn\": \"⟦983993968⟧\"} burgerservicenummer ⟦983993968⟧"),
    ScanRow(.nlBSN, "983993968 bsn 983993969 bsn 9839939681 bsn /tmp/983993968 bsn v1.983993968 bsn 000000000"),
    ScanRow(
      .sePersonnummer, "⟦850714-9741⟧ ⟦19850714-9741⟧ ⟦198712202384⟧ ⟦200109022392⟧. samordningsnummer ⟦701063-2391⟧"),
    ScanRow(
      .sePersonnummer,
      "850714-9742 851314-9741 18970c17-9809 1700000000 8507149741 202601311200 202601311208 850714-97411 20260131120001"
    ),
    ScanRow(
      .fiHETU, "⟦140785-0762⟧ ⟦010594Y9032⟧ ⟦020516C903K⟧ henkilötunnus ⟦020594x903p⟧ HENKILÖTUNNUS ⟦020594x903p⟧"),
    ScanRow(.fiHETU, "311190-1111 310289-211C 012245A110G 010324A110G 140785-07621 140785G0762"),
    ScanRow(.dkCPR, "⟦140785-8213⟧ CPR-nr. ⟦1407858213⟧ cpr ⟦140785-8214⟧"),
    ScanRow(.dkCPR, "1407858213 1407858214 141385-8213 140785-82133 2140785-8213"),
    ScanRow(.noFNR, "⟦140785 20699⟧ fødselsnummer ⟦14078520699⟧ FØDSELSNUMMER: ⟦14078520699⟧"),
    ScanRow(.noFNR, "14078520699 fnr 14078520698 fnr 14138520699 140785 206990"),
    ScanRow(.beNN, "⟦85.07.14-775.57⟧ rijksregisternummer ⟦85071477557⟧"),
    ScanRow(.beNN, "85071477557 85.07.14-775.58 niss 85076177557"),
    ScanRow(.atSVNR, "⟦7000 140785⟧ SVNR: ⟦7000140785⟧"),
    ScanRow(.atSVNR, "7000140785 7001 140785 7000 141885 0700 140785 7000 1407851"),
    ScanRow(.ptNIF, "⟦223 303 992⟧ NIF ⟦223303992⟧"),
    ScanRow(.ptNIF, "223303992 nif 223303993 nif 023303992 nif 2233039921"),
    ScanRow(.iePPS, "⟦2308654RA⟧ PPSN ⟦1234567T⟧ ⟦1234567TW⟧"),
    ScanRow(.iePPS, "1234567W 2308654RB 12345678T 1234567t"),
    ScanRow(.roCNP, "⟦1850714123609⟧ CNP: ⟦1850714123609⟧"),
    ScanRow(.roCNP, "1850714123608 cnp 1851314123609 cnp 0850714123609 cnp 1850714993609 1700000000123"),
    ScanRow(.czskRC, "⟦850714/1137⟧ rodné číslo ⟦8507141137⟧ RODNÉ ČÍSLO: ⟦530714/123⟧"),
    ScanRow(.czskRC, "8507141137 850714/1138 850714/11371 rč 851314/1137 2026/0131 1/850714/1137"),
    // Asia, Africa, Oceania
    ScanRow(.trTCKN, "T.C. Kimlik No: ⟦25349099034⟧, tckn ⟦10000000146⟧"),
    ScanRow(.trTCKN, "25349099034 tckn 11798724308 tckn 62286775983 tckn 02534909903 tckn 253490990341"),
    ScanRow(.inAadhaar, "⟦9534 9739 2382⟧ Aadhaar: ⟦953497392382⟧ आधार ⟦953497392382⟧"),
    ScanRow(.inAadhaar, "953497392382 aadhaar 953497392383 1534 9739 2382 9534 9739 2382 1 aadhaar 222222222222"),
    ScanRow(.inPAN, "⟦ABCPD1234Z⟧ My PAN number is ⟦ABBPM4567S⟧"),
    ScanRow(.inPAN, "ABCD1234 ABCXD1234Z ABCPD0000Z ABCPD1234ZZ abcpd1234z"),
    ScanRow(.sgNRIC, "⟦S2740116C⟧ ⟦F2346401L⟧ ⟦T7572225C⟧"),
    ScanRow(.sgNRIC, "S2740116D A2740116C S27401160 S2740116CC"),
    ScanRow(.cnRIC, "⟦110101198507149642⟧, 身份证号⟦110101198507149642⟧号"),
    ScanRow(
      .cnRIC, "110101198507149643 990101198507149642 110101198513149642 1101011985071496421 11010119850714964212"),
    ScanRow(.krRRN, "⟦850714-1240082⟧ 주민등록번호 ⟦8507141240082⟧ ⟦8507141240082⟧ ⟦960121-1021413⟧"),
    ScanRow(.krRRN, "0013321234567 960121+1021413 960303-0021413 8507141240083 850714-12400821"),
    ScanRow(.thPIN, "⟦1-1015-35924-38-9⟧ เลขบัตรประชาชน ⟦1101535924389⟧ Thai ID ⟦1101535924389⟧"),
    ScanRow(.thPIN, "1101535924389 tnin 1101535924388 tnin 0234567890124 tnin 1594567890124 tnin 11015359243891"),
    ScanRow(.zaID, "⟦8507142797089⟧ RSA ID: ⟦0002294321191⟧"),
    ScanRow(.zaID, "8507142797088 ID 80010150090 SA ID 80010150090870 AB8001015009087CD 8513142797089"),
    ScanRow(.auTFN, "TFN ⟦634682677⟧, ⟦634 682 677⟧"),
    ScanRow(.auTFN, "634682677 tfn 634682678 tfn 6346826771 tfn 52824753556AF"),
  ]

  @Test(arguments: rows)
  func finds(_ row: ScanRow) {
    let findings = Scanner(entities: [row.entity!]).findings(in: row.text)
    #expect(findings.map(\.range) == row.expected, "\(findings)")
    #expect(findings.allSatisfy { $0.entity == row.entity && $0.score >= DetectionPolicy.usualMinimum })
  }

  @Test func everyDetectorIsTested() {
    let bound = Set(Entity.allCases.filter { $0.detector.tier == .bound })
    #expect(bound.count == 53)
    #expect(Set(Self.rows.filter { !$0.expected.isEmpty }.compactMap(\.entity)) == bound)
    #expect(Set(Self.rows.filter { $0.expected.isEmpty }.compactMap(\.entity)) == bound)
  }

  /// Nothing matches inside a word, a longer number, a path or a version.
  @Test(arguments: rows.filter { !$0.expected.isEmpty })
  func nothingInsideOthers(_ row: ScanRow) {
    let bytes = Array(row.text.utf8)
    let scanner = Scanner(entities: [row.entity!])
    for range in row.expected {
      let match = String(decoding: bytes[range], as: UTF8.self)
      for text in ["x\(match)", "\(match)x", "é\(match)", "_\(match)", "7\(match)", "\(match)7"] {
        // A longer number may hold or be another one; the same bytes are not it.
        let whole = text.hasPrefix(match) ? 0..<range.count : (text.utf8.count - range.count)..<text.utf8.count
        if [.url, .streetAddress, .medicalRecord].contains(row.entity) && text.hasPrefix(match) { continue }
        #expect(!scanner.findings(in: text).contains { $0.range == whole }, "\(text)")
      }
    }
  }

  /// What is redacted is not found again, by any detector.
  @Test(arguments: rows)
  func redactionIsFinal(_ row: ScanRow) {
    for policy in [DetectionPolicy(exactly: [row.entity!]), .everything] {
      let once = Scrubber(policy).redact(row.text)
      #expect(Scrubber(policy).redact(once) == once)
    }
  }

  /// Text made of what the detectors know, cut anywhere: redacting twice is redacting once, and nothing is left to find.
  @Test(arguments: 0..<6 as Range<UInt64>)
  func redactionIsIdempotent(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces =
      Self.rows.map(\.text) + [" ", "-", ".", "/", ":", "bsn ", "[NL_BSN]", "[", "]", "é", "\n", "\\n", "+", "4", "0x"]
    let scrubber = Scrubber(.everything)
    for _ in 0..<60 {
      var text = ""
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let piece = pieces.randomElement(using: &generator)!
        let cut = Int.random(in: 0...piece.count, using: &generator)
        text += Bool.random(using: &generator) ? String(piece.suffix(cut)) : String(piece.prefix(cut))
      }
      let once = scrubber.redact(text)
      #expect(scrubber.redact(once) == once, "seed \(seed)")
      #expect(scrubber.scanner.findings(in: once).isEmpty, "seed \(seed)")
    }
  }

  /// Any bytes at all: no crash, no hang.
  @Test(arguments: 0..<6 as Range<UInt64>)
  func survivesAnything(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("0123456789ABXYZabxz -./:+()@#%,\n\\nr\"'_[]".utf8) + [0xC3, 0xA9, 0xE0, 0xFF, 0]
    let scrubber = Scrubber(DetectionPolicy(exactly: Set(Entity.allCases), minimumScore: 0.01))
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in alphabet.randomElement(using: &generator)!
      }
      let once = bytes.withUnsafeBufferPointer { scrubber.redact($0) } ?? bytes
      #expect(once.withUnsafeBufferPointer { scrubber.redact($0) } == nil, "seed \(seed)")
    }
  }

  /// Anchors by the thousand cost time in proportion.
  @Test(arguments: [
    "1", "1-", "1 ", "(1", "A1 ", "http://", "0x", "12 A ", "mrn ", "bsn 983993968 ", "Weg ", "1A", "bc1",
  ])
  func manyAnchors(_ anchor: String) {
    let text = String(repeating: anchor, count: 10_000)
    func processorSeconds() -> Int {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return time.tv_sec
    }
    let start = processorSeconds()
    _ = Scanner(.everything).findings(in: text)
    #expect(processorSeconds() - start < 20)
  }
}
