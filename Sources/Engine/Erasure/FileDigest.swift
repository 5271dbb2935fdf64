import Formats
import Privacy

/// The plain digest of a file's bytes, as manifests and ledgers show it of what was written.
enum FileDigest {
  static func text(of path: String) throws(EngineError) -> String {
    let stream = DigestStream()
    do throws(FormatError) {
      let bytes = try ByteSource(path: path)
      for start in stride(from: 0, to: bytes.count, by: 4 << 20) {
        let piece = try bytes.read(start..<min(start + 4 << 20, bytes.count))
        piece.withUnsafeBytes { stream.update(UnsafeRawBufferPointer(start: $0, count: piece.count)) }
      }
    } catch {
      throw .diagnostics([error.diagnostic(reading: path)])
    }
    return stream.text()
  }
}
