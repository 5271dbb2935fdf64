import Formats
import Glibc
import Testing

@Suite struct ByteSourceTests {
  static let text = Array("a,b\n1,2\n".utf8)
  static let gzip: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 212, 73, 226, 50, 212, 49, 226, 2, 0, 123, 7, 151, 10, 8, 0, 0, 0,
  ]
  static let zstd: [UInt8] = [40, 181, 47, 253, 0, 88, 65, 0, 0, 97, 44, 98, 10, 49, 44, 50, 10]

  /// Writes a file of its own for the test and removes it afterwards.
  static func withFile(_ bytes: [UInt8], suffix: String = "", _ body: (String) throws -> Void) throws {
    var template = Array("/tmp/featurize-XXXXXX\(suffix)".utf8CString)
    let descriptor = mkstemps(&template, Int32(suffix.utf8.count))
    try #require(descriptor >= 0)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    close(descriptor)
    try body(path)
  }

  static func header(_ source: ByteSource) throws -> [String] {
    try CSVSource(source, dialect: CSVDialect()).header
  }

  static let readable: [(String, [UInt8], String, Int)] = [
    ("plain", text, "", 8), ("gzip", gzip, ".gz", 8), ("zstd", zstd, ".zst", 8),
    ("gzip by its first bytes", gzip, "", 8),
    ("two gzip members", gzip + gzip, ".gz", 16), ("two zstd frames", zstd + zstd, ".zst", 16),
    ("byte-order mark", [0xEF, 0xBB, 0xBF] + text, "", 8),
  ]

  @Test(arguments: readable)
  func opens(_ name: String, _ bytes: [UInt8], _ suffix: String, _ count: Int) throws {
    try Self.withFile(bytes, suffix: suffix) { path in
      let source = try ByteSource(path: path)
      #expect(source.count == count)
      let header = try Self.header(source)
      #expect(header == ["a", "b"])
    }
  }

  static func replacing(_ bytes: [UInt8], at index: Int, by other: [UInt8]) -> [UInt8] {
    var bytes = bytes
    bytes.replaceSubrange(index..<index + other.count, with: other)
    return bytes
  }

  static let broken: [([UInt8], String, FormatError)] = [
    (Array(gzip.dropLast()), ".gz", .truncated(.gzip)),
    (Array(gzip.prefix(12)), "", .truncated(.gzip)),
    (Array(zstd.dropLast()), ".zst", .truncated(.zstd)),
    (gzip + Array(gzip.prefix(9)), ".gz", .truncated(.gzip)),
    (gzip + [1, 2, 3], ".gz", .corrupt(.gzip)),
    (replacing(gzip, at: 20, by: [9]), ".gz", .corrupt(.gzip)),
    (replacing(zstd, at: 4, by: [0xFF, 0xFF, 0xFF]), "", .corrupt(.zstd)),
    (text, ".gz", .corrupt(.gzip)),
    ([], ".zst", .truncated(.zstd)),
    ([0xFF, 0xFE, 0x61, 0], "", .notUTF8),
  ]

  @Test(arguments: broken)
  func refuses(_ bytes: [UInt8], _ suffix: String, _ error: FormatError) throws {
    try Self.withFile(bytes, suffix: suffix) { path in
      #expect(throws: error) { try ByteSource(path: path) }
    }
  }

  @Test func limitsWhatIsDecoded() throws {
    for bytes in [Self.gzip, Self.zstd] {
      try Self.withFile(bytes) { path in
        #expect(throws: FormatError.tooLarge(limit: 7)) { try ByteSource(path: path, memoryLimit: 7) }
        let source = try ByteSource(path: path, memoryLimit: 8)
        #expect(source.count == 8)
      }
    }
  }

  @Test func noSuchFile() {
    #expect(throws: FormatError.notFound) { try ByteSource(path: "/nonexistent/file") }
    #expect(throws: FormatError.isDirectory) { try ByteSource(path: "/tmp") }
  }

  @Test func noticesChanges() throws {
    try Self.withFile(Self.text) { path in
      let source = try ByteSource(path: path)
      let bytes = try source.read(0..<8)
      #expect(bytes.count == 8)
      #expect(truncate(path, 4) == 0)
      #expect(throws: FormatError.changed) { try source.read(0..<8) }
      #expect(truncate(path, 20) == 0)
      #expect(throws: FormatError.changed) { try source.read(0..<4) }
    }
  }
}
