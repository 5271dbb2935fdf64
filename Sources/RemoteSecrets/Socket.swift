import Configuration
import Glibc

/// A TCP connection, closed when its one owner lets go. Every wait ends at a deadline.
struct Socket: ~Copyable {
  let descriptor: Int32

  /// Connects to the first address of the host that answers. The system's resolver has time-outs of its own.
  init(to address: ServerAddress, by deadline: Deadline) throws(ConnectionError) {
    descriptor = try Self.connect(to: address, by: deadline)
  }

  private static func connect(to address: ServerAddress, by deadline: Deadline) throws(ConnectionError) -> Int32 {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address.host, "\(address.port)", &hints, &list) == 0 else {
      throw .unreachable(cause: "its name cannot be resolved")
    }
    defer { freeaddrinfo(list) }
    var problem = ConnectionError.unreachable(cause: "its name has no address")
    var next = list
    while let candidate = next?.pointee {
      do throws(ConnectionError) {
        return try connect(to: candidate, by: deadline)
      } catch {
        problem = error
      }
      next = candidate.ai_next
    }
    throw problem
  }

  private static func connect(to candidate: addrinfo, by deadline: Deadline) throws(ConnectionError) -> Int32 {
    let type = candidate.ai_socktype | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(candidate.ai_family, type, candidate.ai_protocol)
    guard descriptor >= 0 else { throw .unreachable(cause: text(errno)) }
    if Glibc.connect(descriptor, candidate.ai_addr, candidate.ai_addrlen) == 0 { return descriptor }
    var cause = errno
    if cause == EINPROGRESS {
      guard deadline.wait(for: POLLOUT, on: descriptor) else {
        close(descriptor)
        throw .late
      }
      var size = socklen_t(MemoryLayout<Int32>.size)
      if getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &cause, &size) != 0 { cause = errno }
      if cause == 0 { return descriptor }
    }
    close(descriptor)
    throw .unreachable(cause: text(cause))
  }

  deinit { close(descriptor) }

  /// Sends every byte.
  func send(_ bytes: UnsafeRawBufferPointer, by deadline: Deadline) throws(ConnectionError) {
    var done = 0
    while done < bytes.count {
      let sent = Glibc.send(descriptor, bytes.baseAddress! + done, bytes.count - done, Int32(MSG_NOSIGNAL))
      if sent >= 0 {
        done += sent
      } else if errno == EAGAIN {
        guard deadline.wait(for: POLLOUT, on: descriptor) else { throw .late }
      } else if errno != EINTR {
        throw .unreachable(cause: Self.text(errno))
      }
    }
  }

  /// Some bytes; 0 at the end.
  func receive(into memory: UnsafeMutableRawBufferPointer, by deadline: Deadline) throws(ConnectionError) -> Int {
    while true {
      let got = recv(descriptor, memory.baseAddress!, memory.count, 0)
      if got >= 0 { return got }
      switch errno {
      case EAGAIN: guard deadline.wait(for: POLLIN, on: descriptor) else { throw .late }
      case EINTR: continue
      case let cause: throw .unreachable(cause: Self.text(cause))
      }
    }
  }

  static func text(_ number: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    return buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }
}
