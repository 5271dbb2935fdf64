import Columns

/// An expression whose types are proved: evaluating it cannot fail.
struct TypedExpression: Sendable {
  indirect enum Form: Sendable {
    case constant(Constant)
    /// A position among the inputs.
    case input(Int)
    case apply(Kernel, [TypedExpression])
  }

  let form: Form
  let type: ValueType

  /// One value per row.
  func evaluate(_ inputs: [Column], count: Int) -> Column {
    switch form {
    case .constant(let constant): constant.column(count: count)
    case .input(let position): inputs[position]
    case .apply(let kernel, let arguments): kernel(arguments.map { $0.evaluate(inputs, count: count) })
    }
  }

  /// The inputs it reads.
  var inputs: Set<Int> {
    switch form {
    case .constant: []
    case .input(let position): [position]
    case .apply(_, let arguments): arguments.reduce(into: []) { $0.formUnion($1.inputs) }
    }
  }
}
