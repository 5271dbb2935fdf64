import Configuration
import Privacy

extension FindingKind {
  /// The tag of a column that holds it; what a pattern of a user's own finds is taken for an identifier.
  var personalData: PersonalDataKind? {
    switch self {
    case .entity(let entity): entity.personalData
    case .pattern: .id
    }
  }
}

extension Entity {
  /// The tag of a column that holds it; `nil` for secrets and addresses of pages, which no contract has a word for.
  var personalData: PersonalDataKind? {
    if Entity.nationalIDs.contains(self) { return .nationalId }
    if Entity.secrets.contains(self) { return nil }
    switch self {
    case .email: return .email
    case .phone, .nationalPhone: return .phone
    case .iban, .usABA, .bic: return .iban
    case .creditCard: return .card
    case .ipv4, .ipv6: return .ip
    case .mac, .imei, .uuid: return .device
    case .coordinates: return .location
    case .dateOfBirth: return .birthDate
    case .medicalRecord: return .health
    case .streetAddress: return .address
    case .ukPostcode: return .postcode
    case .person: return .name
    case .bitcoin, .ether: return .id
    default: return nil
    }
  }
}
