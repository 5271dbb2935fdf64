import Foundation
import Testing

/// Identifiers and secrets of every kind as what is tokenized, and as what cannot be: neither comes out.
@Suite struct TokenCanaryTests {
  @Test(arguments: EntityCanaryTests.some)
  func onStandardInput(_ canary: EntityCanaryTests.Canary) throws {
    for form in ["text", "id", "email", "phone"] {
      let produced = try EntityCanaryTests.produce(
        """
        featurize tokenize --domain d --key ring.keyring --form \(form) --all-keys < in.csv
        featurize tokenize --domain people --pipeline pipeline.yaml < in.csv
        featurize tokenize --domain people --pipeline absent.yaml < in.csv
        featurize tokenize --domain d --key in.csv < in.csv
        """, csv: canary.text + "\n" + canary.text + " and more\n" + canary.text)
      EntityCanaryTests.hides(canary, produced.all, "tokenize as \(form)")
      #expect(produced.all.contains("pt1_"))
    }
  }

  /// Every kind of token, and rows whose value has none; what the ledger keeps is searched too.
  @Test(
    arguments: EntityCanaryTests.some,
    [
      "mode: vaulted", "policy: document", "policy: full", "as: integer",
      "mode: vaulted, as: integer, canonical: email",
    ])
  func inATokenizedColumn(_ canary: EntityCanaryTests.Canary, arguments: String) throws {
    let pipeline = EntityCanaryTests.pipeline
      .replacingOccurrences(
        of: "{id: notes, use: redact, columns: [notes]}",
        with: "{id: notes, use: tokenize, columns: [notes], with: {domain: notes, key: ring, \(arguments)}}")
    let produced = try EntityCanaryTests.produce(
      "featurize run pipeline.yaml --trace; status=$?; cat *.ledger*; exit $status",
      csv: EntityCanaryTests.csv(notes: canary.field), pipeline: pipeline)
    #expect(produced.exit == 0 || arguments.contains("email"), "\(produced.stderr)")
    EntityCanaryTests.hides(canary, produced.all, arguments)
  }

  @Test(arguments: EntityCanaryTests.some)
  func inCoarsenedColumns(_ canary: EntityCanaryTests.Canary) throws {
    for (use, type, with) in [
      ("truncate_ip", "string", ""), ("email_domain", "string", ", with: {keep: all}"),
      ("shift_dates", "date", ", with: {key: ring}"),
    ] {
      let pipeline = EntityCanaryTests.pipeline
        .replacingOccurrences(of: "notes: {type: text, pii: free_text}", with: "notes: {type: \(type), pii: ip}")
        .replacingOccurrences(
          of: "{id: notes, use: redact, columns: [notes]}", with: "{id: notes, use: \(use), columns: [notes]\(with)}")
      let produced = try EntityCanaryTests.produce(
        "featurize run pipeline.yaml --trace --set limit=9", csv: EntityCanaryTests.csv(notes: canary.field),
        pipeline: pipeline)
      EntityCanaryTests.hides(canary, produced.all, use)
    }
  }
}
