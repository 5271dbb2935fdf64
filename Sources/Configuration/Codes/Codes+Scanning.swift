extension DiagnosticCode {
  package static let noStarterPipeline = DiagnosticCode(
    "F0710", "no first pipeline for this file",
    """
    `featurize init` reads a CSV whose first line names its columns, each name once, or JSON Lines of objects. A first \
    line with numbers, dates or personal data in it is data: put a line with names in front.
    """)
  package static let pipelineExists = DiagnosticCode(
    "F0711", "file exists",
    "`featurize init` never overwrites a file. Name another with `-o`, or move the old one away.")

  /// F071x: `scan` and `init`.
  static let scanning: [DiagnosticCode] = [noStarterPipeline, pipelineExists]
}
