import Configuration
import TestSupport

/// Makes values from a JSON Schema: mostly those it allows, some that it does not.
struct SchemaFuzzer {
  var generator: SeededGenerator
  /// Names of columns that arguments may name.
  let names: [String]

  private static let texts = [
    "", "a", "7d", "0d", "1s", "99999999999999999999w", "9223372036854775807w", "2026-01-31", "262142-12-31",
    "2026-01-31T12:00:00Z", "median", "0.5*mean", "x + 1", "1 / 0", "auto", "all", "nan", "red", "\0", "e\u{301}", "|",
  ]
  private static let integers: [Int64] = [
    0, 1, 2, 3, 5, 7, -1, 10, 20, 100, 1000, 65_536, 1 << 31, 1 << 53, .max, .min,
  ]
  private static let numbers: [Double] = [
    0, -0.0, 0.5, 1, 1.5, 2, 0.1, 0.999, 100, -1, 1e-9, 5e-324, 1e308, -1e308, 1e19, 3.7,
  ]

  private mutating func isRare() -> Bool { Int.random(in: 0..<8, using: &generator) == 0 }
  private mutating func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &generator)! }

  /// The arguments with one or two others in their place.
  mutating func varied(_ arguments: JSON, _ schema: JSON) -> JSON {
    var members = arguments.object ?? []
    let properties = schema["properties"]?.object ?? []
    guard !properties.isEmpty else { return arguments }
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      let property = pick(properties)
      members.removeAll { $0.name == property.name }
      if !isRare() { members.append(.init(property.name, value(property.value))) }
    }
    return .object(members)
  }

  mutating func value(_ schema: JSON, depth: Int = 0) -> JSON {
    if depth > 5 || (isRare() && isRare()) { return pick([.null, true, -1, 1e300, "x", [], [:], .int(.max)]) }
    if let constant = schema["const"] { return constant }
    if let words = schema["enum"]?.array { return pick(words) }
    if let choices = schema["anyOf"]?.array?.filter({ $0["$ref"] == nil }), !choices.isEmpty {
      return value(pick(choices), depth: depth + 1)
    }
    let types = schema["type"]?.array?.compactMap(\.string) ?? [schema["type"]?.string ?? "string"]
    switch pick(types) {
    case "integer": return .int(number(schema, Self.integers.map(Double.init)).flatMap(Int64.init(exactly:)) ?? 1)
    case "number": return .float(number(schema, Self.numbers) ?? 1)
    case "boolean": return .bool(.random(using: &generator))
    case "null": return .null
    case "array":
      let count = isRare() ? Int.random(in: 0...40, using: &generator) : Int.random(in: 0...3, using: &generator)
      return .array((0..<count).map { _ in value(schema["items"] ?? [:], depth: depth + 1) })
    case "object": return object(schema, depth)
    default: return .string(Bool.random(using: &generator) && !names.isEmpty ? pick(names) : pick(Self.texts))
    }
  }

  private mutating func object(_ schema: JSON, _ depth: Int) -> JSON {
    var members: [JSON.Member] = []
    if let properties = schema["properties"]?.object {
      for property in properties where isRare() {
        members.append(.init(property.name, value(property.value, depth: depth + 1)))
      }
      if let property = properties.randomElement(using: &generator), members.isEmpty {
        members.append(.init(property.name, value(property.value, depth: depth + 1)))
      }
    } else if let additional = schema["additionalProperties"] {
      for name in names + ["out"] where Bool.random(using: &generator) {
        members.append(.init(name, value(additional, depth: depth + 1)))
      }
    }
    return .object(members)
  }

  /// One of the candidates within the range, or its ends; rarely one outside.
  private mutating func number(_ schema: JSON, _ candidates: [Double]) -> Double? {
    guard !isRare() else { return pick(candidates) }
    let low = schema["minimum"]?.double ?? schema["exclusiveMinimum"]?.double ?? -.infinity
    let high = schema["maximum"]?.double ?? schema["exclusiveMaximum"]?.double ?? .infinity
    return pick(candidates.filter { $0 >= low && $0 <= high } + [low, high].filter(\.isFinite) + [max(low, 1)])
  }
}
