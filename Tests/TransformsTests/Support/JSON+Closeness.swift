import Configuration

extension Double {
  /// Equal to 1e-12 relative, or absolute near 0.
  func isClose(to other: Double, tolerance: Double = 1e-12) -> Bool {
    self == other || abs(self - other) <= tolerance * max(1e-3, abs(self), abs(other))
  }
}

extension JSON {
  /// Equal but for rounding errors in floats; counts are exact.
  func isClose(to other: JSON, tolerance: Double = 1e-12) -> Bool {
    switch (self, other) {
    case (.float(let left), .float(let right)): left.isClose(to: right, tolerance: tolerance)
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isClose(to: $1, tolerance: tolerance) }
    case (.object(let left), .object(let right)):
      left.count == right.count
        && left.allSatisfy { member in
          other[member.name].map { member.value.isClose(to: $0, tolerance: tolerance) } ?? false
        }
    default: self == other
    }
  }

  /// Every JSON that differs from this one in one place: another kind of value, a member too many or too few.
  var damaged: [JSON] {
    let replacements: [JSON] = [
      .null, true, -1, 1e300, 0.0, 5e-324, "x", [], [:], .int(.max), .int(.min),
    ]
    switch self {
    case .array(let elements):
      let inner = elements.indices.flatMap { index in
        elements[index].damaged.map { damaged in
          var copy = elements
          copy[index] = damaged
          return JSON.array(copy)
        }
      }
      return replacements + inner + [.array(elements.dropLast()), .array(elements + elements)]
    case .object(let members):
      let inner = members.indices.flatMap { index in
        members[index].value.damaged.map { damaged in
          var copy = members
          copy[index].value = damaged
          return JSON.object(copy)
        }
      }
      return replacements + inner + [.object(Array(members.dropFirst())), .object(members + [.init("unknown", 1)])]
    default: return replacements
    }
  }
}
