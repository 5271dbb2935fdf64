import Columns
import Formats
import Glibc
import Privacy

extension TokenSweep {
  /// How often one of the tokens stands anywhere in a file, whatever its form: in a state, a manifest, a text.
  package func mentions(in path: String) throws(EngineError) -> Int {
    var count = 0
    do throws(FormatError) {
      let bytes = try ByteSource(path: path)
      var start = 0
      while start < bytes.count {
        // A token may lie across the border of two windows: the second begins before it.
        let end = min(start + Self.window, bytes.count)
        let seen = end == bytes.count ? end : end - RecordFilter.longest
        let text = try bytes.read(start..<end)
        count += text.withUnsafeBytes {
          mentions(in: UnsafeBufferPointer(start: $0, count: text.count), before: seen - start)
        }
        start = seen
      }
    } catch {
      throw .diagnostics([error.diagnostic(reading: path)])
    }
    return count
  }

  /// Mentions that begin before an offset.
  private func mentions(in text: UnsafeBufferPointer<UInt8>, before limit: Int) -> Int {
    var count = 0
    var position = 0
    while position < limit, let found = memchr(text.baseAddress! + position, Int32(UInt8(ascii: "p")), limit - position)
    {
      let start = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - text.baseAddress!
      let isMention = lengths.contains { length in
        start + length <= text.count && tokens.find(UnsafeBufferPointer(rebasing: text[start..<start + length])) != nil
      }
      if isMention { count += 1 }
      position = start + 1
    }
    return count
  }
}
