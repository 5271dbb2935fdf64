#!/usr/bin/env python3
"""Holds the sources to the rules of the house that neither the compiler nor the formatter knows.

    check_sources.py              checks Sources/; prints file:line: what is wrong; exit 1 if anything is
    check_sources.py --self-test  checks the checker on sources that break each rule

1. Egress. What leaves the process leaves through Sources/Privacy/Egress: no other file prints, logs, opens a file for
   writing, renames one, starts a program or sends anything; OWNERS lists the exceptions with their reasons. No message of
   a trap holds a value. C of ours does no input or output. docs/egress.md lists the exits, and the tests it names exist.
2. Arrows. A room imports only rooms on lower floors.
3. Weight. No Foundation anywhere (its ICU is 44 MB); not even FoundationEssentials from Columns to Ledger.
4. Forks. No Swift Concurrency below Featurize: a process that forks after it has run hangs in the child.
5. Length. A file has at most 600 lines.
"""

import pathlib
import re
import sys

# The rooms by floor, as docs and Package.swift have them; an import may only go down.
FLOORS = [
    [
        "CYAML", "CSodium", "COpenSSL", "CCSV", "CZlib", "CZstd", "CLinux", "CKernels", "CRE2", "CSQLite", "CPostgreSQL",
    ],
    ["Columns", "Configuration"],
    ["Transforms", "Privacy", "Formats"],
    ["Ledger"],
    ["Plan", "ScrubbedLogging", "RemoteSecrets"],
    ["Engine"],
    ["Featurize"],
    ["FeaturizeCLI"],
]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
GATE = "Sources/Privacy/Egress/"
LONGEST = 600

# Whoever else may do what the gate does, by file or folder, and why.
OWNERS = {
    "Sources/Privacy/System/FilePath.swift": ({"write"}, "the one loop around write(2); the gate and key rings call it"),
    "Sources/Privacy/Keys/": ({"pwrite", "rename", "O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"},
                              "key rings and secrets, which hold no cell value"),
    "Sources/Engine/Machine.swift": ({"fopen"}, "reads the limits of the machine"),
    "Sources/Ledger/": ({"rename", "send", "O_WRONLY", "O_RDWR", "O_CREAT"},
                        "the ledger's own files and server: tokens, digests and counts"),
    "Sources/RemoteSecrets/": ({"send"}, "requests for secrets, which hold no cell value"),
}
# What prints, logs, writes, publishes, starts or sends, under whatever arguments.
FORBIDDEN = (
    "print debugPrint dump fputs fputc fputws puts putchar putc putw fprintf vfprintf printf vprintf dprintf vdprintf perror"
    " psignal psiginfo fwrite syslog vsyslog openlog creat fopen fdopen freopen fopen64 mkstemp mkostemp tmpfile shm_open"
    " memfd_create mq_open mq_send msgsnd sendmsg sendmmsg sendto sendfile splice vmsplice tee copy_file_range posix_spawn"
    " posix_spawnp popen system execv execve execvp execl execlp fexecve fork vfork clone os_log backtrace_symbols_fd")
# What does when it is called with two or three arguments without labels, as C functions are.
FORBIDDEN_PLAIN = "write pwrite writev pwritev send rename renameat link linkat symlink"
OUTSIDE_WORLD = re.compile(
    r"(?<![\w.])(?:(?:Swift|Glibc)\s*\.\s*)?(?P<call>" + "|".join(FORBIDDEN.split()) + r")\s*\("
    r"|(?<![\w.])Glibc\s*\.\s*(?P<glibc>" + "|".join(FORBIDDEN_PLAIN.split()) + r")\s*\("
    r"|(?<![\w.])(?P<plain>" + "|".join(FORBIDDEN_PLAIN.split()) + r")\s*\("
    r"|\b(?P<flag>O_WRONLY|O_RDWR|O_CREAT|O_APPEND|O_TRUNC)\b"
    r"|\b(?P<name>FileHandle|FileManager|OutputStream|URLSession|NSLog|OSLog|TextOutputStream\s*\.\s*standard"
    r"|FileDescriptor\s*\.\s*standard(?:Output|Error))\b"
    r"|\b(?P<stream>stdout|stderr)\b(?!\s*:)"
    r"|(?P<method>\.\s*write\s*\(\s*to(?:File)?\s*:)"
)
TRAP = re.compile(r"(?<![\w.])(?:fatalError|preconditionFailure|assertionFailure|precondition|assert)\s*\(")
FORCED = re.compile(r"\btry!")
C_CALL = re.compile(
    r"(?<![\w.>])(?:" + "|".join(FORBIDDEN.split() + FORBIDDEN_PLAIN.split()) + r")\s*\("
    r"|#\s*include\s*<(?:stdio|unistd|syslog|fcntl|spawn|sys/(?:socket|stat|uio|sendfile|mman))\.h>")
