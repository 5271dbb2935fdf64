package import Configuration
import Ledger
package import Privacy

/// Who is to be erased, as the ledger keeps it sealed until the erasure is over: tokens, never an identifier.
struct ErasureRequest: Sendable, Equatable {
  var tenant: String
  /// Of the identifiers that were given.
  var domain: String
  /// How many were given, and how many of them nothing holds.
  var subjects: Int
  var unheld: Int
  /// Under every key that is in use, and of every domain that the subjects are known by.
  var tokens: [Token]
  /// Blind indexes of the subjects in vaulted domains, as hexadecimal digits.
  var salts: [Salt] = []
  /// Keys of filters that could not be asked.
  var lostKeys: [String] = []
  /// Whether states are fitted anew from sources that changed.
  var refitsChanged: Bool
  /// The process that carries it out.
  var process: ProcessIdentity

  struct Salt: Sendable, Equatable {
    var domain: String
    var index: [UInt8]
  }
}

extension ErasureRequest {
  var json: JSON {
    [
      "tenant": .string(tenant), "domain": .string(domain), "subjects": .int(Int64(subjects)),
      "unheld": .int(Int64(unheld)), "tokens": .array(tokens.map { .string($0.text) }),
      "salts": .array(salts.map { ["domain": .string($0.domain), "index": .string(Hexadecimal.text($0.index))] }),
      "lost_keys": .array(lostKeys.map { .string($0) }), "refits_changed": .bool(refitsChanged),
      "process": .string(process.text),
    ]
  }

  /// `nil` if this is no request.
  init?(_ text: String) {
    guard let json = try? JSON(parsing: Array(text.utf8)), let tenant = json["tenant"]?.string,
      let domain = json["domain"]?.string, let subjects = json["subjects"]?.int, let unheld = json["unheld"]?.int,
      let tokens = json["tokens"]?.array, let salts = json["salts"]?.array,
      let lostKeys = json["lost_keys"]?.array, let refitsChanged = json["refits_changed"]?.bool,
      let process = json["process"]?.string
    else { return nil }
    self.init(
      tenant: tenant, domain: domain, subjects: Int(subjects), unheld: Int(unheld),
      tokens: tokens.compactMap { $0.string.flatMap { Token(parsing: $0) } },
      salts: salts.compactMap { salt in
        guard let domain = salt["domain"]?.string, let index = salt["index"]?.string.flatMap(Hexadecimal.bytes)
        else { return nil }
        return Salt(domain: domain, index: index)
      },
      lostKeys: lostKeys.compactMap(\.string), refitsChanged: refitsChanged, process: ProcessIdentity(text: process))
  }
}
