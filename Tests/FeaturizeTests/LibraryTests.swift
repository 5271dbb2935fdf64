import Featurize
import Foundation
import Testing

/// The library as another package sees it: this target depends on the product alone.
@Suite struct LibraryTests {
  static let pipeline = """
    featurize: 1
    name: library
    params:
      source: {type: string, default: absent.csv}
    sources:
      rows:
        format: csv
        uri: "${params.source}"
        contract:
          columns:
            id: {type: string, role: key}
            age: {type: int, nullable: true}
            plan: {type: category}
            left: {type: bool, role: target}
    steps:
      - {id: fill, use: simple_imputer, columns: [age], with: {strategy: mean}}
      - {id: plan, use: one_hot_encoder, columns: [plan], with: {handle_unknown: ignore}}
    outputs:
      all: {format: csv, uri: out.csv}

    """
  static let csv = "id,age,plan,left\na,20,free,true\nb,,pro,false\nc,40,free,false\nd,60,team,true\n"

  func withFiles<Result>(_ body: (_ pipeline: String, _ data: String) throws -> Result) throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "library-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let data = directory.appending(path: "rows.csv")
    let pipeline = directory.appending(path: "pipeline.yaml")
    try Data(Self.csv.utf8).write(to: data)
    try Data(Self.pipeline.replacingOccurrences(of: "absent.csv", with: data.path).utf8).write(to: pipeline)
    return try body(pipeline.path, data.path)
  }

  @Test func matrixIsContiguousAndNamed() throws {
    try withFiles { pipeline, _ in
      let fitted = try FeaturePipeline(contentsOf: pipeline).fitTransform()
      let matrix = try fitted.training.matrix(of: Double.self)
      #expect(matrix.featureNames == ["age", "plan_free", "plan_pro", "plan_team"])
      #expect(matrix.rowCount == 4)
      #expect(matrix.values == [20, 1, 0, 0, 40, 0, 1, 0, 40, 1, 0, 0, 60, 0, 0, 1])
      #expect(matrix.target == [1, 0, 0, 1])
      #expect(matrix.keys == ["a", "b", "c", "d"])
      #expect(Array(matrix[1]) == [40, 0, 1, 0])
    }
  }

  @Test func sparseMatrixHoldsWhatTheMatrixHolds() throws {
    try withFiles { path, data in
      // Twelve categories: their indicators are sparse. The age of one row stays missing.
      let rows = (0..<40).map { "r\($0),\($0 == 7 ? "" : "\(20 + $0)"),plan\($0 % 12),\($0 % 2 == 0)\n" }
      try Data(("id,age,plan,left\n" + rows.joined()).utf8).write(to: URL(filePath: data))
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let steps = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("id: fill") }
      try Data(steps.joined(separator: "\n").utf8).write(to: URL(filePath: path))
      let table = try FeaturePipeline(contentsOf: path).fitTransform().training
      let dense = try table.matrix(of: Double.self)
      let sparse = try table.sparseMatrix(of: Double.self)
      #expect(sparse.featureNames == dense.featureNames)
      #expect(sparse.rowPointers.count == 41)
      #expect(sparse.values.count == 80 && sparse.columnIndices.count == 80)
      var values = [Double](repeating: 0, count: dense.values.count)
      for row in 0..<sparse.rowCount {
        let entries = sparse.rowPointers[row]..<sparse.rowPointers[row + 1]
        #expect(Array(sparse.columnIndices[entries]) == sparse.columnIndices[entries].sorted())
        for entry in entries { values[row * 13 + Int(sparse.columnIndices[entry])] = sparse.values[entry] }
      }
      #expect(values.map(\.bitPattern) == dense.values.map(\.bitPattern))
      #expect(values[7 * 13].isNaN)
      #expect(sparse.target == dense.target && sparse.keys == dense.keys)
    }
  }

  @Test func oneRowIsTransformedAsTheFileIs() throws {
    try withFiles { pipeline, data in
      let features = try FeaturePipeline(contentsOf: pipeline).fit()
      let all = try features.transform(contentsOf: data).matrix(of: Double.self)
      let one = try features.transform(rows: [["id": "b", "plan": "pro"]]).matrix(of: Double.self)
      #expect(Array(one[0]) == Array(all[1]))
      #expect(one.target == nil || one.target!.allSatisfy { $0.isNaN })
    }
  }

  @Test func stateIsTakenUpAgain() throws {
    try withFiles { path, data in
      let pipeline = try FeaturePipeline(contentsOf: path)
      let fitted = try pipeline.fit()
      let restored = try pipeline.restore(state: fitted.state)
      #expect(restored.state == fitted.state)
      #expect(restored.digest == fitted.digest)
      #expect(
        try restored.transform(contentsOf: data).matrix(of: Float.self).values
          == fitted.transform(contentsOf: data).matrix(of: Float.self).values)
      var damaged = fitted.state
      damaged[damaged.count / 2] ^= 1
      #expect(throws: FeaturizeError.self) { try pipeline.restore(state: damaged) }
    }
  }

  @Test func everythingWrongIsSaidAtOnce() throws {
    try withFiles { path, _ in
      let text = try String(contentsOfFile: path, encoding: .utf8)
        .replacingOccurrences(of: "strategy: mean", with: "strategy: maen")
        .replacingOccurrences(of: "columns: [plan]", with: "columns: [paln]")
      try Data(text.utf8).write(to: URL(filePath: path))
      let error = #expect(throws: FeaturizeError.self) { try FeaturePipeline(contentsOf: path) }
      #expect(error?.messages.map(\.code) == ["F0104", "F0202"])
    }
  }

  @Test func theArticlesCodeIsTheCodeThatRuns() throws {
    let here = URL(filePath: #filePath).deletingLastPathComponent()
    let article = try String(
      contentsOf: here.appending(path: "../../Sources/Featurize/Featurize.docc/TrainingOnFeatures.md"), encoding: .utf8)
    let code = try String(contentsOf: here.appending(path: "TrainingOnFeatures.swift"), encoding: .utf8)
    #expect(article.contains("```swift\n\(code)```"), "copy the file's text into the article")
    try withFiles { pipeline, _ in
      let (model, features) = try train(pipelineFile: pipeline)
      let score = try score(["id": "e", "age": "30", "plan": "free"], model: model, features: features)
      #expect(score.isFinite)
    }
  }

  /// What stands for "missing" in a file stands for it in a served row, and any text may be served.
  @Test(arguments: ["", "NA"])
  func nullWordsAreMissingWhenServed(_ word: String) throws {
    try withFiles { path, data in
      let text = try String(contentsOfFile: path, encoding: .utf8)
        .replacingOccurrences(
          of: "format: csv\n    uri: \"${params", with: "format: csv\n    null_values: [\"\", NA]\n    uri: \"${params"
        )
        .replacingOccurrences(of: "plan: {type: category}", with: "plan: {type: category, nullable: true}")
      try Data(text.utf8).write(to: URL(filePath: path))
      let features = try FeaturePipeline(contentsOf: path).fit()
      let given = try features.transform(rows: [["id": "e", "age": "30", "plan": word]]).matrix(of: Double.self)
      let absent = try features.transform(rows: [["id": "e", "age": "30"]]).matrix(of: Double.self)
      #expect(given.values == absent.values)
    }
  }

  @Test func quotationMarksAreServed() throws {
    try withFiles { path, _ in
      let features = try FeaturePipeline(contentsOf: path).fit()
      let rows = ["\"", "a\"\u{301}b", "\r\n", ","].map { ["id": $0, "age": "30", "plan": "pro"] }
      let matrix = try features.transform(rows: rows).matrix(of: Double.self)
      #expect(matrix.keys == rows.map { $0["id"]! })
    }
  }

  @Test func namesAreThoseOfTheMatrix() throws {
    try withFiles { path, data in
      let features = try FeaturePipeline(contentsOf: path).fit()
      #expect(try features.transform(contentsOf: data).matrix(of: Float.self).featureNames == features.featureNames)
    }
  }
}
