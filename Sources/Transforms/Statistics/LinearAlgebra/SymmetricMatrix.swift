/// A real symmetric matrix, both triangles in rows.
struct SymmetricMatrix: Sendable, Codable, Equatable {
  /// Number of rows and of columns.
  let order: Int
  /// Row after row, `order * order` of them.
  private(set) var elements: [Double]

  init(order: Int) {
    self.order = order
    elements = Array(repeating: 0, count: order * order)
  }

  /// One value sets both of an element's places.
  subscript(row: Int, column: Int) -> Double {
    get { elements[row * order + column] }
    set {
      elements[row * order + column] = newValue
      elements[column * order + row] = newValue
    }
  }

  /// The matrix of the rows and columns at `indices`, in that order.
  func restricted(to indices: [Int]) -> SymmetricMatrix {
    var result = SymmetricMatrix(order: indices.count)
    for (row, from) in indices.enumerated() {
      for (column, other) in indices[...row].enumerated() { result[row, column] = self[from, other] }
    }
    return result
  }
}
