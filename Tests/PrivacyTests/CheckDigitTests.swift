import Testing

@testable import Privacy

/// Check digits over their whole domain, and the algorithms by their published values.
@Suite struct CheckDigitTests {
  struct Stem: Sendable, CustomTestStringConvertible {
    let entity: Entity
    let text: String
    let checks: Int
    let alphabet: String
    /// The only ending that is right.
    let right: String

    init(_ entity: Entity, _ text: String, _ right: String, alphabet: String = "0123456789") {
      self.entity = entity
      self.text = text
      self.right = right
      self.alphabet = alphabet
      checks = right.count
    }

    var testDescription: String { "\(entity.rawValue) \(text)" }
  }

  static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  static let both = "0123456789" + letters

  static let stems: [Stem] = [
    Stem(.usABA, "12295610", "0"), Stem(.usNPI, "123456789", "3"), Stem(.ukNHS, "943376134", "0"),
    Stem(.deSteuerID, "9458073021", "5"), Stem(.deRVNR, "65170839J00", "3"), Stem(.frNIR, "1850375040829", "24"),
    Stem(.esDNI, "41884021", "D", alphabet: letters), Stem(.esNIE, "Y4550467", "T", alphabet: letters),
    Stem(.itCodiceFiscale, "RCCMNL85L14H501", "M", alphabet: letters), Stem(.plPESEL, "8507148341", "1"),
    Stem(.nlBSN, "98399396", "8"), Stem(.sePersonnummer, "19850714974", "1"),
    Stem(.fiHETU, "140785-076", "2", alphabet: both), Stem(.noFNR, "140785206", "99"), Stem(.beNN, "850714775", "57"),
    Stem(.ptNIF, "22330399", "2"), Stem(.iePPS, "2308654", "I", alphabet: letters), Stem(.roCNP, "185071412360", "9"),
    Stem(.czskRC, "850714113", "7"), Stem(.trTCKN, "253490990", "34"), Stem(.inAadhaar, "95349739238", "2"),
    Stem(.brCPF, "893804611", "78"), Stem(.brCNPJ, "292993926340", "40"), Stem(.brCNPJ, "12ABC34501DE", "35"),
    Stem(.mxCURP, "BOXW850714HDFXXN1", "4"), Stem(.clRUT, "12533828", "3", alphabet: both),
    Stem(.caSIN, "43959606", "5"), Stem(.auTFN, "63468267", "7"),
    Stem(.sgNRIC, "S2740116", "C", alphabet: letters), Stem(.sgNRIC, "F2346401", "L", alphabet: letters),
    Stem(.cnRIC, "11010119850714964", "2", alphabet: both), Stem(.krRRN, "850714124008", "2"),
    Stem(.thPIN, "110153592438", "9"), Stem(.zaID, "850714279708", "9"), Stem(.imei, "35350759819254", "7"),
    Stem(.swissSocialSecurity, "756921707698", "5"),
  ]

  /// Of all endings exactly one is right; in Belgium one for a birth before 2000 and one for a later one.
  @Test(arguments: stems)
  func oneEndingIsRight(_ stem: Stem) {
    let policy = DetectionPolicy(exactly: [stem.entity], minimumScore: 0.8)
    let scanner = Scanner(policy)
    let before = (stem.entity.detector.context.first ?? "number") + " "
    var endings = [""]
    for _ in 0..<stem.checks { endings = endings.flatMap { ending in stem.alphabet.map { ending + String($0) } } }
    let right = endings.filter { ending in
      let text = before + stem.text + ending
      return scanner.findings(in: text).contains { $0.range == before.utf8.count..<text.utf8.count }
    }
    #expect(right.contains(stem.right) && right.count == (stem.entity == .beNN ? 2 : 1), "\(right)")
  }

  /// Every wrong digit and every exchange of neighbours is found.
  @Test func verhoeff() {
    let digits = [9, 5, 3, 4, 9, 7, 3, 9, 2, 3, 8, 2]
    #expect(Verhoeff.isValid(digits) && Verhoeff.isValid([2, 3, 6, 3]) && !Verhoeff.isValid([2, 3, 6, 4]))
    for place in digits.indices {
      for digit in 0...9 where digit != digits[place] {
        var changed = digits
        changed[place] = digit
        #expect(!Verhoeff.isValid(changed))
      }
      guard place + 1 < digits.count, digits[place] != digits[place + 1] else { continue }
      var exchanged = digits
      exchanged.swapAt(place, place + 1)
      #expect(!Verhoeff.isValid(exchanged))
    }
  }

  /// ISO/IEC 7064: 0794 with its check digit 5 in MOD 11,10; 0794 with 0 in MOD 11-2, X for 079 (the standard's examples).
  @Test func iso7064() {
    #expect(ISO7064.isMod11And10([0, 7, 9, 4, 5]))
    #expect((0...9).filter { ISO7064.isMod11And10([0, 7, 9, 4, $0]) } == [5])
    #expect((0...10).filter { ISO7064.isMod11Radix2([0, 7, 9, 4], check: $0) } == [0])
    #expect((0...10).filter { ISO7064.isMod11Radix2([0, 7, 9], check: $0) } == [10])
  }

  @Test(arguments: [
    ("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
    ("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
  ])
  func keccak(_ message: String, expected: String) {
    let hash = Keccak256.hash(Array(message.utf8))
    #expect(hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == expected)
  }

  /// The addresses of EIP-55.
  @Test(arguments: [
    "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
  ])
  func etherAddresses(_ address: String) {
    let scanner = Scanner(entities: [.ether])
    #expect(scanner.findings(in: address).map(\.range) == [0..<42])
    // Another letter's case changed breaks the checksum, unless nothing is mixed.
    let letters = address.dropFirst(2).filter(\.isLetter)
    guard letters.contains(where: \.isUppercase), letters.contains(where: \.isLowercase) else { return }
    for (place, character) in address.enumerated() where place >= 2 && character.isLetter {
      var changed = Array(address)
      changed[place] = Character(character.isUppercase ? character.lowercased() : character.uppercased())
      #expect(scanner.findings(in: String(changed)).isEmpty)
    }
  }

  /// Valid and invalid addresses of BIP 173 and BIP 350.
  @Test(arguments: [
    ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", true),
    ("bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", true),
    ("BC1SW50QGDZ25J", true), ("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", true),
    ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", true),
    ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", false),
    ("BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL", false),
    ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh", false), ("bc1pw5dgrnzv", false), ("bc1rw5uspcuh", false),
    ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", false), ("bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du", false),
    ("BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P", false),
  ])
  func witnessAddresses(_ address: String, isValid: Bool) {
    #expect(
      Scanner(entities: [.bitcoin]).findings(in: address).map(\.range) == (isValid ? [0..<address.utf8.count] : []))
  }
}
