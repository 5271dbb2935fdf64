/// Column names with `*` (any run of characters) and `?` (any one).
enum NamePattern {
  static func matches(_ pattern: String, _ name: String) -> Bool {
    let pattern = Array(pattern), name = Array(name)
    // Greedy with one point to come back to: linear in practice, and never exponential.
    var p = 0, n = 0
    var starAt: Int?
    var resumeAt = 0
    while n < name.count {
      if p < pattern.count, pattern[p] == "*" {
        starAt = p
        resumeAt = n
        p += 1
      } else if p < pattern.count, pattern[p] == "?" || pattern[p] == name[n] {
        p += 1
        n += 1
      } else if let star = starAt {
        p = star + 1
        resumeAt += 1
        n = resumeAt
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}
