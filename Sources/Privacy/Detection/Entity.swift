/// A kind of personal data or secret that can be recognised by its form. The raw value is its name in reports and labels.
package enum Entity: String, Sendable, CaseIterable {
  case pemPrivateKey = "PEM_PRIVATE_KEY"
  case jsonWebToken = "JWT"
  case awsAccessKeyID = "AWS_ACCESS_KEY_ID"
  case awsSecret = "AWS_SECRET"
  case gitHubToken = "GITHUB_TOKEN"
  case slackToken = "SLACK_TOKEN"
  case stripeKey = "STRIPE_KEY"
  case googleKey = "GOOGLE_API_KEY"
  case languageModelKey = "OPENAI_ANTHROPIC_KEY"
  case email = "EMAIL"
  case iban = "IBAN"
  case creditCard = "CREDIT_CARD"
  case usSocialSecurity = "US_SSN"
  case swissSocialSecurity = "CH_AHV"
  case passport = "PASSPORT_MRZ"
  case mac = "MAC"
  case ipv6 = "IPV6"
  case ipv4 = "IPV4"
  case phone = "PHONE_E164"
  case urlCredentials = "URL_CREDENTIALS"
  case urlQuerySecret = "URL_QUERY_SECRET"
  case authorization = "AUTH_HEADER"
  case keyedSecret = "KEYED_SECRET"

  // Tier B.
  case bic = "BIC"
  case nationalPhone = "PHONE_NATIONAL"
  case url = "URL"
  case uuid = "UUID"
  case bitcoin = "CRYPTO_BTC"
  case ether = "CRYPTO_ETH"
  case coordinates = "GPS"
  case dateOfBirth = "DATE_OF_BIRTH"
  case usITIN = "US_ITIN"
  case usMBI = "US_MBI"
  case usNPI = "US_NPI"
  case usABA = "US_ABA"
  case usPassport = "US_PASSPORT"
  case medicalRecord = "MRN"
  case ukNHS = "UK_NHS"
  case ukNINO = "UK_NINO"
  case deSteuerID = "DE_STEUER_ID"
  case deRVNR = "DE_RVNR"
  case frNIR = "FR_NIR"
  case esDNI = "ES_DNI"
  case esNIE = "ES_NIE"
  case itCodiceFiscale = "IT_CODICE_FISCALE"
  case plPESEL = "PL_PESEL"
  case nlBSN = "NL_BSN"
  case sePersonnummer = "SE_PERSONNUMMER"
  case fiHETU = "FI_HETU"
  case dkCPR = "DK_CPR"
  case noFNR = "NO_FNR"
  case beNN = "BE_NN"
  case atSVNR = "AT_SVNR"
  case ptNIF = "PT_NIF"
  case iePPS = "IE_PPS"
  case roCNP = "RO_CNP"
  case czskRC = "CZ_SK_RC"
  case trTCKN = "TR_TCKN"
  case inAadhaar = "IN_AADHAAR"
  case inPAN = "IN_PAN"
  case brCPF = "BR_CPF"
  case brCNPJ = "BR_CNPJ"
  case mxCURP = "MX_CURP"
  case clRUT = "CL_RUT"
  case caSIN = "CA_SIN"
  case auTFN = "AU_TFN"
  case auMedicare = "AU_MEDICARE"
  case sgNRIC = "SG_NRIC"
  case cnRIC = "CN_RIC"
  case krRRN = "KR_RRN"
  case thPIN = "TH_PIN"
  case zaID = "ZA_ID"
  case imei = "IMEI"
  case streetAddress = "STREET_ADDRESS"
  case ukPostcode = "POSTCODE_UK"
  case person = "PERSON"

  /// Keys and passwords.
  package static let secrets: Set<Entity> = [
    .pemPrivateKey, .jsonWebToken, .awsAccessKeyID, .awsSecret, .gitHubToken, .slackToken, .stripeKey, .googleKey,
    .languageModelKey, .urlCredentials, .urlQuerySecret, .authorization, .keyedSecret,
  ]

  /// Numbers that a state or its insurances give to people.
  package static let nationalIDs: Set<Entity> = [
    .usSocialSecurity, .swissSocialSecurity, .passport, .usITIN, .usMBI, .usPassport, .ukNHS, .ukNINO, .deSteuerID,
    .deRVNR, .frNIR, .esDNI, .esNIE, .itCodiceFiscale, .plPESEL, .nlBSN, .sePersonnummer, .fiHETU, .dkCPR, .noFNR,
    .beNN, .atSVNR, .ptNIF, .iePPS, .roCNP, .czskRC, .trTCKN, .inAadhaar, .inPAN, .brCPF, .brCNPJ, .mxCURP, .clRUT,
    .caSIN, .auTFN, .auMedicare, .sgNRIC, .cnRIC, .krRRN, .thPIN, .zaID,
  ]

  /// What takes its place in redacted text.
  package var label: String { "[\(rawValue)]" }

  /// The more particular form names an overlap; the order of the cases.
  var rank: Int { Self.ranks[self]! }
  private static let ranks = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}
