import COpenSSL
import Configuration
import Glibc

/// A TLS connection of OpenSSL over a socket, to a server that has proved to be the one that was named.
///
/// TLS 1.2 at least; the certificate must chain to a trusted authority and be of the host's name or address. There is no
/// way around it. OpenSSL wipes what it received once we have it (`SSL_OP_CLEANSE_PLAINTEXT`), and all memory it frees.
struct TLSConnection: ~Copyable {
  private let socket: Socket
  private let context: OpaquePointer
  private let session: OpaquePointer

  /// - Parameter authorities: A PEM file; by default the system's authorities.
  init(
    over socket: consuming Socket, to address: ServerAddress, authorities: String?, by deadline: Deadline
  ) throws(ConnectionError) {
    Self.prepareLibrary()
    let context = try Self.context(authorities)
    guard let session = SSL_new(context) else {
      SSL_CTX_free(context)
      throw .unreachable(cause: "there is no memory for TLS")
    }
    do throws(ConnectionError) {
      try Self.handshake(session, with: address.host, over: socket.descriptor, by: deadline)
    } catch {
      SSL_free(session)
      SSL_CTX_free(context)
      throw error
    }
    self.socket = socket
    self.context = context
    self.session = session
  }

  deinit {
    SSL_free(session)
    SSL_CTX_free(context)
  }

  /// The library's own configuration file is left alone: it could load code.
  private static func prepareLibrary() { _ = isPrepared }
  private static let isPrepared: Bool = {
    // Too late only in a process that uses OpenSSL for something else; then its freed memory is not wiped.
    _ = featurize_ssl_wipe_freed_memory()
    return OPENSSL_init_ssl(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1
  }()

  /// Where distributions keep the authorities that OpenSSL's own place does not lead to.
  private static let bundles = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
  ]

  private static func context(_ authorities: String?) throws(ConnectionError) -> OpaquePointer {
    guard let context = SSL_CTX_new(TLS_client_method()) else {
      throw .unreachable(cause: "there is no memory for TLS")
    }
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
    _ = featurize_ssl_set_min_version(context)
    featurize_ssl_set_options(context)
    if let authorities {
      guard SSL_CTX_load_verify_locations(context, authorities, nil) == 1 else {
        SSL_CTX_free(context)
        throw .untrusted(cause: "`\(authorities)` holds no certificates in PEM, or cannot be read")
      }
    } else {
      SSL_CTX_set_default_verify_paths(context)
      for bundle in bundles where access(bundle, R_OK) == 0 { SSL_CTX_load_verify_locations(context, bundle, nil) }
    }
    return context
  }

  private static func handshake(
    _ session: OpaquePointer, with host: String, over descriptor: Int32, by deadline: Deadline
  ) throws(ConnectionError) {
    let parameters = SSL_get0_param(session)
    // An address is compared with the certificate's addresses, a name with its names.
    if X509_VERIFY_PARAM_set1_ip_asc(parameters, host) != 1 {
      X509_VERIFY_PARAM_set_hostflags(parameters, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
      guard X509_VERIFY_PARAM_set1_host(parameters, host, host.utf8.count) == 1,
        featurize_ssl_set_server_name(session, host) == 1
      else { throw .untrusted(cause: "its name cannot be checked") }
    }
    guard SSL_set_fd(session, descriptor) == 1 else {
      throw .unreachable(cause: "there is no memory for TLS")
    }
    while true {
      ERR_clear_error()
      let status = SSL_connect(session)
      if status == 1 { break }
      do throws(ConnectionError) {
        try wait(for: session, after: status, on: descriptor, by: deadline)
      } catch {
        let verdict = SSL_get_verify_result(session)
        guard verdict == 0 else {
          throw .untrusted(cause: String(cString: X509_verify_cert_error_string(verdict)))
        }
        throw error
      }
    }
    // The handshake has checked it; a library that did not would be found here.
    guard SSL_get_verify_result(session) == 0, let certificate = SSL_get1_peer_certificate(session) else {
      throw .untrusted(cause: "it shows no certificate")
    }
    X509_free(certificate)
  }

  func send(_ bytes: UnsafeRawBufferPointer, by deadline: Deadline) throws(ConnectionError) {
    var done = 0
    while done < bytes.count {
      var sent = 0
      ERR_clear_error()
      let status = SSL_write_ex(session, bytes.baseAddress! + done, bytes.count - done, &sent)
      if status == 1 { done += sent } else { try wait(after: status, by: deadline) }
    }
  }

  /// Some bytes; 0 at the end.
  func receive(into memory: UnsafeMutableRawBufferPointer, by deadline: Deadline) throws(ConnectionError) -> Int {
    while true {
      var got = 0
      ERR_clear_error()
      let status = SSL_read_ex(session, memory.baseAddress!, memory.count, &got)
      if status == 1 { return got }
      if SSL_get_error(session, status) == SSL_ERROR_ZERO_RETURN { return 0 }
      try wait(after: status, by: deadline)
    }
  }

  private func wait(after status: Int32, by deadline: Deadline) throws(ConnectionError) {
    try Self.wait(for: session, after: status, on: socket.descriptor, by: deadline)
  }

  /// Waits for what the library waits for.
  private static func wait(
    for session: OpaquePointer, after status: Int32, on descriptor: Int32, by deadline: Deadline
  ) throws(ConnectionError) {
    let isReady: Bool
    switch SSL_get_error(session, status) {
    case SSL_ERROR_WANT_READ: isReady = deadline.wait(for: POLLIN, on: descriptor)
    case SSL_ERROR_WANT_WRITE: isReady = deadline.wait(for: POLLOUT, on: descriptor)
    case SSL_ERROR_SYSCALL: throw .unreachable(cause: errno == 0 ? "it hung up" : Socket.text(errno))
    default: throw .unreachable(cause: "TLS failed: \(reason)")
    }
    guard isReady else { throw .late }
  }

  /// The library's words for its last error.
  private static var reason: String {
    ERR_reason_error_string(ERR_peek_last_error()).map { String(cString: $0) } ?? "no reason is given"
  }
}
