/// Plain scalars by the core schema of YAML 1.2.2, section 10.3.2: `0o14` is 12, `010` is 10, `12:30:45` is text.
enum YAMLScalar {
  static func int(_ text: String) -> Int? {
    if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8) }
    if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16) }
    return Int(text)
  }

  static func float(_ text: String) -> Double? {
    if let int = int(text) { return Double(int) }
    let allowed = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
    }
    return allowed ? Double(text) : nil
  }
}