# A row of docs/egress.md names tests as `File.swift: test`, `File.swift` or `path/check.py`.
NAMED_TEST = re.compile(r"`((?:[\w/]+/)?\w+\.(?:swift|py))(?::\s*(\w+))?`")
DECLARATION = re.compile(r"\bfunc\s+$")
IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+"
    r"(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)", re.MULTILINE)
CONCURRENCY = re.compile(r"(?<![\w.])(?:async|await|actor|Task|TaskGroup|withTaskGroup|AsyncStream|AsyncSequence)\b(?!\s*:)")


def code_only(text):
    """The text with comments and string literals blanked, so that lines and columns stay."""
    out, index, end = [], 0, len(text)

    def blank(stop):
        nonlocal index
        out.append("".join("\n" if c == "\n" else " " for c in text[index:stop]))
        index = stop

    while index < end:
        if text.startswith("//", index):
            stop = text.find("\n", index)
            blank(end if stop < 0 else stop)
        elif text.startswith("/*", index):
            depth, stop = 1, index + 2
            while stop < end and depth:
                if text.startswith("/*", stop):
                    depth, stop = depth + 1, stop + 2
                elif text.startswith("*/", stop):
                    depth, stop = depth - 1, stop + 2
                else:
                    stop += 1
            blank(stop)
        elif opening := re.compile(r'(#*)("""|")').match(text, index):
            hashes, quote = opening.groups()
            interpolation, closing = "\\" + hashes + "(", quote + hashes
            stop = opening.end()
            blank(stop)
            while stop < end:
                if text.startswith(interpolation, stop):
                    # What is interpolated is code again.
                    blank(stop + len(interpolation))
                    depth, start = 1, index
                    while index < end and depth:
                        depth += {"(": 1, ")": -1}.get(text[index], 0)
                        index += 1
                    out.append(code_only(text[start:index]))
                    stop = index
                elif text.startswith(closing, stop):
                    stop += len(closing)
                    break
                elif not hashes and text[stop] == "\\":
                    stop += 2
                elif quote == '"' and text[stop] == "\n":
                    break
                else:
                    stop += 1
            blank(min(stop, end))
        else:
            out.append(text[index])
            index += 1
    return "".join(out)


def end_of_call(code, position):
    """The end of the call whose opening parenthesis stands before `position`."""
    depth = 1
    while position < len(code) and depth:
        depth += {"(": 1, ")": -1}.get(code[position], 0)
        position += 1
    return position


def is_c_call(code, position):
    """Whether the call has two to four arguments, none with a label: as C functions are called."""
    arguments, depth = [""], 0
    for character in code[position:end_of_call(code, position) - 1]:
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(character, 0)
        if character == "," and depth == 0:
            arguments.append("")
        else:
            arguments[-1] += character
    return 2 <= len(arguments) <= 4 and not any(re.match(r"\s*\w+\s*:", argument) for argument in arguments)


def c_complaints(path, text):
    """The same for a C file of ours; the shims of system libraries only include."""
    code = code_only(text.replace("'\"'", "' '"))
    for match in C_CALL.finditer(code):
        yield code.count("\n", 0, match.start()) + 1, f"`{match.group().strip('( ')}`: kernels do no input or output"


def exits_complaints(text, exists):
    """(line, what is wrong) for docs/egress.md; `exists(file, test)` says whether there is such a test."""
    rows = 0
    for number, row in enumerate(text.split("\n"), 1):
        cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
        if not row.startswith("|") or len(cells) < 3 or set(cells[0]) <= set("-") or cells[0] == "exit":
            continue
        rows += 1
        named = NAMED_TEST.findall(cells[-1])
        if not named:
            yield number, "an exit without a test"
        for file, test in named:
            if not exists(file, test):
                yield number, f"there is no test `{file}{': ' + test if test else ''}`"
    if rows < 10:
        yield 1, "the list of exits is not there"


