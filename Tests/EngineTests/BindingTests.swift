import Configuration
import Engine
import Foundation
import Plan
import Testing

/// Steps see the columns that the steps before them left, also where fitting names or drops them.
@Suite struct BindingTests {
  /// A pipeline over `a`, `b` (numbers), `s`, `t` (categories with the values x, y, z), `key` and `y`, with the given
  /// steps.
  static func pipeline(_ steps: String, columns: String = "") -> String {
    """
    featurize: 1
    name: binding
    sources:
      rows:
        format: csv
        uri: @/in.csv
        contract:
          missing_columns: null
          on_invalid_row: {action: drop, max_fraction: 1}
          columns:
            key: {type: string, role: key}
            a: {type: float, nullable: true}
            b: {type: float, nullable: true}
            s: {type: category, nullable: true}
            t: {type: category, nullable: true}
            y: {type: bool, role: target}
    \(columns)
    steps:
    \(steps)
    outputs: {all: {format: csv, uri: @/out/all.csv}}
    state: {uri: @/out/state.json}

    """
  }

  static let rows = """
    key,a,b,s,t,y
    k1,1,10,x,p,true
    k2,2,20,y,q,false
    k3,3,30,z,p,true
    k4,6,60,x,q,false

    """

  struct Case: CustomTestStringConvertible {
    let name: String
    let steps: String
    /// The header of the output.
    var header: String?
    /// The line of `k1`.
    var first: String?
    /// The code of what is wrong when the file is read.
    var planError: String?
    /// The code of what is wrong once fitting has shown the columns.
    var runError: String?
    var rows = BindingTests.rows
    var columns = ""
    var testDescription: String { name }
  }

  static let oneHot = "  - {id: s, use: one_hot_encoder, columns: [s]}\n"

