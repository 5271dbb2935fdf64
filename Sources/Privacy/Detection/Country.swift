import Configuration

/// A country whose numbers detectors know, by its code of ISO 3166-1.
package enum Country: String, Sendable, ParameterWord {
  case at, au, be, br, ca, ch, cl, cn, cz, de, dk, es, fi, fr, gb, ie, `in`, it, kr, mx, nl, no, pl, pt, ro, se, sg, sk
  case th, tr, us, za
}