def complaints(path, text):
    """(line, what is wrong) for one Swift file at `path`, as Sources/Room/..."""
    room = path.split("/")[1]
    floor = FLOOR.get(room)
    if floor is None:
        yield 1, f"{room} is not a room of the house; name its floor in .ci/check_sources.py"
        return
    code = code_only(text)

    def line(position):
        return code.count("\n", 0, position) + 1

    if not path.startswith(GATE):
        allowed = {what for owner, (uses, _) in OWNERS.items() if path.startswith(owner) for what in uses}
        for match in OUTSIDE_WORLD.finditer(code):
            what = next(part for part in match.groupdict().values() if part)
            if match["plain"] and not is_c_call(code, match.end()):
                continue
            if what not in allowed and not DECLARATION.search(code, 0, match.start()):
                name = " ".join(match.group().split()).rstrip("( ")
                yield line(match.start()), f"`{name}` goes around the egress gate; use Privacy's Egress"
    for match in TRAP.finditer(code):
        # Interpolations are code; the text between call and end shows whether there is one.
        if "\\(" in text[match.end():end_of_call(code, match.end())]:
            yield line(match.start()), "the message of a trap goes past the egress gate: no values in it"
    for match in FORCED.finditer(code):
        yield line(match.start()), "`try!` prints its error past the egress gate"
    for match in IMPORT.finditer(code):
        name = match.group(1)
        if name in FLOOR and FLOOR[name] >= floor:
            way = "sideways" if FLOOR[name] == floor else "up"
            yield line(match.start(1)), f"{room} must not import {name}: the arrow points {way}"
        if name == "Foundation" or (name.startswith("Foundation") and floor <= FLOOR["Ledger"]):
            yield line(match.start(1)), f"{room} must not import {name}"
    if floor < FLOOR["Featurize"]:
        for match in CONCURRENCY.finditer(code):
            yield line(match.start()), f"`{match.group()}`: no Swift Concurrency below Featurize"
    if (length := text.count("\n")) > LONGEST:
        yield length, f"{length} lines; split it as Type+Aspect.swift"


# Path, source, the lines that must be complained of.
SAMPLES = [
    ("Sources/Engine/A.swift", 'print("row")\n', [1]),
    ("Sources/Engine/A.swift", "let a = 1\n  Swift.print(a)\n", [2]),
    ("Sources/Engine/A.swift", "debugPrint(a); dump(a)\n", [1, 1]),
    ("Sources/Engine/A.swift", 'fputs("a", stderr)\n_ = Glibc.write(2, p, n)\nwrite(STDOUT_FILENO, p(a), n)\n', [1, 1, 2, 3]),
    ("Sources/Engine/A.swift", "FileHandle.standardError.write(data)\n", [1]),
    ("Sources/Engine/A.swift", 'let text = "\\(print(a))"\n', [1]),
    ("Sources/Engine/A.swift", 'let text = #"print(1) \\(print(2)) \\#(print(3))"#\n', [1]),
    ("Sources/Engine/A.swift", '// print(a)\n/* print(b) /* c */ print(d) */\nlet help = "print(x)"\n', []),
    ("Sources/Engine/A.swift", 'let text = """\n  print(a) " print(b)\n  """\nprint(c)\n', [4]),
    ("Sources/Engine/A.swift", 'let quote = "\\""; print(a)\nlet two = "\\\\"\nprint(b)\n', [1, 3]),
    ("Sources/Engine/A.swift", "fopen(p, mode)\nGlibc.open(p, O_WRONLY | O_CREAT)\nopen(p, O_RDONLY)\n", [1, 2, 2]),
    ("Sources/Engine/Machine.swift", "fopen(p, mode)\nprint(a)\n", [2]),
    ("Sources/Engine/A.swift", "rename(a, b)\nwrite(descriptor, p, n)\nwrite(text: a, b, c)\nwrite(a, to: b)\n", [1, 2]),
    ("Sources/Engine/A.swift", "sendmsg(s, &m, 0)\nsend(s, p, n)\nsyslog(1, a)\nposix_spawnp(&p, a, b, c, d, e)\n",
     [1, 2, 3, 4]),
    ("Sources/Engine/A.swift", "try data.write(to: url)\ntext.write(toFile: p)\nwriter.write(to, a)\n", [1, 2]),
    ("Sources/Engine/A.swift", "vfprintf(stderr, f, a)\nlet stdout: Int32 = 1\n", [1, 1]),
    ("Sources/Engine/A.swift", 'fatalError("no \\(value)")\nprecondition(a(b) > 0, "of \\(a)")\nprecondition(a, "b")\n',
     [1, 2]),
    ("Sources/Privacy/Egress/Gate.swift", 'preconditionFailure("\\(value)")\nlet a = try! b()\n', [1, 2]),
    ("Sources/Privacy/Keys/Ring.swift", "open(p, O_WRONLY | O_CREAT)\nprint(a)\n", [2]),
    ("Sources/Engine/A.swift", "egress.print(a)\nfunc print(_ a: Int) {}\nblueprint(a)\nwriter.write(12, p, n)\n", []),
    ("Sources/Privacy/Egress/Gate.swift", "_ = write(1, p, n)\n", []),
    ("Sources/Privacy/Keys/Key.swift", "_ = write(1, p, n)\n", [1]),
    ("Sources/Transforms/A.swift", "import Columns\npackage import Configuration\nimport Glibc\n", []),
    ("Sources/Transforms/A.swift", "import Privacy\n", [1]),
    ("Sources/Columns/A.swift", "import struct Configuration.Node\n", [1]),
    ("Sources/Columns/A.swift", "\n@preconcurrency package import Engine\n", [2]),
    ("Sources/Plan/A.swift", "import Engine\nimport Ledger\n", [1]),
    ("Sources/Formats/A.swift", "import FoundationEssentials\n", [1]),
    ("Sources/FeaturizeCLI/A.swift", "import Foundation\nimport FoundationEssentials\n", [1]),
    ("Sources/Engine/A.swift", "func run() async throws { await step() }\nTask { }\n", [1, 1, 2]),
    ("Sources/Engine/A.swift", "DispatchQueue.main.async { }\n", []),
    ("Sources/Featurize/A.swift", "func run() async {}\n", []),
    ("Sources/Attic/A.swift", "", [1]),
    ("Sources/Engine/A.swift", "\n" * 601, [601]),
    ("Sources/Engine/A.swift", "\n" * 600, []),
]


