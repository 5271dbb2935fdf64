/// A function or operator of the expression language. The table of all of them is the language's only definition:
/// checking, evaluation, messages and `docs/expressions.md` read it.
struct Function: Sendable {
  enum Group: String, Sendable, CaseIterable {
    case arithmetic, comparison, logic, conditions, numbers, text, dates, conversions
  }

  /// What a call is made of, cheapest conversion first.
  struct Overload: Sendable {
    enum Parameter: Sendable, Equatable {
      case value(ValueType)
      /// One fixed word, such as a unit of time; chosen when the expression is checked.
      case word(String)

      var description: String {
        switch self {
        case .value(let type): type.rawValue
        case .word(let word): "'\(word)'"
        }
      }
    }

    let parameters: [Parameter]
    /// Whether the last parameter may be given more than once.
    let repeatsLast: Bool
    let result: ValueType
    let kernel: Kernel

    init(_ parameters: [Parameter], repeatsLast: Bool = false, _ result: ValueType, _ kernel: @escaping Kernel) {
      self.parameters = parameters
      self.repeatsLast = repeatsLast
      self.result = result
      self.kernel = kernel
    }

    init(_ types: [ValueType], repeatsLast: Bool = false, _ result: ValueType, _ kernel: @escaping Kernel) {
      self.init(types.map { .value($0) }, repeatsLast: repeatsLast, result, kernel)
    }

    func accepts(count: Int) -> Bool {
      repeatsLast ? count >= parameters.count : count == parameters.count
    }

    func parameter(at position: Int) -> Parameter { parameters[min(position, parameters.count - 1)] }
  }

  let name: String
  let group: Group
  /// How it is written.
  let usage: String
  /// One sentence, with its full stop.
  let summary: String
  let overloads: [Overload]

  init(_ name: String, _ group: Group, _ usage: String, _ summary: String, _ overloads: [Overload]) {
    self.name = name
    self.group = group
    self.usage = usage
    self.summary = summary
    self.overloads = overloads
  }

  /// Whether it is written as `name(…)`.
  var isCall: Bool { usage.hasPrefix("\(name)(") }

  static let all: [Function] =
    arithmetic + comparison + membership + logic + conditions + numbers + angles + text + dates + conversions

  static let named: [String: Function] = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  static let callNames = all.filter(\.isCall).map(\.name)
}
