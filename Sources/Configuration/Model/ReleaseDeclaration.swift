/// What outputs must keep before they are published, and how they are made to: k-anonymity, l-diversity, t-closeness.
package struct ReleaseDeclaration: Section {
  package enum Diversity: String, ParameterWord { case distinct, entropy, recursive }
  package enum Method: String, ParameterWord { case measure, suppress, generalize }

  package var k: Int?
  package var l: Double?
  package var diversity = Diversity.distinct
  package var c: Double?
  package var t: Double?
  package var quasi: [Located<String>] = []
  package var sensitive: [Located<String>] = []
  package var method = Method.measure
  package var maxSuppressed = 0.0
  package var hierarchies = Named<HierarchyDeclaration>()
  package var outputs: [Located<String>]?

  package init() {}

  package static let parameters: [Parameter<ReleaseDeclaration>] = [
    .init(
      "k", \.k, "People who share each combination of quasi-identifiers, at the least; otherwise `privacy.k`.",
      .atLeast(1)),
    .init(
      "l", \.l, "Well-represented values of each sensitive column among them, at the least.", .atLeast(1),
      .atMost(1_000_000)),
    .init(
      "diversity", \.diversity,
      "How l is counted: `distinct` values, e to the `entropy`, or `recursive` (c, l)-diversity."),
    .init(
      "c", \.c, "With `recursive`: the most frequent value occurs less than c times as often as the rare ones.",
      .above(0)),
    .init(
      "t", \.t, "Earth mover's distance of the sensitive values of a class from those of the output, at the most.",
      .atLeast(0), .atMost(1)),
    .init(
      "quasi", \.quasi, "The columns of the outputs that identify together.", required: true, .notEmpty),
    .init("sensitive", \.sensitive, "The columns of the outputs that nobody should learn of a person."),
    .init(
      "method", \.method,
      "`measure` publishes what keeps the policy as it is, `suppress` leaves rows out, `generalize` also makes "
        + "quasi-identifiers coarser."),
    .init(
      "max_suppressed", \.maxSuppressed, "Fraction of an output's rows that may be left out.", .atLeast(0), .atMost(1)),
    .init(
      "hierarchies", \.hierarchies, "The levels of generalization of a quasi-identifier, where not the usual ones."),
    .init("outputs", \.outputs, "The outputs that are released so; without it, all.", .notEmpty),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    if node["l"] != nil || node["t"] != nil, node["sensitive"] == nil {
      decoder.descend("sensitive") { decoder in
        decoder.report(
          .badRelease, at: (node["l"] ?? node["t"] ?? node).span,
          "`l` and `t` speak of sensitive columns, but there are none",
          help: "name them under `sensitive:`")
      }
    }
    if (diversity == .recursive) != (c != nil), decoder.isSound("c"), decoder.isSound("diversity") {
      decoder.descend("c") { decoder in
        decoder.report(
          .badRelease, at: (node["c"] ?? node["diversity"] ?? node).span,
          "`c` goes with `diversity: recursive`, and that with `c`",
          help: c == nil ? "add `c:`, for example 3" : "remove `c`, or write `diversity: recursive`")
      }
    }
    if method == .measure, node["max_suppressed"] != nil || node["hierarchies"] != nil {
      decoder.descend("method") { decoder in
        decoder.report(
          .badRelease, at: (node["max_suppressed"] ?? node["hierarchies"] ?? node).span,
          "`method: measure` leaves no row out and generalizes nothing",
          help: "write `method: suppress` or `method: generalize`")
      }
    } else if method == .suppress, let place = node["hierarchies"] {
      decoder.descend("method") { decoder in
        decoder.report(
          .badRelease, at: place.span, "`method: suppress` generalizes nothing", help: "write `method: generalize`")
      }
    }
    var seen: Set<String> = []
    for column in quasi + sensitive where !seen.insert(column.value).inserted {
      decoder.descend("quasi") { decoder in
        decoder.report(
          .badRelease, at: column.span, "column `\(column.value)` is named twice",
          help: "a column is either a quasi-identifier or sensitive")
      }
    }
    for entry in hierarchies.entries where !quasi.contains(where: { $0.value == entry.name.value }) {
      decoder.descend("hierarchies") { decoder in
        decoder.reportUnknownName(
          entry.name.value, at: entry.name.span, what: "quasi-identifier", known: quasi.map(\.value))
      }
    }
  }
}
