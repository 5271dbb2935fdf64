package import Configuration

/// A country whose numbers detectors know, by its code of ISO 3166-1.
package enum Country: String, Sendable, ParameterWord {
  case at, au, be, br, ca, ch, cl, cn, cz, de, dk, es, fi, fr, gb, ie, `in`, it, kr, mx, nl, no, pl, pt, ro, se, sg, sk
  case th, tr, us, za

  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Country? {
    guard let word = String.decode(node, &decoder) else { return nil }
    if let country = Country(rawValue: word) { return country }
    let small = word.lowercased()
    decoder.report(
      .unknownWord, at: node.span, "expected one of \(allCases.map(\.rawValue).joined(separator: ", "))",
      help: small == "uk"
        ? "the code of the United Kingdom is `gb`"
        : Country(rawValue: small).map { "codes are written in small letters: `\($0.rawValue)`" })
    return nil
  }
}
