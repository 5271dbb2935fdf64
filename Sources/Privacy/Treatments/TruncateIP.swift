package import Columns
package import Configuration

/// Cuts IP addresses to their network.
package struct TruncateIP: Treatment {
  package static let name = "truncate_ip"
  package static let guide = TreatmentGuide(
    summary: "Cuts an IP address to its network, such as `192.0.2.0/24` and `2001:db8:1::/48`.",
    leaves: """
      The network: provider, often city, and for a company or a campus its name. A /24 may belong to one household's \
      provider or to one office; a /48 often is one customer. HIPAA Safe Harbor counts what is left of an address as an \
      address: drop it there. Sensitivity: quasi-identifier.
      """,
    example: "{id: ip, use: truncate_ip, columns: [client_ip], with: {v4: 24, v6: 48}}")

  package var v4 = 24
  package var v6 = 48

  package init() {}

  package static let parameters: [Parameter<TruncateIP>] = [
    .init("v4", \.v4, "Bits that are kept of an IPv4 address.", .atLeast(8), .atMost(24)),
    .init("v6", \.v6, "Bits that are kept of an IPv6 address.", .atLeast(16), .atMost(48)),
  ]

  package func output(of field: Field, pii: String?) throws(TreatmentError) -> Field? {
    try requireStrings(field)
    try requireAtMostDirect(field)
    var field = field
    field.vocabulary = nil
    field.sensitivity = min(field.sensitivity, .quasi)
    return field
  }

  package func prepare(
    _ field: Field, pii: String?, keys: KeyAccess
  ) throws(PrivacyError) -> any ColumnTreatment {
    Networks(v4: v4, v6: v6)
  }

  private struct Networks: ColumnTreatment {
    let v4: Int
    let v6: Int

    func apply(_ column: Column) -> TreatedColumn {
      column.rewritingTexts(problem: "is not an IP address") { text, network in
        guard let address = IPAddress(parsing: text) else { return false }
        network.append(contentsOf: address.network(v4: v4, v6: v6).utf8)
        return true
      }
    }
  }
}
