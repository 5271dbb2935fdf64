import Testing

@testable import Transforms

@Suite("Survival functions keep their digits far into the tail")
struct DistributionTests {
  /// Degrees of freedom, F, the probability by mpmath 1.4 with 60 digits. (scipy 1.17 is off by 3e-11 where there are 10⁶
  /// rows.)
  static let fisher: [(Int, Int, Double, Double)] = [
    (1, 3, 0.5, 0.530477770932957), (1, 3, 12, 0.04051932635383401), (1, 98, 3.9, 0.051099822240916956),
    (1, 998, 0.001, 0.9747792022065184), (1, 998, 250, 2.0171980084363916e-50), (2, 57, 0.01, 0.9900515702740315),
    (2, 57, 1, 0.3742407328067765), (2, 57, 80, 2.840082605745907e-17), (4, 1_000_000, 0.99, 0.4114468576463121),
    (4, 1_000_000, 2.5, 0.040428355790054944), (4, 1_000_000, 60, 9.410160379524727e-51),
    (1, 999_998, 1e-06, 0.9992021157716495), (1, 999_998, 1, 0.31731074983406204),
    (1, 999_998, 35, 3.2981201703929823e-09), (1, 999_998, 1200, 8.745422787744979e-263),
    (1, 8, 1e9, 1.1199999677440005e-33), (3, 5, 1e40, 7.305534151839997e-100), (99, 100, 1, 0.4998658144296844),
    (99, 100, 1.8, 0.0018343608326929876), (99, 100, 9, 3.591324815704701e-24), (500, 500, 1.1, 0.14346824631816404),
    (1, 20, 10_000, 1.770173221792508e-28), (1, 1, 3, 0.3333333333333333), (1, 2, 7, 0.11808289631180313),
    (1, 2, 0, 1), (2, 7, .greatestFiniteMagnitude, 0),
  ]

  /// Degrees of freedom, χ², the probability likewise.
  static let chiSquare: [(Int, Double, Double)] = [
    (1, 0.01, 0.920344325445942), (1, 0.5, 0.4795001221869535), (1, 3.84, 0.050043521248705106),
    (1, 50, 1.537459794428035e-12), (1, 700, 2.9902269751246203e-154), (1, 1400, 2.1010145162642176e-306),
    (2, 1e-08, 0.999999995), (2, 3, 0.22313016014842982), (3, 7.8, 0.05033109785985335), (9, 1, 0.9994375026978325),
    (9, 9, 0.43727418891386705), (9, 16.9, 0.050305190124310874), (9, 200, 3.3129923939095533e-38),
    (99, 60, 0.9993199970498485), (99, 98, 0.5095206251119133), (99, 123, 0.05144491699748873),
    (99, 900, 2.289750440879944e-129), (1000, 1000, 0.49405285382923964), (1000, 1300, 3.8897364994868526e-10),
    (1000, 700, 0.9999999999999711), (10_000, 12_000, 1.1470065524601248e-40), (1, 0, 1),
    (3, .greatestFiniteMagnitude, 0),
  ]

  @Test(arguments: fisher)
  func ofRatiosOfVariances(_ numerator: Int, _ denominator: Int, _ f: Double, _ expected: Double) throws {
    let survival = try #require(FDistribution.survival(f, numerator, denominator))
    #expect(abs(survival - expected) <= 1e-12 * expected, "\(survival / expected - 1)")
  }

  @Test(arguments: chiSquare)
  func ofSumsOfSquares(_ degrees: Int, _ x: Double, _ expected: Double) throws {
    let survival = try #require(ChiSquareDistribution.survival(x, degrees))
    #expect(abs(survival - expected) <= 1e-12 * expected, "\(survival / expected - 1)")
  }

  @Test func nothingWithoutDegreesOfFreedom() {
    #expect(FDistribution.survival(1, 0, 3) == nil)
    #expect(FDistribution.survival(1, 3, 0) == nil)
    #expect(FDistribution.survival(.nan, 3, 3) == nil)
    #expect(ChiSquareDistribution.survival(1, 0) == nil)
  }
}
