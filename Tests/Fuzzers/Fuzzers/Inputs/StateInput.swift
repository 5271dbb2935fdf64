import Configuration

@testable import Transforms

/// Fitted state: JSON that reads as it was written, and that each member takes or refuses; what it takes it writes so
/// that it can be read again.
enum StateInput: FuzzedInput {
  static let name = "state"

  private static let members: [any Transformer] = Catalog.entries.compactMap { entry in
    var decoder = Decoder(file: "state")
    return entry.decode(Node([:], at: SourceSpan(line: 1, column: 1)), &decoder)
  }

  static func check(_ bytes: [UInt8]) {
    guard let json = try? JSON(parsing: bytes) else { return }
    let canonical = json.canonicalBytes
    require((try? JSON(parsing: canonical))?.canonicalBytes == canonical, "canonical JSON reads as something else")
    for entry in Catalog.entries { _ = StateHolding.found(in: json, entry.stateMembers) }
    for member in members {
      guard let fitted = try? member.decodeFitted(json) else { continue }
      guard let again = try? member.decodeFitted(fitted.json) else { fatalError("its own state is refused") }
      require(again.json.canonicalBytes == fitted.json.canonicalBytes, "a state does not read as it was written")
    }
  }
}
