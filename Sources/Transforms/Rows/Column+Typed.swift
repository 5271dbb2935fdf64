import Columns

/// The values of a column whose type the checker has proved; another type is an error of ours.
extension Column {
  var ints: Buffer<Int64> {
    guard case .int(let buffer) = values else { preconditionFailure("the checker lets only ints through") }
    return buffer
  }

  var floats: Buffer<Double> {
    guard case .float(let buffer) = values else { preconditionFailure("the checker lets only floats through") }
    return buffer
  }

  var bools: Bitmap {
    guard case .bool(let bits) = values else { preconditionFailure("the checker lets only bools through") }
    return bits
  }

  var dates: Buffer<Int32> {
    guard case .date(let buffer) = values else { preconditionFailure("the checker lets only dates through") }
    return buffer
  }

  var timestamps: Buffer<Int64> {
    guard case .timestamp(let buffer) = values else { preconditionFailure("the checker lets only timestamps through") }
    return buffer
  }
}
