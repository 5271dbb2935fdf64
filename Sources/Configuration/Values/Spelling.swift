/// "Did you mean": the nearest of the known names.
package enum Spelling {
  /// The candidate with the smallest edit distance, if it is near enough to be a slip; one that shares no letter is not.
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    let length = word.count
    let limit = max(1, length / 3)
    // A longer difference in length than the limit is a longer distance, too.
    let near = candidates.filter { abs($0.count - length) <= limit }
    return near.map { ($0, distance(word, $0)) }.filter { $0.1 <= limit && $0.1 < length }.min { $0.1 < $1.1 }?.0
  }

  /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left), right = Array(right)
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, beforeLast[j - 1] + 1) }
        row.append(best)
      }
      beforeLast = last
      last = row
    }
    return last[right.count]
  }
}
