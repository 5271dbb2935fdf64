import ArgumentParser
import Configuration
import Privacy

/// What is looked for.
struct DetectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Whose identifiers are looked for: codes of ISO 3166-1 with commas between, `all` or `none`.", valueName: "codes")
  )
  var countries = "all"

  @Option(
    help: ArgumentHelp(
      "What is looked for besides: entities such as `person`, `url` and `uuid`, or `all`.", valueName: "names")
  )
  var entities = ""

  @Option(help: ArgumentHelp("What is not looked for.", valueName: "names"))
  var except = ""

  @Option(help: ArgumentHelp("How sure a finding of tier B must be, between 0 and 1.", valueName: "score"))
  var minScore = DetectionPolicy.usualMinimum

  @Option(
    help: ArgumentHelp("A YAML file with `patterns:` of your own.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var patterns: String?

  func validate() throws {
    if !(0...1).contains(minScore) { throw ValidationError("--min-score takes a number from 0 to 1") }
    for word in Self.words(countries) where !["all", "none"].contains(word) && Country(rawValue: word) == nil {
      throw ValidationError(
        "--countries: `\(word)` is none of all, none, \(Country.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    for word in Self.words(entities) + Self.words(except) where EntityWord(rawValue: word) == nil {
      let nearest = Spelling.nearest(to: word, among: EntityWord.allCases.map(\.rawValue))
      throw ValidationError(
        "`\(word)` is no kind of personal data" + (nearest.map { "; did you mean `\($0)`?" } ?? "")
          + "\n  See 'featurize explain' for what there is.")
    }
  }

  /// The choice, without the patterns, which are in a file. Whoever looks around wants to see more than a gate that
  /// stops runs: every entity but those that are everywhere, unless countries are named.
  var policy: DetectionPolicy {
    let named = Set(Self.words(self.countries).compactMap(Country.init(rawValue:)))
    let isAll = Self.words(self.countries).contains("all")
    let countries = isAll ? Set(Country.allCases) : named
    func chosen(_ list: String) -> Set<Entity> {
      Self.words(list).compactMap(EntityWord.init(rawValue:)).reduce(into: []) {
        $0.formUnion($1.entities(in: countries))
      }
    }
    let common: Set<Entity> = [.url, .uuid, .person]
    let usual = isAll ? Set(Entity.allCases).subtracting(common) : []
    return DetectionPolicy(
      countries: countries, adding: usual.union(chosen(entities)), removing: chosen(except), minimumScore: minScore)
  }

  /// `DE, fr` is `de` and `fr`.
  private static func words(_ list: String) -> [String] {
    list.lowercased().split { $0 == "," || $0 == " " }.map(String.init)
  }
}
