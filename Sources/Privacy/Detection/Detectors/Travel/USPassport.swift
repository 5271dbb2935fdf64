/// The number of a passport of the United States.
enum USPassport: LayoutDetector {
  static let entity = Entity.usPassport
  static let pattern = """
    After words that say so: nine digits, or a letter and eight digits. It has no check digit.
    """
  static let countries: Set<Country> = [.us]
  static let layouts: [Layout] = ["#########", "@########"]
  static let context = [
    "passport", "passport number", "passport no", "passport card", "passport #", "travel document", "passeport",
  ]
  static let scores = Scores.onlyInContext(0.85)

  static func validity(of code: Code) -> Validity { Validity(!code.isUniform) }
}
