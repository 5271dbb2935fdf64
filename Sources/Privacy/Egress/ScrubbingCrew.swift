import Glibc

/// Carries a log from one descriptor to another as `ScrubbedPipe` does, with several threads where much arrives at once.
///
/// One thread after the other reads a piece of whole lines, scrubs it, and writes it when those before it are written. A
/// piece whose turn has not come is scrubbed as if nothing before it mattered; if it then turns out that something did (a
/// private key that goes on, a name at the end of a line, half a line), it is scrubbed once more. So what comes out is
/// what one thread puts out, and memory is bounded by a piece for each thread.
///
/// A thread that read little keeps the right to read until its piece is written: of a log that trickles each line leaves
/// as fast as from one thread, and threads that are not needed sleep, or were never started.
///
/// `@unchecked Sendable`: `source`, `carried`, `started`, `isOver` and `threads` are touched with `reading` held, `scrubber`
/// and `isStopped` by the thread whose turn it is, `turn` and `failure` with `ordering` held; what `deinit` and `carry`
/// touch besides, when the others are gone.
package final class ScrubbingCrew: @unchecked Sendable {
  private let lines: LineScrubber
  private let destination: Int32
  private let size: Int
  private let pieceSize: Int

  private let reading = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var source: LogSource
  /// The line that has begun and not ended.
  private var carried: [UInt8] = []
  private var started = 0
  private var isOver = false
  private var threads: [pthread_t] = []

  private let ordering = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let turned = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// The number of the piece to be written next.
  private var turn = 0
  private var failure: EgressError?
  private var scrubber: StreamScrubber
  /// A pipe whose end is closed when nobody wants more: it wakes the thread that waits for the source.
  private let stop: (start: Int32, end: Int32)
  private var isStopped = false

  /// More threads would wait for the one that writes.
  private static let sizeLimit = 8
  /// Pieces of fewer bytes are not worth another thread: 32 KiB of the usual size.
  private var worthSharing: Int { pieceSize / 8 }

  package init(
    from source: Int32, to destination: Int32, _ lines: LineScrubber, threads: Int,
    pieceSize: Int = ScrubbedPipe.pieceSize
  ) {
    self.lines = lines
    self.source = LogSource(source)
    self.destination = destination
    self.pieceSize = pieceSize
    var ends: [Int32] = [-1, -1]
    size = pipe(&ends) == 0 ? min(threads, Self.sizeLimit) : 1
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    stop = (ends[0], ends[1])
    scrubber = StreamScrubber(lines)
    pthread_mutex_init(reading, nil)
    pthread_mutex_init(ordering, nil)
    pthread_cond_init(turned, nil)
  }

  deinit {
    pthread_mutex_destroy(reading)
    pthread_mutex_destroy(ordering)
    pthread_cond_destroy(turned)
    reading.deallocate()
    ordering.deallocate()
    turned.deallocate()
    close(stop.start)
    if !isStopped { close(stop.end) }
  }

  /// Until the source ends; throws `closed` if the reader has gone.
  package func carry() throws(EgressError) {
    work()
    // One that has seen the end, or a failure, was the last that could start another.
    for thread in threads { pthread_join(thread, nil) }
    if let failure { throw failure }
  }

  private func work() {
    var piece = Piece(lines, size: pieceSize)
    while true {
      pthread_mutex_lock(reading)
      guard !isOver, !hasFailed else {
        pthread_mutex_unlock(reading)
        return
      }
      let number = started
      started += 1
      var problem: EgressError?
      do throws(EgressError) { try fill(&piece) } catch { (problem, isOver) = (error, true) }
      let isLast = isOver
      let isShared = !isLast && piece.count >= worthSharing
      if isShared {
        enlist()
        pthread_mutex_unlock(reading)
      }
      finish(&piece, number, isLast: isLast, problem)
      if !isShared { pthread_mutex_unlock(reading) }
    }
  }

  private var hasFailed: Bool {
    pthread_mutex_lock(ordering)
    defer { pthread_mutex_unlock(ordering) }
    return failure != nil
  }

  /// Reads what is there, up to a piece: whole lines, unless a line is longer than that or nothing but its beginning is
  /// there.
  ///
  /// What was read before an error is in the piece.
  private func fill(_ piece: inout Piece) throws(EgressError) {
    piece.begin(with: carried)
    carried.removeAll(keepingCapacity: true)
    var count = 0
    repeat {
      count = try source.read(into: piece.room)
      piece.count += count
      if count == 0 { isOver = true }
    } while count >= worthSharing / 2 && piece.room.count > 0 && source.hasBytes
    if !isOver { piece.cutAtLineEnd(&carried) }
  }

  /// Starts a thread more, if there may be one.
  private func enlist() {
    guard threads.count + 1 < size else { return }
    source.stop = stop.start
    var thread = pthread_t()
    let crew = Unmanaged.passRetained(self)
    let problem = pthread_create(
      &thread, nil,
      { crew in
        Unmanaged<ScrubbingCrew>.fromOpaque(crew!).takeRetainedValue().work()
        return nil
      }, crew.toOpaque())
    // Without it the others do its work.
    if problem == 0 { threads.append(thread) } else { crew.release() }
  }

  /// Scrubs the piece and writes it in its turn.
  ///
  /// - Parameter problem: why nothing can be read after it.
  private func finish(_ piece: inout Piece, _ number: Int, isLast: Bool, _ problem: EgressError?) {
    pthread_mutex_lock(ordering)
    let isAhead = turn != number
    pthread_mutex_unlock(ordering)
    if isAhead { piece.scrubAhead() }

    pthread_mutex_lock(ordering)
    while turn != number { pthread_cond_wait(turned, ordering) }
    var failure = failure
    pthread_mutex_unlock(ordering)
    if failure == nil {
      do throws(EgressError) {
        if !isAhead || !piece.takeScrubbed(&scrubber) { piece.scrub(&scrubber) }
        if isLast, problem == nil { scrubber.finish(to: &piece.output) }
        try ScrubbedPipe.write(&piece.output, to: destination)
        failure = problem
      } catch {
        failure = error
        close(stop.end)
        isStopped = true
      }
    }
    pthread_mutex_lock(ordering)
    self.failure = failure
    turn += 1
    pthread_cond_broadcast(turned)
    pthread_mutex_unlock(ordering)
  }
}

