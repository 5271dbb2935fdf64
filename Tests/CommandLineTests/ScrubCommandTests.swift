import Foundation
import Testing

/// `featurize scrub` as a filter and around commands, in real pipes and with real signals.
@Suite struct ScrubCommandTests {
  private func run(_ line: String, environment: [String: String] = [:]) throws -> Shell.Outcome {
    try Shell.withDirectory { try Shell.run(line, in: $0, environment: environment) }
  }

  @Test func bothStreamsAreScrubbed() throws {
    let outcome = try run(
      """
      featurize scrub --exec -- sh -c 'echo out a@b.co; echo err c@d.co >&2; printf "no end 203.0.113.7"; exit 7'
      """)
    #expect(outcome.exit == 7)
    #expect(outcome.stdout == "out [EMAIL]\nno end [IPV4]")
    #expect(outcome.stderr == "err [EMAIL]\n")
  }

  /// Each stream keeps its order, and nothing is lost, with both full at once.
  @Test func manyLinesOfBothStreams() throws {
    let outcome = try run(
      """
      featurize scrub --exec -- sh -c 'i=0; while [ $i -lt 5000 ]; do echo "$i a@b.co"; echo "$i x" >&2; i=$((i+1)); done'
      """)
    #expect(outcome.exit == 0)
    #expect(outcome.stdout == (0..<5000).map { "\($0) [EMAIL]\n" }.joined())
    #expect(outcome.stderr == (0..<5000).map { "\($0) x\n" }.joined())
  }

  @Test func commandGetsStandardInput() throws {
    let outcome = try run("echo to a@b.co | featurize scrub --exec -- cat")
    #expect(outcome.exit == 0 && outcome.stdout == "to [EMAIL]\n")
  }

  /// Undoes what the shell ignores in the background, and whoever runs the tests: a command inherits it, and a shell
  /// cannot trap what was ignored when it began.
  private static let undisturbed = """
    python3 -c 'import os, signal, sys
    for number in set(range(1, 32)) - {signal.SIGKILL, signal.SIGSTOP}: signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.execvp(sys.argv[1], sys.argv[1:])'
    """

  /// A signal to us reaches the command, whose handler decides.
  @Test(arguments: ["TERM", "INT", "HUP", "USR1", "USR2", "WINCH", "QUIT"])
  func signalsArePassedOn(_ signal: String) throws {
    let outcome = try run(
      """
      \(Self.undisturbed) featurize scrub --exec -- bash -c \
        'trap "echo got \(signal) a@b.co; exit 9" \(signal); echo ready; for i in $(seq 500); do sleep 0.02; done' > log & pid=$!
      for i in $(seq 500); do grep -q ready log && break; sleep 0.02; done
      kill -\(signal) $pid; wait $pid; status=$?; cat log; exit $status
      """)
    #expect(outcome.exit == 9, "\(outcome.stderr)")
    #expect(outcome.stdout == "ready\ngot \(signal) [EMAIL]\n")
  }

  @Test(arguments: [("TERM", 143), ("KILL", 137), ("INT", 130)] as [(String, Int32)])
  func aKilledCommand(_ signal: String, code: Int32) throws {
    let outcome = try run("featurize scrub --exec -- sh -c 'echo last a@b.co; kill -\(signal) $$; sleep 5'; exit $?")
    #expect(outcome.exit == code && outcome.stdout == "last [EMAIL]\n", "\(outcome.stderr)")
  }

  @Test func noZombieAndNoWaitForThoseLeftBehind() throws {
    let outcome = try run(
      """
      start=$(date +%s); featurize scrub --exec -- sh -c 'sleep 20 & echo done'; status=$?
      [ $(($(date +%s) - start)) -lt 10 ] || echo slow
      ps -o stat= --ppid $$ 2>/dev/null | grep -c Z; exit $status
      """)
    #expect(outcome.exit == 0 && outcome.stdout == "done\n0\n", "\(outcome.stdout)\(outcome.stderr)")
  }

  @Test func commandsThatDoNotStart() throws {
    let missing = try run("featurize scrub --exec -- no-such-command-anywhere a@b.co")
    #expect(missing.exit == 127 && missing.stderr.contains("F0371") && !missing.stderr.contains("a@b.co"))
    let refused = try run("touch plain; featurize scrub --exec -- ./plain")
    #expect(refused.exit == 126 && refused.stderr.contains("F0371"))
  }

  @Test func passphraseIsNotPassedOn() throws {
    let outcome = try run(
      """
      featurize keys new ring --passphrase-env SESAME --quiet 2>/dev/null || featurize keys new ring --passphrase-env SESAME 2>/dev/null
      featurize scrub --style token --key ring --passphrase-env SESAME --exec -- sh -c 'echo "[$SESAME] a@b.co"'
      """, environment: ["SESAME": "open the door"])
    #expect(outcome.exit == 0 && outcome.stdout.hasPrefix("[] pt1_email_"), "\(outcome.stdout)\(outcome.stderr)")
  }

