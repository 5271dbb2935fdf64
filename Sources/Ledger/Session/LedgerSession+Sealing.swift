import Configuration
import Privacy

/// What people wrote, kept so that only the key holder can read it.
extension LedgerSession {
  /// The key ring; a session that writes has one.
  func ring() throws(LedgerError) -> KeyRing {
    guard let keys else { throw .noKeys(uri: uri) }
    return keys
  }

  /// - Parameter context: the row that it belongs to; in another row it does not open.
  func sealed(_ text: String, context: String) throws(LedgerError) -> [UInt8] {
    let keys = try ring()
    do {
      return try keys.seal(Array(text.utf8), label: Self.label, context: Array(context.utf8)).joined
    } catch {
      throw .privacy(error)
    }
  }

  /// `nil` without the ring, or if its key may no longer be used.
  func unsealed(_ bytes: [UInt8]?, context: String) throws(LedgerError) -> String? {
    guard let keys, let bytes else { return nil }
    guard let sealed = SealedBytes(joined: bytes) else { throw damaged("sealed bytes are too short") }
    let text: [UInt8]?
    do {
      text = try keys.open(sealed, label: Self.label, context: Array(context.utf8))
    } catch {
      return nil
    }
    guard let text else { throw damaged("sealed bytes were changed") }
    return String(decoding: text, as: UTF8.self)
  }

  func unsealedJSON(_ bytes: [UInt8]?, context: String) throws(LedgerError) -> JSON? {
    guard let text = try unsealed(bytes, context: context) else { return nil }
    do { return try JSON(parsing: text) } catch { throw damaged("sealed bytes are no JSON") }
  }

  func damaged(_ problem: String) -> LedgerError { .damaged(uri: uri, problem: problem) }

  /// The marks of a path under every key that may still be used: files of runs under an older key are known by it.
  func marks(ofPath path: String) throws(LedgerError) -> [[UInt8]] {
    let keys = try ring()
    var marks: [[UInt8]] = []
    for entry in keys.entries where entry.status == .primary || entry.status == .resolve {
      do {
        marks.append(try keys.mark(of: path, label: "ledger path", kid: entry.kid))
      } catch {
        throw .privacy(error)
      }
    }
    return marks
  }

  func mark(ofPath path: String) throws(LedgerError) -> [UInt8] {
    let keys = try ring()
    do { return try keys.mark(of: path, label: "ledger path") } catch { throw .privacy(error) }
  }

  private static let label = "ledger"
}
