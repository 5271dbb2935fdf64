import Glibc
import TestSupport
import Testing

@testable import Privacy

/// A crew of threads against one scrubber that is given the whole text.
@Suite struct ScrubbingCrewTests {
  /// Runs `carry` with a pipe that gets `bytes` in writes of as many as `sizes` says.
  static func throughPipe(
    _ bytes: [UInt8], sizes: () -> Int, _ carry: (_ source: Int32, _ destination: Int32) throws -> Void
  ) rethrows -> [UInt8] {
    let directory = TemporaryDirectory()
    let destination = open(directory.file("out"), O_RDWR | O_CREAT, 0o600)
    var ends: [Int32] = [0, 0]
    precondition(pipe(&ends) == 0)
    var pieces: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + sizes())
      pieces.append(Array(bytes[start..<end]))
      start = end
    }
    let writer = Writer(pieces, to: ends[1])
    try carry(ends[0], destination)
    writer.join()
    close(ends[0])
    lseek(destination, 0, SEEK_SET)
    defer { close(destination) }
    return TestFile.bytes(of: destination)
  }

  static func throughFile(_ bytes: [UInt8], _ carry: (Int32, Int32) throws -> Void) rethrows -> [UInt8] {
    let directory = TemporaryDirectory()
    TestFile.write(bytes, to: directory.file("in"))
    let source = open(directory.file("in"), O_RDONLY)
    let destination = open(directory.file("out"), O_RDWR | O_CREAT, 0o600)
    defer { for descriptor in [source, destination] { close(descriptor) } }
    try carry(source, destination)
    lseek(destination, 0, SEEK_SET)
    return TestFile.bytes(of: destination)
  }

  /// Lines among which much reaches over the ends of lines.
  static func text(_ generator: inout SeededGenerator, count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes += Array(StreamScrubberTests.adverse.randomElement(using: &generator)!.utf8)
      case 1: bytes += ScannerMarksTests.random(&generator, pieces: 1...6)
      case 2: bytes += Array(repeating: UInt8(ascii: "x"), count: Int.random(in: 0...3000, using: &generator))
      default: bytes += Array("2026-01-31 12:00:01 INFO nothing to see\n".utf8)
      }
    }
    return bytes
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func threadsDoNotMatter(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let text = Self.text(&generator, count: 20_000)
    let lines = LineScrubber(form: LineForm.allCases.randomElement(using: &generator)!)
    let whole = StreamScrubberTests.scrub([text], lines)
    for threads in [1, 2, 3, 8] {
      for size in [700, 5000, 100_000] {
        let viaFile = try Self.throughFile(text) {
          try ScrubbingCrew(from: $0, to: $1, lines, threads: threads, pieceSize: size).carry()
        }
        #expect(viaFile == whole, "seed \(seed): \(threads) threads, pieces of \(size)")
        let viaPipe = try Self.throughPipe(text, sizes: { Int.random(in: 1...3000, using: &generator) }) {
          try ScrubbingCrew(from: $0, to: $1, lines, threads: threads, pieceSize: size).carry()
        }
        #expect(viaPipe == whole, "seed \(seed): \(threads) threads, pieces of \(size), from a pipe")
      }
    }
    let one = try Self.throughPipe(text, sizes: { Int.random(in: 1...3000, using: &generator) }) {
      var pipe = ScrubbedPipe(from: $0, to: $1, lines)
      try pipe.carry()
    }
    #expect(one == whole)
  }

  /// The reader is gone: every thread ends, also the one that waits for more.
  @Test(arguments: [1, 2, 4]) func aClosedReaderEndsIt(threads: Int) {
    let text = Array(repeating: Array("a line with a@b.co\n".utf8), count: 4000).flatMap(\.self)
    var (source, destination): ([Int32], [Int32]) = ([0, 0], [0, 0])
    precondition(pipe(&source) == 0 && pipe(&destination) == 0)
    signal(SIGPIPE, SIG_IGN)
    close(destination[0])
    let writer = Writer([text], to: source[1], staysOpen: true)
    #expect(throws: EgressError.closed) {
      try ScrubbingCrew(from: source[0], to: destination[1], LineScrubber(), threads: threads, pieceSize: 4096).carry()
    }
    for descriptor in [source[0], destination[1]] { close(descriptor) }
    writer.join()
    close(source[1])
  }

  @Test func whatCannotBeReadIsSaid() {
    let directory = open("/", O_RDONLY)
    defer { close(directory) }
    #expect {
      try ScrubbingCrew(from: directory, to: 1, LineScrubber(), threads: 2).carry()
    } throws: { if case .notRead = $0 as? EgressError { true } else { false } }
  }
}

/// A thread that writes pieces.
private final class Writer: @unchecked Sendable {  // Nothing changes while the thread runs.
  private let pieces: [[UInt8]]
  private let descriptor: Int32
  private let staysOpen: Bool
  private var thread = pthread_t()

  init(_ pieces: [[UInt8]], to descriptor: Int32, staysOpen: Bool = false) {
    self.pieces = pieces
    self.descriptor = descriptor
    self.staysOpen = staysOpen
    pthread_create(
      &thread, nil,
      { writer in
        Unmanaged<Writer>.fromOpaque(writer!).takeRetainedValue().work()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
  }

  private func work() {
    for piece in pieces { _ = FilePath.writeAll(piece, to: descriptor) }
    if !staysOpen { close(descriptor) }
  }

  func join() { pthread_join(thread, nil) }
}
