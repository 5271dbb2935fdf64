import Configuration
import Engine
import Glibc
import Privacy

/// Looking at data without a pipeline.
extension Terminal {
  func scan(
    _ options: ScanOptions, _ detection: DetectionOptions, as format: ScanCommand.Format, failsOnFindings: Bool
  ) -> ExitStatus {
    let file = options.file
    guard let scanner = self.scanner(detection) else { return .usage }
    do throws(DiagnosticError) {
      let hasFindings =
        if format == .json {
          try writeFindings(of: file, scanner)
        } else if file.format == .text {
          try summarize(file, scanner)
        } else {
          try summarize(file.profile(scanner), path: file.path)
        }
      return hasFindings && failsOnFindings ? .failed : .ok
    } catch {
      report(error.diagnostics, .text, sources: [])
      return .runtime
    }
  }

  /// A line of JSON for each finding.
  private func writeFindings(of file: ScannedFile, _ scanner: Scanner) throws(DiagnosticError) -> Bool {
    var (lines, hasFindings) = ("", false)
    _ = try file.search(scanner, showsOverlaps: true) { part in
      hasFindings = true
      lines += part.json.line + "\n"
      if lines.utf8.count >= 1 << 16 {
        data(lines)
        lines = ""
      }
      return true
    }
    if !lines.isEmpty { data(lines) }
    return hasFindings
  }

  private func summarize(_ file: ScannedFile, _ scanner: Scanner) throws(DiagnosticError) -> Bool {
    var (report, hasFindings) = (ScanReport(path: file.path), false)
    let lines = try file.search(scanner, showsOverlaps: false) { part in
      report.add(part)
      hasFindings = true
      return true
    }
    data(report.text(lines: lines))
    return hasFindings
  }

  private func summarize(_ table: TableProfile, path: String) -> Bool {
    data(ScanReport.text(of: table, path: path))
    return table.hasFindings
  }

  private func scanner(_ options: DetectionOptions) -> Scanner? {
    patterns(in: options.patterns).map { Scanner(options.policy.adding($0)) }
  }

  /// The patterns of a file, none without one; `nil` if there is something wrong with them, of which this has told.
  func patterns(in path: String?) -> [CustomPattern]? {
    guard let path else { return [] }
    let loaded = LoadedPatterns(path: path)
    switch loaded.patterns {
    case .success(let patterns): return patterns
    case .failure(let error):
      report(error.diagnostics, .text, sources: [loaded.source].compactMap(\.self))
      return nil
    }
  }

  func writeStarterPipeline(
    _ options: ScanOptions, _ detection: DetectionOptions, to output: String?, keyRing: String
  ) -> ExitStatus {
    guard let scanner = self.scanner(detection) else { return .usage }
    if let output, output != "-", access(output, F_OK) == 0 { return refuse(toOverwrite: output) }
    do throws(DiagnosticError) {
      let pipeline = try options.file.starterPipeline(scanner, keyRing: keyRing)
      guard egress.redacted(pipeline.text) == pipeline.text else {
        throw DiagnosticError(
          Diagnostic(
            .noStarterPipeline, at: .whole(options.path),
            "the name of the file or of a column looks like personal data or a secret", help: "give it another name"))
      }
      if let output, output != "-" {
        if let status = write(pipeline.text, toNew: output) { return status }
        message("wrote \(output)", at: .normal)
      } else {
        data(pipeline.text)
      }
      if let ring = pipeline.keyRingPath, access(ring, F_OK) != 0 { try makeDevelopmentKeyRing(at: ring) }
      if let output, output != "-" { message("next: featurize run \(output)", at: .normal) }
      return .ok
    } catch {
      report(error.diagnostics, .text, sources: [])
      return .runtime
    }
  }

  private func makeDevelopmentKeyRing(at path: String) throws(DiagnosticError) {
    do throws(PrivacyError) {
      let ring = try KeyRing.createUnprotected(at: path)
      report(ring.remarks(at: .whole(path)), .text, sources: [])
      message("made key ring \(path), unprotected: for development only", at: .normal)
    } catch {
      throw DiagnosticError(Diagnostic(error.code, at: .whole(path), error.message, help: error.help))
    }
  }

  /// `nil` if it could be written.
  private func write(_ text: String, toNew path: String) -> ExitStatus? {
    let publication = Publication()
    do throws(EgressError) {
      try publication.newFile(at: path).write(text)
      try publication.publish()
      return nil
    } catch {
      publication.abandon()
      if case .exists = error { return refuse(toOverwrite: path) }
      report([Diagnostic(error.code, at: .whole(path), error.message, help: error.help)], .text, sources: [])
      return .runtime
    }
  }

  private func refuse(toOverwrite path: String) -> ExitStatus {
    report(
      [
        Diagnostic(
          .pipelineExists, at: .whole(path), "the file exists and is not overwritten",
          help: "name another with -o, or move this one away")
      ], .text, sources: [])
    return .runtime
  }
}

extension TextScan.Part {
  /// What `scan --format json` writes.
  fileprivate var json: JSON {
    [
      "line": .int(Int64(line)), "start": .int(Int64(start)), "end": .int(Int64(end)), "entity": .string(entity),
      "score": .float(score),
    ]
  }
}
