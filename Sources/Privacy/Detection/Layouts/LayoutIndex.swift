/// Finds, for a number or word of a text, the layouts that it may begin: by the length of its first run of digits or
/// letters and the byte after it. Most words begin none.
struct LayoutIndex: Sendable {
  /// A layout and the detector that it belongs to. Plain data: copying one touches no reference count.
  struct Entry: Sendable {
    /// Its part of `symbols`.
    fileprivate let start: Int32
    fileprivate let count: Int32
    let hasSpace: Bool
    let hasSeparator: Bool
    let detector: any LayoutDetector.Type
    let member: Int
  }

  private var symbols: [UInt8] = []
  /// By slot, the layouts that it may begin.
  private var slots: [[Entry]]

  /// Runs are told apart up to this length.
  static let longestRun = 24

  /// What may follow a run.
  private enum Next: Int, CaseIterable {
    case digit, letter, space, hyphen, point, slash, colon, plus, other

    init(_ byte: UInt8) {
      switch byte {
      case _ where byte.isDigit: self = .digit
      case _ where byte.isIn(.letter): self = .letter
      case UInt8(ascii: " "): self = .space
      case UInt8(ascii: "-"): self = .hyphen
      case UInt8(ascii: "."): self = .point
      case UInt8(ascii: "/"): self = .slash
      case UInt8(ascii: ":"): self = .colon
      case UInt8(ascii: "+"): self = .plus
      default: self = .other
      }
    }
  }

  init(_ layouts: [(layout: Layout, detector: any LayoutDetector.Type, member: Int)]) {
    slots = Array(repeating: [], count: 2 * (Self.longestRun + 1) * Next.allCases.count)
    for (layout, detector, member) in layouts {
      let entry = Entry(
        start: Int32(symbols.count), count: Int32(layout.symbols.count), hasSpace: layout.hasSpace,
        hasSeparator: layout.hasSeparator, detector: detector, member: member)
      symbols += layout.symbols
      for slot in Self.slots(of: layout.symbols) { slots[slot].append(entry) }
    }
  }

  /// The layouts that may begin with a run of as many digits, or letters, before `next`.
  @inline(__always)
  func entries(isDigits: Bool, run: Int, next: UInt8) -> [Entry] { slots[Self.slot(isDigits, run, Next(next))] }

  func read(_ entry: Entry, in text: Text, at position: Int) -> Layout.Reading? {
    symbols.withUnsafeBufferPointer { symbols in
      let end = entry.start + entry.count
      return Layout.read(UnsafeBufferPointer(rebasing: symbols[Int(entry.start)..<Int(end)]), in: text, at: position)
    }
  }

  @inline(__always)
  private static func slot(_ isDigits: Bool, _ run: Int, _ next: Next) -> Int {
    ((isDigits ? 0 : longestRun + 1) + run) * Next.allCases.count + next.rawValue
  }

  /// Every slot whose texts may have the layout.
  private static func slots(of symbols: [UInt8]) -> Set<Int> {
    var slots: Set<Int> = []
    for isDigits in [true, false] {
      let own: StaticString = isDigits ? "#*" : "@*"
      guard symbols[0].isAmong(own) else { continue }
      for run in 1...longestRun {
        // All symbols of the run take its kind; what follows is of another.
        let fits = symbols.prefix(run).allSatisfy { $0.isAmong(own) || $0 == UInt8(ascii: "%") && !isDigits }
        guard fits, run <= symbols.count else { continue }
        for next in Next.allCases
        where follows(symbols.dropFirst(run).first, next, isDigits, isLongest: run == longestRun) {
          slots.insert(slot(isDigits, run, next))
        }
      }
    }
    return slots
  }

  /// Whether `symbol`, or after the last one anything that ends a word, takes such a byte.
  private static func follows(_ symbol: UInt8?, _ next: Next, _ isDigits: Bool, isLongest: Bool) -> Bool {
    if next == (isDigits ? .digit : .letter) { return isLongest }
    switch symbol {
    case nil: return next != .digit && next != .letter
    case UInt8(ascii: "#"): return next == .digit
    case UInt8(ascii: "@"): return next == .letter
    case UInt8(ascii: "*"): return next == .digit || next == .letter
    case UInt8(ascii: "%"): return next == .letter || next == .hyphen || next == .plus
    case let separator?: return Next(separator) == next
    }
  }
}
