import Configuration
import Privacy

/// What a walk along the audit chain found.
package struct AuditVerdict: Sendable, Equatable {
  package enum Fault: Sendable, Equatable {
    /// The entry, or the code before it, is not what was written.
    case changed(position: Int)
    /// No entry of this position, though there are later ones.
    case missing(position: Int)
    /// A head that was written down elsewhere says that there was an entry, or another one, here.
    case cutOff(position: Int)
    case replaced(position: Int)
  }

  /// Where the chain breaks first; `nil` where it holds.
  package var fault: Fault?
  /// Entries whose codes are right.
  package var verified = 0
  /// Entries under keys that are gone, or not in this ring: only their order is bound, by the entries after them.
  package var unverifiable = 0
  package var head: AuditHead?
}

/// The audit chain as it is walked: each code covers the one before it, so an entry that was changed, dropped, moved or
/// put in breaks the chain at its place, and no later entry mends it without the key.
struct AuditChain {
  /// Stands for the code before the first entry.
  static let start = [UInt8](repeating: 0, count: 32)

  /// What a code covers besides the code before it.
  static func bytes(position: Int, at: String, kind: String, content: String, kid: String) -> [UInt8] {
    // A JSON array of texts tells them apart: nobody can move a border between two of them.
    JSON.array([.int(Int64(position)), .string(at), .string(kind), .string(content), .string(kid)]).canonicalBytes
  }

  private let keys: KeyRing
  private let heads: [AuditHead]
  private var expected = 1
  private var previous = AuditChain.start
  private(set) var found = AuditVerdict()

  init(keys: KeyRing, heads: [AuditHead]) {
    self.keys = keys
    self.heads = heads
  }

  mutating func follow(
    position: Int, at: String, kind: String, content: String, kid: String, code: [UInt8]
  ) throws(LedgerError) {
    guard found.fault == nil else { return }
    guard position == expected else {
      found.fault = .missing(position: expected)
      return
    }
    if keys.problem(with: kid) != nil {
      found.unverifiable += 1
    } else {
      let entry = Self.bytes(position: position, at: at, kind: kind, content: content, kid: kid)
      let computed: [UInt8]
      do {
        computed = try keys.auditCode(previous: previous, entry: entry, kid: kid)
      } catch {
        throw .privacy(error)
      }
      guard computed == code else {
        found.fault = .changed(position: position)
        return
      }
      found.verified += 1
    }
    if heads.contains(where: { $0.position == position && $0.code != code }) {
      found.fault = .replaced(position: position)
      return
    }
    expected += 1
    previous = code
    found.head = AuditHead(position: position, code: code)
  }

  var verdict: AuditVerdict {
    var verdict = found
    if verdict.fault == nil, let beyond = heads.map(\.position).filter({ $0 >= expected }).max() {
      verdict.fault = .cutOff(position: min(expected, beyond))
    }
    return verdict
  }
}
