import Configuration
import Glibc
import Privacy

/// A server that is asked for a secret: one connection per question, no redirect, no proxy, nothing kept.
struct SecretServer {
  let address: ServerAddress
  /// A PEM file; by default the system's authorities.
  let authorities: String?
  var limits = Limits()

  /// Milliseconds, and how often to try.
  struct Limits {
    var connecting: Int64 = 5_000
    var answering: Int64 = 10_000
    /// A server that cannot be reached, or says that it is not ready, may be restarting.
    var attempts = 3
    var pause: Int32 = 250
  }

  /// Why a try did not bring the secret.
  private enum Failure: Error {
    case connection(ConnectionError)
    case status(Int)
    case memory(PrivacyError)

    /// Whether the next try may bring it. One that took too long has taken the user's patience already.
    var mayPass: Bool {
      switch self {
      case .connection(.unreachable): true
      case .status(let status): [429, 500, 502, 503, 504].contains(status)
      case .connection, .memory: false
      }
    }

    func error(of server: ServerName) -> PrivacyError {
      switch self {
      case .connection(.unreachable(let cause)): .managerUnreachable(server: server, cause: cause)
      case .connection(.late): .managerUnreachable(server: server, cause: "it takes too long")
      case .connection(.untrusted(let cause)): .managerUntrusted(server: server, cause: cause)
      case .connection(.malformed(let problem)): .managerAnswer(server: server, problem: problem)
      case .status(let status): .managerRefused(server: server, status: status)
      case .memory(let error): error
      }
    }
  }

  /// The body of the answer with status 200.
  func body(of request: borrowing HTTPRequest) throws(PrivacyError) -> SecretBytes {
    let bytes = try request.encoded(for: address)
    var attempt = 1
    while true {
      do throws(Failure) {
        return try body(ofEncoded: bytes)
      } catch {
        guard attempt < limits.attempts, error.mayPass else { throw error.error(of: address.text) }
        // Twice as long each time.
        poll(nil, 0, limits.pause << Int32(attempt - 1))
        attempt += 1
      }
    }
  }

  private func body(ofEncoded request: borrowing SecretBytes) throws(Failure) -> SecretBytes {
    var outcome: Result<HTTPResponse, ConnectionError>?
    do throws(PrivacyError) {
      let answer = try SecretBytes(count: HTTPResponse.sizeLimit) { memory in
        outcome = Result { () throws(ConnectionError) -> HTTPResponse in
          let count = try exchange(request, into: memory)
          return try HTTPResponse(parsing: UnsafeMutableRawBufferPointer(rebasing: memory[..<count]))
        }
      }
      if case .success(let response)? = outcome, response.status == 200 { return try answer.slice(response.body) }
    } catch {
      throw .memory(error)
    }
    switch outcome! {
    case .success(let response): throw .status(response.status)
    case .failure(let error): throw .connection(error)
    }
  }

  /// The number of bytes that came back.
  private func exchange(
    _ request: borrowing SecretBytes, into memory: UnsafeMutableRawBufferPointer
  ) throws(ConnectionError) -> Int {
    let connection = try Connection(
      to: address, authorities: authorities, by: Deadline(milliseconds: limits.connecting))
    let deadline = Deadline(milliseconds: limits.answering)
    try request.withBytes { bytes throws(ConnectionError) in try connection.send(bytes, by: deadline) }
    var count = 0
    while true {
      guard count < memory.count else { throw .malformed(problem: "it is too long") }
      let got = try connection.receive(into: UnsafeMutableRawBufferPointer(rebasing: memory[count...]), by: deadline)
      if got == 0 { return count }
      count += got
      if HTTPResponse.isComplete(UnsafeRawBufferPointer(rebasing: memory[..<count])) { return count }
    }
  }
}
