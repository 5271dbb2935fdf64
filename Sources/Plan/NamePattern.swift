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

  /// Whether some name matches both patterns: what a selector's pattern may pick of a family whose names are not yet
  /// known.
  static func overlap(_ left: String, _ right: String) -> Bool {
    let left = Array(left), right = Array(right)
    // reachable[r]: the first l characters of `left` and the first r of `right` can stand for one and the same text.
    var reachable = [Bool](repeating: false, count: right.count + 1)
    reachable[0] = true
    for r in right.indices { reachable[r + 1] = reachable[r] && right[r] == "*" }
    for l in left.indices {
      var next = [Bool](repeating: false, count: right.count + 1)
      next[0] = reachable[0] && left[l] == "*"
      for r in right.indices {
        if left[l] == "*" || right[r] == "*" {
          // The star stands for nothing, or for what the other pattern has here as well.
          next[r + 1] = reachable[r + 1] || next[r]
        } else {
          next[r + 1] = reachable[r] && (left[l] == right[r] || left[l] == "?" || right[r] == "?")
        }
      }
      reachable = next
    }
    return reachable[right.count]
  }
}
