import Privacy

@testable import RemoteSecrets

/// What a secret manager answers: refused, or a body within the bytes and a text no longer than it.
enum SecretAnswerInput: FuzzedInput {
  static let name = "answer"

  static func check(_ bytes: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { memory.deallocate() }
    memory.copyBytes(from: bytes)
    _ = HTTPResponse.isComplete(UnsafeRawBufferPointer(memory))
    guard let response = try? HTTPResponse(parsing: memory) else { return }
    require((0...bytes.count).contains(response.body.upperBound), "a body beyond the answer")
    do throws(PrivacyError) {
      let body = try SecretBytes(count: response.body.count) {
        $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[response.body]))
      }
      let text = try SecretJSON.optionalText(at: ["data", "data", "key"], in: body, from: "server")
      switch consume text {
      case .none: break
      case .some(let text): require(text.count <= response.body.count, "a text longer than its spelling")
      }
    } catch {
      require(!error.message.isEmpty, "a refusal without words")
    }
  }
}
