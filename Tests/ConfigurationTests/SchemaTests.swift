import Configuration
import Glibc
import Testing

@Suite struct SchemaTests {
  /// A transformer's arguments as the catalogue might have them.
  struct Arguments: Configurable {
    enum Strategy: String, ParameterWord { case mean, median }
    var strategy = Strategy.mean
    var count: Int?
    var bounds: [Double] = [0, 1]
    static let parameters: [Parameter<Arguments>] = [
      .init("strategy", \.strategy, "What to fill in."),
      .init("count", \.count, "How many.", .atLeast(1)),
      .init("bounds", \.bounds, "From and to.", .notEmpty, .atLeast(0)),
    ]
  }

  struct Required: Configurable {
    var domain = ""
    var key: String?
    static let parameters: [Parameter<Required>] = [
      .init("domain", \.domain, "A name.", required: true, .notEmpty), .init("key", \.key, "A secret."),
    ]
  }

  struct Nothing: Configurable {
    static let parameters: [Parameter<Nothing>] = []
  }

  static let schema = PipelineSchema.make(
    transformers: [
      .init(name: "simple_imputer", schema: Arguments.schema, summary: "Fills gaps."),
      .init(name: "one_hot_encoder", schema: Nothing.schema, summary: "One column a category."),
    ],
    treatments: [
      .init(name: "tokenize", schema: Required.schema, summary: "Tokens."),
      .init(name: "drop", schema: Nothing.schema, summary: "Nothing is left."),
    ], detection: Required.schema)

  @Test func sectionsAreDefinedOnceAndEveryReferenceResolves() throws {
    let definitions = try #require(Self.schema["$defs"]?.object)
    #expect(Set(definitions.map(\.name)).count == definitions.count)
    var references: Set<String> = []
    Self.collect(Self.schema, &references)
    #expect(references == Set(definitions.map { "#/$defs/\($0.name)" }))
  }

  @Test func boundsStandWhereTheyHold() throws {
    let arguments = try #require(Self.schema["$defs"]?["simple_imputer"]?["properties"])
    let reference: JSON = ["$ref": "#/$defs/Reference"]
    #expect(
      arguments["count"] == [
        "anyOf": [["anyOf": [["type": "integer", "minimum": 1], reference]], ["type": "null"]],
        "description": "How many.",
      ])
    let bounded: JSON = ["anyOf": [["type": "number", "minimum": 0], reference]]
    #expect(
      arguments["bounds"] == [
        "anyOf": [["type": "array", "items": bounded], bounded], "minItems": 1, "description": "From and to.",
        "default": [0.0, 1.0],
      ])
  }

  @Test func alternativesTakeReferencesToo() {
    enum Smoothing {
      static let schema: JSON = [
        "type": "object", "title": "X", "properties": ["smooth": ["oneOf": [["const": "auto"], ["type": "number"]]]],
      ]
    }
    let schema = PipelineSchema.make(
      transformers: [.init(name: "x", schema: Smoothing.schema, summary: "X.")], treatments: [],
      detection: Required.schema)
    #expect(
      schema["$defs"]?["x"]?["properties"]?["smooth"] == [
        "anyOf": [["const": "auto"], ["anyOf": [["type": "number"], ["$ref": "#/$defs/Reference"]]]]
      ])
  }

  @Test func refusedKeysAndWordsAreNotInTheSchema() {
    #expect(Self.schema["properties"]?["checks"] == nil)
    #expect(Self.schema["additionalProperties"] == false)
    #expect(!Self.schema.line.contains("parquet"))
  }

  @Test func argumentsDependOnUse() throws {
    let rules = try #require(Self.schema["$defs"]?["PrivacyRuleDeclaration"]?["allOf"]?.array)
    #expect(
      rules == [
        [
          "if": ["properties": ["use": ["const": "tokenize"]], "required": ["use"]],
          "then": ["properties": ["with": ["$ref": "#/$defs/treatment_tokenize"]], "required": ["with"]],
        ],
        [
          "if": ["properties": ["use": ["const": "drop"]], "required": ["use"]],
          "then": ["properties": ["with": ["$ref": "#/$defs/treatment_drop"]]],
        ],
      ])
  }

  /// For a check by a real validator: FEATURIZE_SCHEMA=FILE swift test --filter SchemaTests
  @Test(.enabled(if: getenv("FEATURIZE_SCHEMA") != nil)) func theSchemaIsWrittenForValidators() throws {
    let path = String(cString: getenv("FEATURIZE_SCHEMA"))
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    let bytes = Array(Self.schema.pretty.utf8)
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }

  private static func collect(_ value: JSON, _ references: inout Set<String>) {
    switch value {
    case .array(let items): for item in items { collect(item, &references) }
    case .object(let members):
      for member in members {
        if member.name == "$ref", let target = member.value.string { references.insert(target) }
        collect(member.value, &references)
      }
    default: break
    }
  }
}
