/// The levels of generalization of one quasi-identifier, between its values as they are and one value for all; one of
/// the four keys, by the type of the column. An empty list: nothing lies in between.
package struct HierarchyDeclaration: Section {
  package enum Period: String, ParameterWord {
    case day, month, quarter, year
    case fiveYears = "5_years"
    case tenYears = "10_years"
  }

  package var widths: [Double]?
  package var periods: [Period]?
  package var prefixes: [Int]?
  package var groups: Named<[String]>?

  package init() {}

  package static let parameters: [Parameter<HierarchyDeclaration>] = [
    .init("widths", \.widths, "Of a number: widths of ranges, each a multiple of the one before.", .above(0)),
    .init("periods", \.periods, "Of a date or timestamp: periods, from the shortest to the longest."),
    .init("prefixes", \.prefixes, "Of text: characters that are kept, from the most to the fewest.", .atLeast(1)),
    .init("groups", \.groups, "Of text: names of groups, each with its values; all others are `other`."),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    guard decoder.isSound() else { return }
    if [widths == nil, periods == nil, prefixes == nil, groups == nil].count(where: { !$0 }) != 1 {
      decoder.report(
        .badRelease, at: node.span, "a hierarchy has one of `widths`, `periods`, `prefixes` and `groups`",
        help: "for example `{widths: [5, 10, 50]}`")
    }
    let values = groups?.entries.flatMap(\.value) ?? []
    if Set(values).count != values.count {
      decoder.report(
        .badRelease, at: (node["groups"] ?? node).span, "a value stands in two groups", help: "leave it in one of them")
    }
  }
}
