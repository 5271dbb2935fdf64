/// The table of contents: one detector for each entity.
extension Entity {
  var detector: any Detector.Type {
    switch self {
    case .pemPrivateKey: PEMPrivateKey.self
    case .jsonWebToken: JSONWebToken.self
    case .awsAccessKeyID: AWSAccessKeyID.self
    case .awsSecret: AWSSecret.self
    case .gitHubToken: GitHubToken.self
    case .slackToken: SlackToken.self
    case .stripeKey: StripeKey.self
    case .googleKey: GoogleKey.self
    case .languageModelKey: LanguageModelKey.self
    case .email: Email.self
    case .iban: IBAN.self
    case .creditCard: CreditCard.self
    case .usSocialSecurity: USSocialSecurity.self
    case .swissSocialSecurity: SwissSocialSecurity.self
    case .passport: PassportZone.self
    case .mac: MAC.self
    case .ipv6: IPv6.self
    case .ipv4: IPv4.self
    case .phone: Phone.self
    case .urlCredentials: URLCredentials.self
    case .urlQuerySecret: URLQuerySecret.self
    case .authorization: AuthorizationHeader.self
    case .keyedSecret: KeyedSecret.self
    case .bic: BankIdentifier.self
    case .nationalPhone: NationalPhone.self
    case .url: WebAddress.self
    case .uuid: UniversalID.self
    case .bitcoin: Bitcoin.self
    case .ether: Ether.self
    case .coordinates: Coordinates.self
    case .dateOfBirth: DateOfBirth.self
    case .usITIN: USTaxpayerID.self
    case .usMBI: USMedicare.self
    case .usNPI: USProvider.self
    case .usABA: USRoutingNumber.self
    case .usPassport: USPassport.self
    case .medicalRecord: MedicalRecord.self
    case .ukNHS: UKHealthService.self
    case .ukNINO: UKNationalInsurance.self
    case .deSteuerID: GermanTaxID.self
    case .deRVNR: GermanPensionInsurance.self
    case .frNIR: FrenchSocialSecurity.self
    case .esDNI: SpanishID.self
    case .esNIE: SpanishForeignerID.self
    case .itCodiceFiscale: ItalianFiscalCode.self
    case .plPESEL: PolishID.self
    case .nlBSN: DutchCitizenService.self
    case .sePersonnummer: SwedishID.self
    case .fiHETU: FinnishID.self
    case .dkCPR: DanishID.self
    case .noFNR: NorwegianID.self
    case .beNN: BelgianID.self
    case .atSVNR: AustrianSocialSecurity.self
    case .ptNIF: PortugueseTaxID.self
    case .iePPS: IrishPublicService.self
    case .roCNP: RomanianID.self
    case .czskRC: CzechoslovakBirthNumber.self
    case .trTCKN: TurkishID.self
    case .inAadhaar: IndianAadhaar.self
    case .inPAN: IndianTaxID.self
    case .brCPF: BrazilianTaxID.self
    case .brCNPJ: BrazilianCompanyID.self
    case .mxCURP: MexicanID.self
    case .clRUT: ChileanID.self
    case .caSIN: CanadianSocialInsurance.self
    case .auTFN: AustralianTaxFile.self
    case .auMedicare: AustralianMedicare.self
    case .sgNRIC: SingaporeID.self
    case .cnRIC: ChineseID.self
    case .krRRN: KoreanID.self
    case .thPIN: ThaiID.self
    case .zaID: SouthAfricanID.self
    case .imei: DeviceIMEI.self
    case .streetAddress: StreetAddress.self
    case .ukPostcode: UKPostcode.self
    case .person: PersonName.self
    }
  }

  /// The `match` of a detector of tier A, called directly: an existential in the scan's inner loop would cost more than
  /// most detectors do.
  @inline(__always)
  func match(in text: Text, at position: Int) -> Range<Int>? {
    switch self {
    case .pemPrivateKey: PEMPrivateKey.match(in: text, at: position)
    case .jsonWebToken: JSONWebToken.match(in: text, at: position)
    case .awsAccessKeyID: AWSAccessKeyID.match(in: text, at: position)
    case .awsSecret: AWSSecret.match(in: text, at: position)
    case .gitHubToken: GitHubToken.match(in: text, at: position)
    case .slackToken: SlackToken.match(in: text, at: position)
    case .stripeKey: StripeKey.match(in: text, at: position)
    case .googleKey: GoogleKey.match(in: text, at: position)
    case .languageModelKey: LanguageModelKey.match(in: text, at: position)
    case .email: Email.match(in: text, at: position)
    case .iban: IBAN.match(in: text, at: position)
    case .creditCard: CreditCard.match(in: text, at: position)
    case .usSocialSecurity: USSocialSecurity.match(in: text, at: position)
    case .swissSocialSecurity: SwissSocialSecurity.match(in: text, at: position)
    case .passport: PassportZone.match(in: text, at: position)
    case .mac: MAC.match(in: text, at: position)
    case .ipv6: IPv6.match(in: text, at: position)
    case .ipv4: IPv4.match(in: text, at: position)
    case .phone: Phone.match(in: text, at: position)
    case .urlCredentials: URLCredentials.match(in: text, at: position)
    case .urlQuerySecret: URLQuerySecret.match(in: text, at: position)
    case .authorization: AuthorizationHeader.match(in: text, at: position)
    case .keyedSecret: KeyedSecret.match(in: text, at: position)
    default: nil
    }
  }
}