  static let cases = [
    Case(
      name: "derive before a scaler sees the raw column",
      steps: """
          - {id: d, use: derive, with: {columns: {d: "a * 10"}}}
          - {id: m, use: min_max_scaler, columns: [a]}
        """, header: "key,a,b,s,t,y,d", first: "k1,0.0,10.0,x,p,true,10.0"),
    Case(
      name: "derive after a scaler sees the scaled column",
      steps: """
          - {id: m, use: min_max_scaler, columns: [a]}
          - {id: d, use: derive, with: {columns: {d: "a + 1"}}}
        """, header: "key,a,b,s,t,y,d", first: "k1,0.0,10.0,x,p,true,1.0"),
    Case(
      name: "two scalers one after the other",
      steps: """
          - {id: m, use: min_max_scaler, columns: [a]}
          - {id: n, use: min_max_scaler, columns: [a], with: {feature_range: [0, 10]}}
          - {id: o, use: min_max_scaler, columns: [b], as: "{column}_z"}
        """, header: "key,a,b,s,t,y,b_z", first: "k1,0.0,10.0,x,p,true,0.0"),
    Case(
      name: "derives of one step do not see each other",
      steps: "  - {id: d, use: derive, with: {columns: {d: \"a\", e: \"d\"}}}", planError: "F0202"),
    Case(
      name: "a family's column by name",
      steps: oneHot + "  - {id: m, use: min_max_scaler, columns: [s_x], with: {feature_range: [0, 5]}}",
      header: "key,a,b,s_x,s_y,s_z,t,y", first: "k1,1.0,10.0,5.0,0,0,p,true"),
    Case(
      name: "a family by its pattern",
      steps: oneHot + "  - {id: m, use: min_max_scaler, columns: {match: \"s_*\"}, with: {feature_range: [0, 5]}}",
      header: "key,a,b,s_x,s_y,s_z,t,y", first: "k1,1.0,10.0,5.0,0.0,0.0,p,true"),
    Case(
      name: "part of a family by a narrower pattern",
      steps: oneHot + "  - {id: m, use: min_max_scaler, columns: {match: \"*_x\"}, with: {feature_range: [0, 5]}}",
      header: "key,a,b,s_x,s_y,s_z,t,y", first: "k1,1.0,10.0,5.0,0,0,p,true"),
    Case(
      name: "a family by its type, but for one column",
      steps: oneHot
        + "  - {id: m, use: min_max_scaler, columns: {type: int, except: [s_x]}, with: {feature_range: [0, 5]}}",
      header: "key,a,b,s_x,s_y,s_z,t,y", first: "k1,1.0,10.0,1,0.0,0.0,p,true"),
    Case(
      name: "a family by its role",
      steps: oneHot + "  - {id: v, use: variance_threshold, columns: {role: feature, type: number}}",
      header: "key,a,b,s_x,s_y,s_z,t,y"),
    Case(
      name: "a scaled family by name",
      steps: oneHot
        + """
          - {id: m, use: min_max_scaler, columns: {match: "s_*"}}
          - {id: n, use: min_max_scaler, columns: [s_y], with: {feature_range: [2, 4]}}
        """, header: "key,a,b,s_x,s_y,s_z,t,y", first: "k1,1.0,10.0,1.0,2.0,0.0,p,true"),
    Case(
      name: "two columns of one family by name, one after the other",
      steps: oneHot
        + """
          - {id: m, use: min_max_scaler, columns: [s_x], as: "{column}_m"}
          - {id: n, use: min_max_scaler, columns: [s_y, s_x_m], with: {feature_range: [2, 4]}}
        """, header: "key,a,b,s_x,s_y,s_z,t,y,s_x_m", first: "k1,1.0,10.0,1,2.0,0,p,true,4.0"),
    Case(
      name: "new names for a family",
      steps: oneHot + "  - {id: m, use: min_max_scaler, columns: {match: \"s_*\"}, as: \"{column}_m\"}",
      header: "key,a,b,s_x,s_y,s_z,t,y,s_x_m,s_y_m,s_z_m"),
    Case(
      name: "a category that no row has", steps: oneHot + "  - {id: m, use: min_max_scaler, columns: [s_w]}",
      runError: "F0202"),
    Case(
      name: "a pattern that fits no category",
      steps: oneHot + "  - {id: m, use: min_max_scaler, columns: {match: \"s_w*\"}}", runError: "F0203"),
    Case(
      name: "a pattern that can fit no category",
      steps: oneHot + "  - {id: m, use: min_max_scaler, columns: {match: \"u_*\"}}", planError: "F0203"),
    Case(
      name: "as cannot name a family", steps: "  - {id: s, use: one_hot_encoder, columns: [s], as: \"{column}_z\"}",
      planError: "F0211"),
    Case(
      name: "as makes a name that is taken",
      steps: """
          - {id: d, use: derive, with: {columns: {a_z: "1.5"}}}
          - {id: m, use: min_max_scaler, columns: [a], as: "{column}_z"}
        """, planError: "F0204"),
    Case(
      name: "a category named like another column",
      steps: """
          - {id: d, use: derive, with: {columns: {s_x: "1.5"}}}

        """ + oneHot, runError: "F0204"),
    Case(
      name: "categories of two columns that give one name",
      steps: """
          - {id: d, use: derive, with: {columns: {s_x: "t"}}}
          - {id: e, use: one_hot_encoder, columns: [s, s_x]}
        """, runError: "F0705",
      rows: rows.replacingOccurrences(of: "k1,1,10,x", with: "k1,1,10,x_p")),
    Case(
      name: "a missing value beside the category nan", steps: oneHot, runError: "F0705",
      rows: "key,a,b,s,t,y\nk1,1,1,nan,p,true\nk2,1,1,,p,true\n"),
    Case(
      name: "indicator named like another column",
      steps: """
          - {id: d, use: derive, with: {columns: {missingindicator_a: "1.5"}}}
          - {id: f, use: simple_imputer, columns: [a], with: {add_indicator: true}}
        """, planError: "F0204"),
    Case(
      name: "selection drops a column that a later step names",
      steps: """
          - {id: d, use: derive, with: {columns: {c: "1.5"}}}
          - {id: v, use: variance_threshold, columns: [a, c]}
          - {id: m, use: min_max_scaler, columns: [c]}
        """, runError: "F0202"),
    Case(
      name: "selection drops a column that a later expression reads",
      steps: """
          - {id: d, use: derive, with: {columns: {c: "1.5"}}}
          - {id: v, use: variance_threshold, columns: [a, c]}
          - {id: e, use: derive, with: {columns: {e: "c + a"}}}
        """, runError: "F0202"),
    Case(
      name: "selection by number after a selection",
      steps: """
          - {id: d, use: derive, with: {columns: {c: "1.5"}}}
          - {id: v, use: variance_threshold, columns: {type: number}}
          - {id: k, use: select_k_best, columns: {type: number}, with: {k: 1}}
          - {id: m, use: min_max_scaler, columns: {type: number}}
        """),
    Case(
      name: "every number is dropped",
      steps: "  - {id: v, use: simple_imputer, columns: {type: number}, with: {keep_empty_features: false}}",
      header: "key,s,t,y",
      first: "k1,x,p,true", rows: "key,s,t,y\nk1,x,p,true\n"),
    Case(
      name: "nothing is left for a later step",
      steps: """
          - {id: v, use: simple_imputer, columns: {type: number}, with: {keep_empty_features: false}}
          - {id: m, use: min_max_scaler, columns: {type: number}}
        """, runError: "F0203", rows: "key,s,t,y\nk1,x,p,true\n"),
    Case(
      name: "an expression reads the target", steps: "  - {id: d, use: derive, with: {columns: {d: \"y\"}}}",
      planError: "F0212"),
    Case(
      name: "a selector asks for the target", steps: "  - {id: d, use: count_encoder, columns: {role: target}}",
      planError: "F0212"),
    Case(
      name: "a step on the key", steps: "  - {id: d, use: count_encoder, columns: [key]}", planError: "F0212"),
    Case(
      name: "an expression without columns", steps: "  - {id: d, use: derive, with: {columns: {one: \"1\"}}}",
      header: "key,a,b,s,t,y,one", first: "k1,1.0,10.0,x,p,true,1"),
    Case(
      name: "a column with a star in its name",
      steps: """
          - {id: d, use: derive, with: {columns: {"a*": "a"}}}
          - {id: v, use: variance_threshold, columns: ["a*"]}
          - {id: m, use: min_max_scaler, columns: ["a*"]}
        """, header: "key,a,b,s,t,y,a*"),
    Case(
      name: "a column listed twice", steps: "  - {id: m, use: min_max_scaler, columns: [a, a]}", planError: "F0204"),
  ]

