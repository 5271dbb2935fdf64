import Configuration

/// What the name of a column says about what it holds, in the languages that data models are written in.
///
/// A name is a guess: it proposes a tag where no value could (a given name has no form), and a person decides.
enum ColumnNameWords {
  /// The kind of personal data that a column of this name mostly holds.
  static func kind(of name: String) -> PersonalDataKind? {
    let words = words(in: name)
    let joined = words.joined(separator: "_")
    for rule in rules where rule.phrases.contains(where: { isPhrase($0, in: words, joined) }) {
      return rule.kind
    }
    return nil
  }

  /// Whether the name is that of an identifier: `id`, `order_id`, `uuid`.
  static func isIdentifier(_ name: String) -> Bool {
    guard let last = words(in: name).last else { return false }
    return ["id", "uuid", "guid", "key", "no", "nr", "number", "ref", "code"].contains(last)
  }

  /// Whether the name is one that models are mostly asked to tell.
  static func isTarget(_ name: String) -> Bool {
    guard let last = words(in: name).last else { return false }
    return [
      "target", "label", "churn", "churned", "class", "outcome", "fraud", "default", "defaulted", "converted",
      "conversion", "cancelled", "canceled", "failure", "failed", "late", "survived", "status", "y",
    ].contains(last)
  }

  /// `firstName`, `FIRST_NAME` and `First name` are `first` and `name`.
  static func words(in name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for character in name {
      if character.isLetter || character.isNumber {
        if character.isUppercase, wasLower, !word.isEmpty {
          words.append(word)
          word = ""
        }
        word += character.lowercased()
        wasLower = character.isLowercase || character.isNumber
      } else {
        if !word.isEmpty { words.append(word) }
        (word, wasLower) = ("", false)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// A phrase is one word anywhere, words in a row, or with `=` in front the whole name.
  private static func isPhrase(_ phrase: String, in words: [String], _ joined: String) -> Bool {
    if phrase.hasPrefix("=") { return joined == phrase.dropFirst() || words.joined() == phrase.dropFirst() }
    guard phrase.contains("_") else { return words.contains(phrase) }
    return "_\(joined)_".contains("_\(phrase)_") || words.contains(phrase.filter { $0 != "_" })
  }

  /// In the order in which they are asked: the more particular before the more general.
  private static let rules: [(kind: PersonalDataKind, phrases: [String])] = [
    (.email, ["email", "e_mail", "=mail", "mail_address", "correo", "courriel"]),
    (.ip, ["ip", "ip_address", "ip_addr", "remote_addr", "ipv4", "ipv6", "client_ip"]),
    (
      .device,
      [
        "device_id", "imei", "mac_address", "mac_addr", "udid", "idfa", "gaid", "advertising_id", "user_agent",
        "fingerprint_id", "cookie_id", "serial_number",
      ]
    ),
    (
      .phone,
      [
        "phone", "mobile", "telephone", "cell", "cellphone", "msisdn", "fax", "=tel", "telefon", "telefono", "handy",
        "phone_number", "whatsapp",
      ]
    ),
    (
      .birthDate,
      [
        "birth", "dob", "birthday", "birthdate", "born", "geburtsdatum", "geburtstag", "naissance", "nacimiento",
        "nascita", "year_of_birth",
      ]
    ),
    (.iban, ["iban", "bank_account", "account_number", "kontonummer"]),
    (.card, ["card_number", "credit_card", "cc_number", "ccnum", "pan", "card_no"]),
    (
      .nationalId,
      [
        "ssn", "social_security", "national_id", "passport", "tax_id", "taxid", "nino", "nhs", "pesel", "dni", "nie",
        "nif", "cpf", "curp", "aadhaar", "personnummer", "fodselsnummer", "bsn", "steuer_id", "codice_fiscale", "sin",
        "driver_license", "drivers_license", "driving_licence", "license_number", "id_card", "itin", "mrn", "npi",
        "sozialversicherungsnummer", "insee",
      ]
    ),
    (.username, ["username", "user_name", "login_name", "=login", "nickname", "nick", "screen_name", "handle"]),
    (
      .name,
      [
        "first_name", "last_name", "full_name", "given_name", "family_name", "middle_name", "maiden_name", "surname",
        "forename", "firstname", "lastname", "fullname", "vorname", "nachname", "prenom", "prénom", "apellido",
        "apellidos", "nombre", "cognome", "nazwisko", "imie", "customer_name", "client_name", "guest_name",
        "patient_name", "user_full_name", "contact_name", "person_name", "employee_name", "passenger_name",
        "holder_name", "cardholder", "beneficiary", "contact_person", "=name",
      ]
    ),
    (.postcode, ["zip", "zipcode", "zip_code", "postcode", "post_code", "postal_code", "postal", "plz", "cap_code"]),
    (
      .address,
      [
        "address", "street", "addr", "adresse", "direccion", "indirizzo", "address_line", "strasse", "house_number",
      ]
    ),
    (.location, ["latitude", "longitude", "lat", "lon", "lng", "geo", "location", "coordinates", "gps"]),
    (.age, ["=age", "age_years", "customer_age", "patient_age", "alter", "edad"]),
    (.gender, ["gender", "sex", "geschlecht", "sexe", "genero"]),
    (
      .health,
      [
        "diagnosis", "disease", "illness", "medication", "health", "icd", "icd10", "blood_type", "disability",
        "symptom",
        "symptoms", "allergy", "allergies", "prescription", "treatment_code", "hiv", "pregnant",
      ]
    ),
    (.religion, ["religion", "faith", "denomination", "church"]),
    (.ethnicity, ["ethnicity", "ethnic", "race", "nationality", "citizenship"]),
    (.politics, ["political", "politics", "party_member", "vote", "union_member"]),
    (.orientation, ["sexual_orientation", "orientation"]),
    (.biometric, ["biometric", "fingerprint", "face_id", "iris", "voiceprint"]),
    (
      .freeText,
      [
        "notes", "note", "comment", "comments", "remark", "remarks", "free_text", "description", "message", "messages",
        "feedback", "review", "body", "request_text", "special_requests", "transcript", "bemerkung", "commentaire",
      ]
    ),
    (
      .id,
      [
        "customer_id", "user_id", "client_id", "patient_id", "guest_id", "member_id", "person_id", "subject_id",
        "employee_id", "account_id", "subscriber_id", "passenger_id", "student_id", "visitor_id", "contact_id",
        "customer_no", "customer_number", "user_uuid", "uid", "userid", "customerid",
      ]
    ),
  ]
}
