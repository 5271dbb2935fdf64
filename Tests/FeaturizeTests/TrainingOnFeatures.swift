import Featurize

/// Fits the pipeline and trains on what comes out.
func train(pipelineFile: String) throws -> (model: LinearModel, features: FittedFeaturePipeline) {
  let pipeline = try FeaturePipeline(contentsOf: pipelineFile)
  let fitted = try pipeline.fitTransform()
  let matrix = try fitted.training.matrix(of: Float.self)
  var model = LinearModel(featureNames: matrix.featureNames)
  for row in 0..<matrix.rowCount {
    model.learn(matrix[row], target: matrix.target?[row] ?? 0)
  }
  return (model, fitted.pipeline)
}

/// Scores one row that just came in, given as text; the target is not needed.
func score(_ row: [String: String], model: LinearModel, features: FittedFeaturePipeline) throws -> Float {
  let matrix = try features.transform(rows: [row]).matrix(of: Float.self)
  return model.score(matrix[0])
}