C_SAMPLES = [
    ('#include <stdint.h>\nint a(void) { return 1; }\n', []),
    ('#include <stdio.h>\n// puts("a");\nvoid a(void) { fprintf(stderr, "a"); x->write(1, 2, 3); }\n', [1, 3]),
    ("#include <unistd.h>\nvoid a(void) { write(1, p, n); }\n", [1, 2]),
]
_ROWS = "| exit | owner | test |\n|---|---|---|\n" + "| a | b | `Yes.swift: c` |\n" * 10
EXIT_SAMPLES = [
    (_ROWS, []),
    (_ROWS + "| a | b | none |\n| a | b | `No.swift: c`, `Yes.swift` |\n", [13, 14]),
    ("", [1]),
]


def self_test():
    failed = 0
    for path, text, expected in SAMPLES:
        found = sorted(line for line, _ in complaints(path, text))
        if found != expected:
            failed += 1
            print(f"check_sources: {path}: {text[:60]!r}: complained of lines {found}, expected {expected}")
    for text, expected in C_SAMPLES:
        found = sorted(line for line, _ in c_complaints("Sources/CKernels/a.c", text))
        if found != expected:
            failed += 1
            print(f"check_sources: {text[:60]!r}: complained of lines {found}, expected {expected}")
    for text, expected in EXIT_SAMPLES:
        found = sorted(line for line, _ in exits_complaints(text, lambda file, test: file != "No.swift"))
        if found != expected:
            failed += 1
            print(f"check_sources: {text[:60]!r}: complained of lines {found}, expected {expected}")
    return 1 if failed else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    root = pathlib.Path(__file__).resolve().parent.parent
    failed = False
    files = sorted((root / "Sources").rglob("*.swift"))
    for file in files:
        path = file.relative_to(root).as_posix()
        for line, fault in complaints(path, file.read_text(encoding="utf-8")):
            failed = True
            print(f"{path}:{line}: {fault}")
    for file in sorted((root / "Sources").rglob("*.[ch]")):
        path = file.relative_to(root).as_posix()
        if file.name != "shim.h":
            for line, fault in c_complaints(path, file.read_text(encoding="utf-8")):
                failed = True
                print(f"{path}:{line}: {fault}")
    exits = root / "docs/egress.md"
    tests = {file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
             for kind in ("*.swift", "*.py") for folder in ("Tests", ".ci") for file in (root / folder).rglob(kind)}

    def exists(file, test):
        return any((path == file or path.endswith("/" + file)) and (not test or re.search(rf"\b(?:func|def) {test}\b", text))
                   for path, text in tests.items())

    for line, fault in exits_complaints(exits.read_text(encoding="utf-8") if exits.exists() else "", exists):
        failed = True
        print(f"docs/egress.md:{line}: {fault}")
    if not failed:
        print(f"check_sources: {len(files)} files keep the rules")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
