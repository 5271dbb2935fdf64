/// How numbers are dialled inside a country: what they begin with and how many digits they have, the trunk prefix
/// counted (ITU-T E.164 national numbering plans, as communicated to the ITU).
struct NationalPlan: Sendable {
  let lengths: ClosedRange<Int>
  /// The first digit, where the plan tells.
  let first: Set<Int>
  /// Digits that must not stand at the fourth place: exchanges of North America begin with 2 to 9.
  let isNorthAmerican: Bool

  private init(_ lengths: ClosedRange<Int>, _ first: Set<Int>, isNorthAmerican: Bool = false) {
    self.lengths = lengths
    self.first = first
    self.isNorthAmerican = isNorthAmerican
  }

  func fits(_ digits: Code) -> Bool {
    lengths.contains(digits.count) && first.contains(digits.digit(0)) && (!isNorthAmerican || digits.digit(3) >= 2)
  }

  static let all: [Country: NationalPlan] = [
    .us: NationalPlan(10...10, [2, 3, 4, 5, 6, 7, 8, 9], isNorthAmerican: true),
    .ca: NationalPlan(10...10, [2, 3, 4, 5, 6, 7, 8, 9], isNorthAmerican: true),
    .gb: NationalPlan(10...11, [0]), .de: NationalPlan(8...12, [0]), .fr: NationalPlan(10...10, [0]),
    .it: NationalPlan(8...11, [0, 3]), .es: NationalPlan(9...9, [6, 7, 8, 9]), .nl: NationalPlan(10...10, [0]),
    .be: NationalPlan(9...10, [0]), .ch: NationalPlan(10...10, [0]), .at: NationalPlan(8...12, [0]),
    .pl: NationalPlan(9...9, [1, 2, 3, 4, 5, 6, 7, 8]), .se: NationalPlan(8...10, [0]),
    .no: NationalPlan(8...8, [2, 3, 4, 5, 6, 7, 9]),
    .dk: NationalPlan(8...8, [2, 3, 4, 5, 6, 7, 8, 9]), .fi: NationalPlan(8...11, [0]),
    .pt: NationalPlan(9...9, [2, 9]),
    .ie: NationalPlan(9...10, [0]), .ro: NationalPlan(10...10, [0]), .cz: NationalPlan(9...9, [2, 3, 4, 5, 6, 7]),
    .sk: NationalPlan(10...10, [0]), .tr: NationalPlan(11...11, [0]), .in: NationalPlan(10...11, [0, 6, 7, 8, 9]),
    .br: NationalPlan(10...11, [1, 2, 3, 4, 5, 6, 7, 8, 9]), .mx: NationalPlan(10...10, [2, 3, 4, 5, 6, 7, 8, 9]),
    .cl: NationalPlan(9...9, [2, 3, 4, 5, 6, 7, 9]), .au: NationalPlan(10...10, [0]),
    .sg: NationalPlan(8...8, [3, 6, 8, 9]),
    .cn: NationalPlan(11...12, [0, 1]), .kr: NationalPlan(9...11, [0]), .th: NationalPlan(9...10, [0]),
    .za: NationalPlan(10...10, [0]),
  ]
}
