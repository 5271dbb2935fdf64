import Configuration

/// A connection to a server, encrypted or, on this machine, plain.
struct Connection: ~Copyable {
  private enum Wire: ~Copyable {
    case plain(Socket)
    case encrypted(TLSConnection)
  }

  private let wire: Wire

  init(to address: ServerAddress, authorities: String?, by deadline: Deadline) throws(ConnectionError) {
    let socket = try Socket(to: address, by: deadline)
    if address.isEncrypted {
      wire = .encrypted(try TLSConnection(over: socket, to: address, authorities: authorities, by: deadline))
    } else {
      wire = .plain(socket)
    }
  }

  func send(_ bytes: UnsafeRawBufferPointer, by deadline: Deadline) throws(ConnectionError) {
    switch wire {
    case .plain(let socket): try socket.send(bytes, by: deadline)
    case .encrypted(let connection): try connection.send(bytes, by: deadline)
    }
  }

  func receive(into memory: UnsafeMutableRawBufferPointer, by deadline: Deadline) throws(ConnectionError) -> Int {
    switch wire {
    case .plain(let socket): try socket.receive(into: memory, by: deadline)
    case .encrypted(let connection): try connection.receive(into: memory, by: deadline)
    }
  }
}
