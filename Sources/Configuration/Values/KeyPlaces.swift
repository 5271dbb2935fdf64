/// "Move it under": where in the language a key belongs that stands in the wrong place.
enum KeyPlaces {
  /// The section below this one that has the key: `k` at the top belongs under `privacy`. Nearer sections win; `nil`
  /// if none has it, or two of the same level.
  ///
  /// The schema is the language's own description of itself, so that a new key is found without a list.
  static func home(of key: String, below schema: JSON) -> String? {
    var level: [(path: [String], schema: JSON)] = [([], schema)]
    while !level.isEmpty, level[0].path.count < 4 {
      let next = level.flatMap { place in
        children(of: place.schema).map { (path: place.path + [$0.name], schema: $0.schema) }
      }
      let homes = next.filter { has(key, $0.schema) }
      if !homes.isEmpty { return homes.count == 1 ? homes[0].path.joined(separator: ".") : nil }
      level = next
    }
    return nil
  }

  private static func has(_ key: String, _ schema: JSON) -> Bool {
    mappings(schema).contains { $0["properties"]?[key].map { $0 != false } ?? false }
  }

  private static func children(of schema: JSON) -> [(name: String, schema: JSON)] {
    mappings(schema).flatMap { mapping -> [(name: String, schema: JSON)] in
      if let properties = mapping["properties"]?.object {
        return properties.flatMap { property in
          let alternatives = mappings(property.value)
          return alternatives.map { (property.name, $0) }
        }
      }
      // A mapping of names: `sources.NAME.contract`.
      if let named = mapping["additionalProperties"], named.object != nil { return [("NAME", named)] }
      return []
    }
  }

  /// The mappings that a value may be; items of lists are left out, as "move it under" could not say which item.
  private static func mappings(_ schema: JSON) -> [JSON] {
    if let alternatives = schema["anyOf"]?.array {
      return alternatives.contains { $0["type"]?.string == "array" } ? [] : alternatives.flatMap(mappings)
    }
    return schema["type"]?.string == "object" ? [schema] : []
  }
}