/// A piece of a log in the hands of one thread.
private struct Piece: ~Copyable {
  private let lines: LineScrubber
  private let bytes: UnsafeMutableRawBufferPointer
  var count = 0
  var output: [UInt8] = []
  /// As if nothing had come before.
  private var ahead: StreamScrubber

  init(_ lines: LineScrubber, size: Int) {
    self.lines = lines
    bytes = .allocate(byteCount: size, alignment: 64)
    ahead = StreamScrubber(lines)
  }

  deinit { bytes.deallocate() }

  var room: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: bytes[count...]) }
  private var text: Text {
    UnsafeRawBufferPointer(rebasing: bytes[..<count]).assumingMemoryBound(to: UInt8.self)
  }

  mutating func begin(with carried: [UInt8]) {
    bytes.copyBytes(from: carried)
    count = carried.count
  }

  /// Leaves the line that has not ended to the next piece, unless it is all there is.
  mutating func cutAtLineEnd(_ carried: inout [UInt8]) {
    guard let end = text.lastIndex(of: UInt8(ascii: "\n")) else { return }
    carried.append(contentsOf: Text(rebasing: text[(end + 1)...]))
    count = end + 1
  }

  mutating func scrub(_ scrubber: inout StreamScrubber) { scrubber.push(text, to: &output) }

  mutating func scrubAhead() { ahead.push(text, to: &output) }

  /// Puts what was scrubbed ahead in the place of what `scrubber` would make of the piece; `false` if that is not the
  /// same, because something reaches over the border between them.
  mutating func takeScrubbed(_ scrubber: inout StreamScrubber) -> Bool {
    guard scrubber.isAtRest else {
      ahead = StreamScrubber(lines)
      output.removeAll(keepingCapacity: true)
      return false
    }
    // One at rest is as good as a new one.
    swap(&scrubber, &ahead)
    return true
  }
}
