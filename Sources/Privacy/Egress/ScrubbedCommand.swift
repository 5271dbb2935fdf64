import Glibc

/// A command whose standard output and standard error leave through the gate.
///
/// It has our standard input, our process group and so the terminal. What a process sends us by `kill` is passed on;
/// what the terminal sends goes to the whole group anyway, and only the command decides what it means. Two threads carry
/// the streams, each in its own order; this one waits for signals, all of which it holds back from the process, so that
/// nothing ends it before the command's last line is out.
package struct ScrubbedCommand {
  private let words: [String]
  private let lines: LineScrubber
  private let hidden: Set<String>

  /// - Parameters:
  ///   - words: the program, looked up on PATH, and its arguments; not empty.
  ///   - hidden: variables of the environment that are not for it, such as a passphrase of ours.
  package init(_ words: [String], _ lines: LineScrubber, hiding hidden: Set<String>) {
    precondition(!words.isEmpty, "a command")
    self.words = words
    self.lines = lines
    self.hidden = hidden
  }

  /// Runs it to its end.
  ///
  /// - Returns: its exit code, or 128 and the number of the signal that ended it.
  package func run() throws(EgressError) -> Int32 {
    var held = sigset_t()
    var original = sigset_t()
    sigemptyset(&held)
    for number in Self.passedOn + [SIGCHLD] { sigaddset(&held, number) }
    pthread_sigmask(SIG_BLOCK, &held, &original)
    defer { pthread_sigmask(SIG_SETMASK, &original, nil) }
    // SIGCHLD that is ignored, as a parent may have left it, would take the exit code away.
    signal(SIGCHLD, SIG_DFL)

    let output = try pipe()
    let errors = try pipe()
    let hurry = try pipe()
    let child: pid_t
    do throws(EgressError) {
      child = try spawn(output: output.end, errors: errors.end, mask: original)
    } catch {
      for descriptor in [output, errors, hurry].flatMap({ [$0.start, $0.end] }) { close(descriptor) }
      throw error
    }
    close(output.end)
    close(errors.end)
    let carriers = [
      Carrier(from: output.start, to: Egress.standardOutput, lines, hurry: hurry.start),
      Carrier(from: errors.start, to: Egress.standardError, lines, hurry: hurry.start),
    ]
    let status = Self.wait(for: child, passing: held)
    // A process that the command left behind may keep the pipes open: what it has said by now is carried.
    close(hurry.end)
    // From here a signal ends us, as it would have ended the command.
    pthread_sigmask(SIG_SETMASK, &original, nil)
    let failures = carriers.compactMap { $0.join() }
    close(hurry.start)
    if let failure = failures.first(where: { $0 != .closed }) { throw failure }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  /// Signals that a process sends to have the command do something.
  private static let passedOn = [
    SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH, SIGALRM, SIGCONT,
  ]

  private func pipe() throws(EgressError) -> (start: Int32, end: Int32) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else {
      throw .notStarted(command: words[0], cause: SystemCause.text(errno), isFound: true)
    }
    // The command has copies of its ends only; with another it would wait for itself.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private func spawn(output: Int32, errors: Int32, mask: sigset_t) throws(EgressError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    var mask = mask
    posix_spawnattr_setsigmask(&attributes, &mask)
    // What the gate ignores in this process is not ignored in the command.
    var ordinary = sigset_t()
    sigemptyset(&ordinary)
    sigaddset(&ordinary, SIGPIPE)
    sigaddset(&ordinary, SIGXFSZ)
    posix_spawnattr_setsigdefault(&attributes, &ordinary)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let arguments = CStrings(words)
    let variables = CStrings(environment: hidden)
    var child: pid_t = 0
    let problem = posix_spawnp(
      &child, words[0], &actions, &attributes, arguments.pointers, variables.pointers)
    guard problem == 0 else {
      throw .notStarted(
        command: words[0], cause: SystemCause.text(problem), isFound: problem != ENOENT && problem != ENOTDIR)
    }
    return child
  }

  /// The status with which `child` ended. Other children, which a first process of a container inherits, are waited for
  /// too.
  private static func wait(for child: pid_t, passing held: sigset_t) -> Int32 {
    var held = held
    while true {
      var information = siginfo_t()
      let number = sigwaitinfo(&held, &information)
      if number < 0 { continue }
      if number == SIGCHLD {
        var status: Int32 = 0
        while case let ended = waitpid(-1, &status, WNOHANG), ended > 0 {
          if ended == child { return status }
        }
      } else if information.si_code <= 0 {
        // Sent by a process, not by the terminal.
        kill(child, number)
      }
    }
  }
}

/// A thread that carries one stream.
private final class Carrier: @unchecked Sendable {  // Only the thread touches it between `init` and `join`.
  private var pipe: ScrubbedPipe
  private let source: Int32
  private let hurry: Int32
  private var failure: EgressError?
  private var thread = pthread_t()

  init(from source: Int32, to destination: Int32, _ lines: LineScrubber, hurry: Int32) {
    pipe = ScrubbedPipe(from: source, to: destination, lines)
    self.source = source
    self.hurry = hurry
    let problem = pthread_create(
      &thread, nil,
      { carrier in
        Unmanaged<Carrier>.fromOpaque(carrier!).takeRetainedValue().carry()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    precondition(problem == 0, "the system starts no thread")
  }

  private func carry() {
    do throws(EgressError) { try pipe.carry(hurry: hurry) } catch { failure = error }
    // The command learns that nobody listens by its next write.
    close(source)
  }

  func join() -> EgressError? {
    pthread_join(thread, nil)
    return failure
  }
}

/// Strings for a C function that takes a null-terminated array of them.
private final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    count = strings.count
    pointers = .allocate(capacity: count + 1)
    for (position, string) in strings.enumerated() { (pointers + position).initialize(to: strdup(string)) }
    (pointers + count).initialize(to: nil)
  }

  /// Our environment without some variables.
  convenience init(environment hidden: Set<String>) {
    var variables: [String] = []
    var position = 0
    while let entry = environ[position] {
      let variable = String(cString: entry)
      if !hidden.contains(where: { variable.hasPrefix($0 + "=") }) { variables.append(variable) }
      position += 1
    }
    self.init(variables)
  }

  deinit {
    for position in 0..<count { free(pointers[position]) }
    pointers.deallocate()
  }
}
