import Columns

/// Which of the known labels the rows of a column list; each distinct text is cut once.
struct ListedLabels {
  private let codes: Buffer<Int32>
  private let labelCount: Int
  /// The labels of the text with code c are at `starts[c]..<starts[c + 1]`.
  private var starts: [Int] = [0]
  private var labels: [Int32] = []
  /// Whether the text with code c lists a label that is not known.
  private var hasUnknown: [Bool] = []

  init(_ column: Column, _ cutter: LabelCutter, _ lookup: CategoryLookup) {
    let (codes, dictionary) = column.categories
    self.codes = codes
    labelCount = lookup.texts.count
    // A text may list a label twice.
    var lastText = [Int](repeating: -1, count: labelCount)
    for code in 0..<dictionary.count {
      var isUnknown = false
      dictionary.withBytes(of: code) { text in
        cutter.forEach(in: text) { label in
          guard let place = lookup.place(of: label) else {
            isUnknown = true
            return
          }
          if lastText[Int(place)] != code { labels.append(place) }
          lastText[Int(place)] = code
        }
      }
      starts.append(labels.count)
      hasUnknown.append(isUnknown)
    }
  }

  /// The first row that lists a label that is not known.
  func firstUnknown(_ validity: Bitmap?) -> Int? {
    guard hasUnknown.contains(true) else { return nil }
    return validity.withBytes { validity in
      codes.withUnsafeBufferPointer { codes in
        codes.indices.first { (validity?.bit($0) ?? true) && hasUnknown[Int(codes[$0])] }
      }
    }
  }

  /// How many rows list a label that is not known.
  func unknownRowCount(_ validity: Bitmap?) -> Int {
    guard hasUnknown.contains(true) else { return 0 }
    return validity.withBytes { validity in
      codes.withUnsafeBufferPointer { codes in
        codes.indices.count { (validity?.bit($0) ?? true) && hasUnknown[Int(codes[$0])] }
      }
    }
  }

  /// A counting sort of the rows by each label that they list.
  func rowsByLabel(_ validity: Bitmap?) -> RowsByGroup {
    var rowStarts = [Int](repeating: 0, count: labelCount + 1)
    forEachListing(validity) { _, label in rowStarts[label + 1] += 1 }
    for label in 0..<labelCount { rowStarts[label + 1] += rowStarts[label] }
    var next = rowStarts
    let rows = Buffer<Int32>(count: rowStarts[labelCount]) { memory in
      next.withUnsafeMutableBufferPointer { next in
        forEachListing(validity) { row, label in
          memory[next[label]] = Int32(truncatingIfNeeded: row)
          next[label] &+= 1
        }
      }
    }
    return RowsByGroup(rowCount: codes.count, rows: rows, starts: rowStarts)
  }

  @inline(__always)
  private func forEachListing(_ validity: Bitmap?, _ body: (_ row: Int, _ label: Int) -> Void) {
    validity.withBytes { validity in
      codes.withUnsafeBufferPointer { codes in
        starts.withUnsafeBufferPointer { starts in
          labels.withUnsafeBufferPointer { labels in
            for row in 0..<codes.count where validity?.bit(row) ?? true {
              let code = Int(codes[row])
              for place in starts[code]..<starts[code + 1] { body(row, Int(labels[place])) }
            }
          }
        }
      }
    }
  }
}
