import Configuration

extension RegisteredRun.TokenDomain {
  var json: JSON { ["domain": .string(domain), "form": .string(form), "raw": .bool(tokenAsRaw)] }

  init?(json: JSON) {
    guard let domain = json["domain"]?.string, let form = json["form"]?.string, let raw = json["raw"]?.bool else {
      return nil
    }
    self.init(domain: domain, form: form, tokenAsRaw: raw)
  }
}

extension RegisteredRun.Replay {
  var json: JSON {
    [
      "pipeline_file": .string(pipelineFile), "pipeline": .string(pipelineText), "directory": .string(directory),
      "tenant": .string(tenant),
      "parameters": Self.json(of: parameters), "environment": Self.json(of: environment),
      "sources": Self.json(of: sources), "state": state.map { .string($0) } ?? .null,
      "output": output.map { .string($0) } ?? .null,
    ]
  }

  init?(json: JSON) {
    guard let file = json["pipeline_file"]?.string, let text = json["pipeline"]?.string,
      let directory = json["directory"]?.string, let tenant = json["tenant"]?.string,
      let parameters = Self.settings(json["parameters"]),
      let environment = Self.settings(json["environment"]), let sources = Self.settings(json["sources"])
    else { return nil }
    self.init(
      pipelineFile: file, pipelineText: text, directory: directory, tenant: tenant, parameters: parameters,
      environment: environment,
      sources: sources, state: json["state"]?.string, output: json["output"]?.string)
  }

  /// Pairs in an array: their order counts, and a name may occur twice.
  private static func json(of settings: [RegisteredRun.Setting]) -> JSON {
    .array(settings.map { [.string($0.name), .string($0.value)] })
  }

  private static func settings(_ json: JSON?) -> [RegisteredRun.Setting]? {
    guard let elements = json?.array else { return nil }
    let settings = elements.compactMap { element -> RegisteredRun.Setting? in
      guard let name = element[0]?.string, let value = element[1]?.string else { return nil }
      return RegisteredRun.Setting(name, value)
    }
    return settings.count == elements.count ? settings : nil
  }
}
