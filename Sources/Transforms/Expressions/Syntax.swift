/// A parsed expression, not yet typed. Operators are calls of the function with their sign.
struct Syntax: Sendable, Equatable {
  indirect enum Form: Sendable, Equatable {
    case literal(Literal)
    case column(String)
    case call(String, [Syntax])
  }

  let form: Form
  /// All characters of it.
  let range: Range<Int>
  /// The characters of the operator or of the function's name.
  let head: Range<Int>
  /// Levels of nesting, 1 for a leaf; bounded, so that walking it recursively is safe on a thread's small stack.
  let height: Int

  init(_ literal: Literal, _ range: Range<Int>) {
    self.init(form: .literal(literal), range: range, head: range, height: 1)
  }

  init(column: String, _ range: Range<Int>) {
    self.init(form: .column(column), range: range, head: range, height: 1)
  }

  init(call name: String, _ arguments: [Syntax], _ range: Range<Int>, head: Range<Int>) {
    self.init(
      form: .call(name, arguments), range: range, head: head, height: 1 + (arguments.map(\.height).max() ?? 0))
  }

  private init(form: Form, range: Range<Int>, head: Range<Int>, height: Int) {
    self.form = form
    self.range = range
    self.head = head
    self.height = height
  }

  /// The same, with the characters of the parentheses around it.
  func widened(to range: Range<Int>) -> Syntax { Syntax(form: form, range: range, head: head, height: height) }

  /// The columns it reads, in order of first use, each with its place.
  var columns: [(name: String, range: Range<Int>)] {
    var seen: Set<String> = []
    return columnUses.filter { seen.insert($0.name).inserted }
  }

  private var columnUses: [(name: String, range: Range<Int>)] {
    switch form {
    case .literal: []
    case .column(let name): [(name, range)]
    case .call(_, let arguments): arguments.flatMap(\.columnUses)
    }
  }
}