  @Test(arguments: cases)
  func binds(_ test: Case) throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", test.rows)
      let pipeline = Self.pipeline(test.steps, columns: test.columns)
      let codes = try workspace.planningCodes(pipeline)
      #expect(codes == [test.planError].compactMap(\.self))
      guard codes.isEmpty else { return }
      let plan = try workspace.plan(pipeline)
      // However open it is, the plan can be printed and drawn.
      #expect(!PlanReport(plan).text.isEmpty && !PlanReport(plan).json.pretty.isEmpty)
      for format in GraphDrawing.Format.allCases { #expect(!GraphDrawing(plan).text(format).isEmpty) }
      let failure = try workspace.failure(plan)
      #expect(failure?.first?.code.id == test.runError, "\(failure?.first?.message ?? "")")
      let lines = workspace.lines("out/all.csv")
      if let header = test.header { #expect(lines.first == header) }
      if let first = test.first { #expect(lines.count > 1 && lines[1] == first) }
      guard failure == nil else {
        #expect(workspace.names(in: "out") == [])
        return
      }
      let state = try #require(workspace.read("out/state.json"))
      #expect(try FittedPipeline(document: Array(state.utf8), plan: plan, keys: KeyRings(for: plan)).document == state)
      let output = workspace.read("out/all.csv")
      try workspace.run(plan, .apply)
      #expect(workspace.read("out/all.csv") == output, "no step is cross-fitted here")
    }
  }

  /// Outputs without a single column hold an empty line for the header, and count their rows all the same.
  @Test func noColumnAtAll() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", "a,z\n,1\n,2\n")
      let manifest = try workspace.run(
        """
        featurize: 1
        name: none
        sources: {rows: {format: csv, uri: @/in.csv, contract: {columns: {a: {type: float, nullable: true}}}}}
        steps: [{id: f, use: simple_imputer, columns: [a], with: {keep_empty_features: false}}]
        outputs: {all: {format: csv, uri: @/out/all.csv}}
        """)
      #expect(manifest.rows("output") == 2)
      #expect(workspace.read("out/all.csv") == "\n")
    }
  }

  /// The way to a column is walked once, however many paths lead there: 2^60 of them here.
  @Test func deepGraphsAreWalkedOnce() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.rows)
      let steps = (0..<60).map { level in
        let (p, q) = level == 0 ? ("a", "b") : ("p\(level - 1)", "q\(level - 1)")
        return
          "  - {id: d\(level), use: derive, with: {columns: {p\(level): \"(\(p) + \(q)) / 2\", q\(level): \"(\(p) - \(q)) / 2\"}}}"
      }
      try workspace.run(
        Self.pipeline((steps + ["  - {id: m, use: min_max_scaler, columns: [p59]}"]).joined(separator: "\n")))
      #expect(workspace.lines("out/all.csv").count == 5)
    }
  }
}