  /// A line comes out though the input stays open.
  @Test func linesDoNotWait() throws {
    let outcome = try run(
      """
      mkfifo log; featurize scrub < log > out & exec 3> log
      printf 'first a@b.co\\nhalf ' >&3
      tries=0; while ! grep -q first out && [ $tries -lt 200 ]; do sleep 0.02; tries=$((tries+1)); done
      cat out; printf 'c@d.co' >&3; exec 3>&-; wait; cat out
      """)
    #expect(outcome.stdout == "first [EMAIL]\nfirst [EMAIL]\nhalf [EMAIL]")
  }

  @Test func aClosedPipeEndsIt() throws {
    let outcome = try run(
      "yes 'a line with a@b.co' 2>/dev/null | { featurize scrub; echo $? >&2; } | head -n 2; "
        + "yes 2>/dev/null | { featurize scrub --exec -- yes; echo $? >&2; } | head -n 1")
    #expect(outcome.stdout == "a line with [EMAIL]\na line with [EMAIL]\ny\n")
    // `yes` is ended by its own closed pipe.
    #expect(outcome.stderr == "0\n141\n")
  }

  @Test func anInterruptIsForTheWriter() throws {
    let outcome = try run(
      """
      mkfifo log; featurize scrub < log > out & pid=$!; exec 3> log; sleep 0.3
      kill -INT $pid; sleep 0.1; echo 'last words a@b.co' >&3; exec 3>&-; wait $pid; echo $?; cat out
      """)
    #expect(outcome.stdout == "0\nlast words [EMAIL]\n")
  }

  @Test func aFullDiskIsSaid() throws {
    let outcome = try run("echo a@b.co | featurize scrub > /dev/full")
    #expect(outcome.exit == 3 && outcome.stderr.contains("F0372") && !outcome.stderr.contains("a@b.co"))
  }

  @Test func inputThatCannotBeRead() throws {
    let outcome = try run("featurize scrub < /")
    #expect(outcome.exit == 3 && outcome.stderr.contains("F0370"))
  }

  /// Descriptors 1 and 2 of the process lead nowhere: what is not the gate cannot be heard. Only root may look.
  @Test func strayWritesReachNobody() throws {
    let outcome = try run(
      "featurize scrub --exec -- sh -c 'readlink /proc/$PPID/fd/1 /proc/$PPID/fd/2 || echo /dev/null'; true")
    #expect(outcome.stdout.split(separator: "\n").allSatisfy { $0 == "/dev/null" } && !outcome.stdout.isEmpty)
  }

  /// Bounded memory: a line of 300 MB.
  @Test func aLineWithoutEnd() throws {
    let outcome = try run(
      "ulimit -v 2000000; head -c 300000000 /dev/zero | tr '\\0' 'x' | featurize scrub | tr -d x | wc -c")
    #expect(outcome.stdout.trimmingCharacters(in: .whitespacesAndNewlines) == "0", "\(outcome.stderr)")
    #expect(outcome.stderr.isEmpty)
  }

  /// One of every kind that is looked for by default, in a line of text, in JSON and in logfmt, by itself and inside longer
  /// text. The others: Tests/Canary.
  @Test(arguments: EntityCanaryTests.canaries.filter { !$0.isBound })
  func canariesDoNotComeThrough(_ canary: EntityCanaryTests.Canary) throws {
    let escaped = canary.text.replacingOccurrences(of: "\"", with: "\\\"").replacingOccurrences(of: "\n", with: "\\n")
    let spelled = escaped.replacingOccurrences(of: "a", with: "\\u0061")
    let log = """
      \(canary.text)
      2026-01-31 12:00:01 INFO [\(canary.text)] done
      {"a":"\(escaped)","b":["x \(escaped) y"],"c":{"\(escaped)":1}}
      {"a":"\(spelled)","token":"\(escaped)","d":"{\\"a\\":\\"\(canary.isOneLine ? canary.text : "")\\"}"}
      level=info msg="\(escaped)" other="x \(spelled)"

      """
    try Shell.withDirectory { directory in
      try Data(log.utf8).write(to: directory.appending(path: "app.log"))
      for options in ["", "--style partial", "--exec -- cat"] {
        let outcome = try Shell.run("featurize scrub \(options) < app.log", in: directory)
        #expect(outcome.exit == 0)
        EntityCanaryTests.hides(canary, outcome.stdout + outcome.stderr, "scrub \(options)")
        let spelled = canary.needle.replacingOccurrences(of: "a", with: "\\u0061")
        #expect(!outcome.stdout.contains(spelled), "\(canary.entity) in scrub \(options): \(outcome.stdout)")
      }
    }
  }
}
