/// The identity of a mobile device (IMEI, 3GPP TS 23.003).
enum DeviceIMEI: LayoutDetector {
  static let entity = Entity.imei
  static let pattern = """
    Fifteen digits, together or as 2, 6, 6 and 1, 8, 6 and 1 or 6, 2, 6 and 1 with `-` or spaces, that satisfy Luhn's check.
    """
  static let layouts: [Layout] = [
    "###############", "##-######-######-#", "## ###### ###### #", "########-######-#", "######-##-######-#",
    "###### ## ###### #",
  ]
  static let context = ["imei", "imei number", "imei no", "device imei", "imei1", "imei2", "imei 1", "imei 2"]
  static let scores = Scores(alone: 0.48, bare: 0.3, context: 0.97)

  static func validity(of code: Code) -> Validity { Validity(!code.isUniform && Luhn.isValid(code.digits)) }
}
