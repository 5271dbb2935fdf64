import Glibc

/// The system's words for an error number, such as "Permission denied".
enum SystemCause {
  static func text(_ number: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    return buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }
}
