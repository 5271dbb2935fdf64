/// Eigenvalues and eigenvectors of a real symmetric matrix, by cyclic Jacobi rotations.
///
/// Of the usual methods this is the slower one by a small factor (some 6·n³ operations a sweep, six to ten sweeps) and
/// the most accurate: where the matrix is D·B·D with D diagonal and B well-conditioned, as products of columns in
/// different units are, even its smallest eigenvalues are right in relation to themselves and not only to the largest.
/// Source: Demmel, Veselić, "Jacobi's Method is More Accurate than QR", SIAM J. Matrix Anal. Appl. 13 (1992); the
/// rotations as in Golub, Van Loan, "Matrix Computations", 8.5.
struct SymmetricEigen: Sendable {
  /// Descending.
  let values: [Double]
  /// Orthonormal; the one of `values[i]` at i. Its component of largest magnitude, the first of several, is positive,
  /// so that it does not depend on the way it was found: `svd_flip` of scikit-learn.
  let vectors: [[Double]]

  /// Some ten sweeps suffice; a matrix with infinities or NaN in it never gets there, and its values are then NaN.
  private static let sweepLimit = 60

  init(_ matrix: SymmetricMatrix) {
    let order = matrix.order
    var elements = matrix.elements
    // Row i becomes the i-th eigenvector.
    var rows = [Double](repeating: 0, count: order * order)
    for index in 0..<order { rows[index * order + index] = 1 }
    var isDiagonal = !elements.allSatisfy(\.isFinite)
    var sweeps = 0
    while !isDiagonal && sweeps < Self.sweepLimit {
      isDiagonal = elements.withUnsafeMutableBufferPointer { elements in
        rows.withUnsafeMutableBufferPointer { Self.sweep(elements, $0, order) }
      }
      sweeps += 1
    }
    let diagonal = (0..<order).map { elements[$0 * order + $0] }
    let descending = (0..<order).sorted { (-diagonal[$0], $0) < (-diagonal[$1], $1) }
    values = descending.map { elements.allSatisfy(\.isFinite) ? diagonal[$0] : .nan }
    vectors = descending.map { Self.flipped(rows[($0 * order)..<(($0 + 1) * order)]) }
  }

  /// One rotation for each element above the diagonal that is not yet negligible beside its two diagonal elements;
  /// whether there was none.
  private static func sweep(
    _ elements: UnsafeMutableBufferPointer<Double>, _ rows: UnsafeMutableBufferPointer<Double>, _ order: Int
  ) -> Bool {
    var isDiagonal = true
    for p in 0..<order {
      for q in (p + 1)..<max(order, p + 1) {
        let element = elements[p * order + q]
        let (first, last) = (elements[p * order + p], elements[q * order + q])
        let scale = abs(first).squareRoot() * abs(last).squareRoot()
        guard abs(element) > Double.ulpOfOne / 2 * scale, abs(element) > Double.leastNormalMagnitude else { continue }
        isDiagonal = false
        let rotation = Rotation(annihilating: element, between: first, and: last)
        rotate(elements, order, p, q, rotation)
        elements[p * order + p] = first - rotation.tangent * element
        elements[q * order + q] = last + rotation.tangent * element
        elements[p * order + q] = 0
        elements[q * order + p] = 0
        rotation.apply(to: rows, p * order, q * order, count: order)
      }
    }
    return isDiagonal
  }

  /// Rows p and q, and with them the columns, but for the four elements where they meet.
  private static func rotate(
    _ elements: UnsafeMutableBufferPointer<Double>, _ order: Int, _ p: Int, _ q: Int, _ rotation: Rotation
  ) {
    rotation.apply(to: elements, p * order, q * order, count: order)
    for index in 0..<order where index != p && index != q {
      elements[index * order + p] = elements[p * order + index]
      elements[index * order + q] = elements[q * order + index]
    }
  }

  private static func flipped(_ vector: ArraySlice<Double>) -> [Double] {
    let largest = vector.max { abs($0) < abs($1) } ?? 0
    let magnitude = abs(largest)
    let isNegative = (vector.first { abs($0) == magnitude } ?? 0) < 0
    return isNegative ? vector.map { -$0 } : Array(vector)
  }
}

/// A plane rotation that makes an element of a symmetric matrix 0.
private struct Rotation {
  let tangent: Double
  private let cosine: Double
  private let sine: Double

  /// The smaller of the two angles that do it.
  init(annihilating element: Double, between first: Double, and last: Double) {
    let cotangent = (last - first) / (2 * element)
    // For a cotangent whose square overflows this is 0 and not NaN; the next sweep sees the element as negligible.
    let root = (cotangent.magnitude < 1e150) ? (1 + cotangent * cotangent).squareRoot() : cotangent.magnitude
    tangent = (cotangent < 0 ? -1 : 1) / (cotangent.magnitude + root)
    cosine = 1 / (1 + tangent * tangent).squareRoot()
    sine = tangent * cosine
  }

  /// Rotates two rows into each other.
  @inline(__always)
  func apply(to elements: UnsafeMutableBufferPointer<Double>, _ first: Int, _ last: Int, count: Int) {
    for index in 0..<count {
      let (x, y) = (elements[first &+ index], elements[last &+ index])
      elements[first &+ index] = cosine * x - sine * y
      elements[last &+ index] = sine * x + cosine * y
    }
  }
}
