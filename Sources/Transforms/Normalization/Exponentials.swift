import Columns

/// e^x − 1, eight at a time, within 2 units in the last place. As fast as glibc where that may use FMA (3.3 ns a number),
/// and with the same bits on every processor and C library, which a fitted exponent is searched with. ln(1 + x) is a
/// kernel of its own, `ck_log1p`.
///
/// A lane's result depends on that lane alone, so that a row has one result in whatever batch it comes.
enum Exponentials {
  typealias Lanes = SIMD8<Double>
  private typealias Bits = SIMD8<UInt64>

  /// Replaces each number; a last block that is not full is filled up with zeros. The memory is aligned to 64 bytes.
  @inline(__always)
  static func replace(_ memory: UnsafeMutableBufferPointer<Double>, _ function: (Lanes) -> Lanes) {
    guard let base = memory.baseAddress else { return }
    let blocks = memory.count / 8
    let raw = UnsafeMutableRawPointer(base)
    for block in 0..<blocks {
      let lanes = raw.load(fromByteOffset: block &* 64, as: Lanes.self)
      raw.storeBytes(of: function(lanes), toByteOffset: block &* 64, as: Lanes.self)
    }
    var rest = Lanes.zero
    for row in (blocks * 8)..<memory.count { rest[row - blocks * 8] = memory[row] }
    rest = function(rest)
    for row in (blocks * 8)..<memory.count { memory[row] = rest[row - blocks * 8] }
  }

  /// e^x − 1: x = n·ln 2 + r, then 2^n·(e^r − 1) + (2^n − 1), with e^r − 1 by its Taylor series to r^13.
  @inline(__always)
  static func expm1(_ x: Lanes) -> Lanes {
    // Beyond these the result is infinite, or −1.
    var x = x
    x.replace(with: 720, where: x .> 720)
    x.replace(with: -720, where: x .< -720)
    let shifted = x * 1.4426950408889634 + roundingShift
    let n = shifted - roundingShift
    // ln 2 in two parts, the first with so few digits that n times it is exact.
    let r = (x - n * 0x1.62e42feep-1) - n * 0x1.a39ef35793c76p-33
    var series = Lanes(repeating: 1 / 6_227_020_800)
    series = next(series, r, 1 / 479_001_600)
    series = next(series, r, 1 / 39_916_800)
    series = next(series, r, 1 / 3_628_800)
    series = next(series, r, 1 / 362_880)
    series = next(series, r, 1 / 40_320)
    series = next(series, r, 1 / 5_040)
    series = next(series, r, 1 / 720)
    series = next(series, r, 1 / 120)
    series = next(series, r, 1 / 24)
    series = next(series, r, 1 / 6)
    series = next(series, r, 1 / 2)
    let power = r + r * r * series
    // 2^n in two factors, each of which is a double, and the inverse of the second.
    let exponent = unsafeBitCast(shifted, to: Bits.self) &- Bits(repeating: roundingShift.bitPattern)
    let half = Bits(truncatingIfNeeded: SIMD8<Int64>(truncatingIfNeeded: exponent) &>> 1)
    let first = unsafeBitCast((half &+ 1023) &<< 52, to: Lanes.self)
    let second = unsafeBitCast((exponent &- half &+ 1023) &<< 52, to: Lanes.self)
    let inverse = unsafeBitCast((half &- exponent &+ 1023) &<< 52, to: Lanes.self)
    return (power * first + (first - inverse)) * second
  }

  @inline(__always)
  static func magnitude(_ x: Lanes) -> Lanes {
    unsafeBitCast(unsafeBitCast(x, to: Bits.self) & 0x7fff_ffff_ffff_ffff, to: Lanes.self)
  }

  /// 1.5·2^52: added to a smaller number it leaves that rounded to an integer in the low bits.
  private static var roundingShift: Double { 0x1.8p52 }

  /// One step of Horner's rule.
  @inline(__always)
  private static func next(_ series: Lanes, _ x: Lanes, _ coefficient: Double) -> Lanes { series * x + coefficient }
}
