import Configuration
import Privacy
import Testing

@testable import RemoteSecrets

@Suite struct HTTPTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let answer: String
    var status = 200
    /// `nil`: refused.
    let body: String?
    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(name: "with a length", answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", body: "{}"),
    Row(name: "without a reason", answer: "HTTP/1.1 200 \r\ncontent-length:2\r\n\r\n{}", body: "{}"),
    Row(name: "1.0", answer: "HTTP/1.0 200 OK\r\nContent-Length:\t2 \r\n\r\n{}", body: "{}"),
    Row(name: "more than its length", answer: "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{}", body: "{"),
    Row(name: "empty", answer: "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", status: 403, body: ""),
    Row(
      name: "in chunks",
      answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n0A;x=y\r\n0123456789\r\n0\r\n\r\n",
      body: "abc0123456789"),
    Row(name: "no chunk", answer: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", body: ""),
    Row(name: "nothing", answer: "", body: nil), Row(name: "no head", answer: "HTTP/1.1 200 OK\r\n", body: nil),
    Row(name: "no HTTP", answer: "SSH-2.0-x\r\n\r\n", body: nil),
    Row(name: "HTTP/2", answer: "HTTP/2 200\r\nContent-Length: 0\r\n\r\n", body: nil),
    Row(name: "no status", answer: "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n", body: nil),
    Row(name: "no length", answer: "HTTP/1.1 200 OK\r\n\r\n{}", body: nil),
    Row(name: "cut", answer: "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}", body: nil),
    Row(name: "two lengths", answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}", body: nil),
    Row(
      name: "length and chunks",
      answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", body: nil),
    Row(name: "negative length", answer: "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}", body: nil),
    Row(name: "huge length", answer: "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}", body: nil),
    Row(name: "compressed", answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n", body: nil),
    Row(name: "a cut chunk", answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", body: nil),
    Row(name: "no last chunk", answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", body: nil),
    Row(
      name: "a chunk without size", answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\nab\r\n", body: nil
    ),
    Row(
      name: "a huge chunk", answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\nab\r\n0\r\n\r\n",
      body: nil),
    Row(name: "a header that is none", answer: "HTTP/1.1 200 OK\r\nContent-Length 2\r\n\r\n{}", body: nil),
  ]

  private func parse(_ answer: [UInt8]) -> (HTTPResponse, [UInt8])? {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: answer.count, alignment: 1)
    defer { memory.deallocate() }
    memory.copyBytes(from: answer)
    guard let response = try? HTTPResponse(parsing: memory) else { return nil }
    return (response, Array(memory[response.body]))
  }

  @Test(arguments: rows) func readsAnswers(_ row: Row) {
    let found = parse(Array(row.answer.utf8))
    #expect(found.map { String(decoding: $0.1, as: UTF8.self) } == row.body)
    if let found { #expect(found.0.status == row.status) }
  }

  /// Every truncation and many changes of every answer: no crash.
  @Test func hostileAnswers() {
    for row in Self.rows {
      let answer = Array(row.answer.utf8)
      for end in answer.indices { _ = parse(Array(answer[..<end])) }
      for position in answer.indices {
        for byte in [0, 0x0A, 0x0D, 0x20, 0x3A, 0x39, 0x66, 0xFF] as [UInt8] {
          var changed = answer
          changed[position] = byte
          _ = parse(changed)
        }
      }
    }
  }

  @Test func writesRequests() throws {
    let address = try ServerAddress("https://vault.example:8200")
    var request = try HTTPRequest(.post, "/v1/x")
    request.headers = [("Content-Type", "application/json")]
    request.body = Array("{}".utf8)
    try request.add("X-One", secret("s3cret"))
    try request.add("X-Two", secret("t0ken"))
    #expect(
      text(try request.encoded(for: address))
        == "POST /v1/x HTTP/1.1\r\nContent-Type: application/json\r\nHost: vault.example:8200\r\nAccept: application/json\r\n"
        + "User-Agent: featurize\r\nConnection: close\r\nContent-Length: 2\r\nX-One: s3cret\r\nX-Two: t0ken\r\n\r\n{}")
    #expect(HTTPText.percentEncoded("a b/ü?", keepingSlashes: true) == "a%20b/%C3%BC%3F")
    #expect(HTTPText.percentEncoded("a/b") == "a%2Fb")
    for (value, isFine) in [("abc.DEF-1", true), ("", false), ("a b", false), ("a\r\nX: y", false), ("ü", false)] {
      #expect(try secret(value).withBytes { HTTPText.isHeaderValue($0) } == isFine)
    }
  }

  /// The example of AWS's own test suite for signers ("post-vanilla"), computed anew with Python's hmac.
  @Test func signsForAWS() throws {
    let signature = AWSSignature(region: "us-east-1", service: "service", time: "20150830T123600Z")
    let headers: [AWSSignature.Header] = [
      .init(name: "host", value: "example.amazonaws.com"), .init(name: "x-amz-date", value: "20150830T123600Z"),
    ]
    let authorization = try signature.authorization(
      body: [], headers: headers, sessionToken: secret(""), accessKeyID: secret("AKIDEXAMPLE"),
      secretAccessKey: secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"))
    #expect(
      text(authorization)
        == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        + "SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")
  }
}
