#!/usr/bin/env python3
"""Holds the sources to the rules of the house that neither the compiler nor the formatter knows.

    check_sources.py              checks Sources/; prints file:line: what is wrong; exit 1 if anything is
    check_sources.py --self-test  checks the checker on sources that break each rule

1. Egress. What leaves the process leaves through Sources/Privacy/Egress; no other file prints or writes to a standard
   stream.
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
    ["CYAML", "CSodium", "COpenSSL", "CCSV", "CZlib", "CZstd", "CLinux", "CKernels"],
    ["Columns", "Configuration"],
    ["Transforms", "Privacy", "Formats", "Ledger"],
    ["Plan", "RemoteSecrets"],
    ["Engine"],
    ["Featurize"],
    ["FeaturizeCLI"],
]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
GATE = "Sources/Privacy/Egress/"
LONGEST = 600

OUTSIDE_WORLD = re.compile(
    r"(?<![\w.])(?:Swift\.)?(?:print|debugPrint|dump)\s*\("
    r"|(?<![\w.])(?:Glibc\.)?(?:fputs|fputc|puts|putchar|putc|fprintf|vfprintf|printf|vprintf|perror|psignal|fwrite"
    r"|syslog)\s*\("
    r"|\bdprintf\s*\("
    r"|(?<![\w.])(?:Glibc\.)?p?writev?\s*\(\s*(?:1|2|STDOUT_FILENO|STDERR_FILENO)\b"
    r"|\b(?:FileHandle|NSLog|TextOutputStream\s*\.\s*standard|FileDescriptor\s*\.\s*standard(?:Output|Error))\b"
)
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
        for match in OUTSIDE_WORLD.finditer(code):
            if not DECLARATION.search(code, 0, match.start()):
                name = " ".join(match.group().split()).rstrip("( ")
                yield line(match.start()), f"`{name}` goes around the egress gate; use Privacy's Egress"
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
    ("Sources/Engine/A.swift", 'fputs("a", stderr)\n_ = Glibc.write(2, p, n)\nwrite(STDOUT_FILENO, p, n)\n', [1, 2, 3]),
    ("Sources/Engine/A.swift", "FileHandle.standardError.write(data)\n", [1]),
    ("Sources/Engine/A.swift", 'let text = "\\(print(a))"\n', [1]),
    ("Sources/Engine/A.swift", 'let text = #"print(1) \\(print(2)) \\#(print(3))"#\n', [1]),
    ("Sources/Engine/A.swift", '// print(a)\n/* print(b) /* c */ print(d) */\nlet help = "print(x)"\n', []),
    ("Sources/Engine/A.swift", 'let text = """\n  print(a) " print(b)\n  """\nprint(c)\n', [4]),
    ("Sources/Engine/A.swift", 'let quote = "\\""; print(a)\nlet two = "\\\\"\nprint(b)\n', [1, 3]),
    ("Sources/Engine/A.swift", "egress.print(a)\nfunc print(_ a: Int) {}\nblueprint(a)\nwrite(12, p, n)\n", []),
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


def self_test():
    failed = 0
    for path, text, expected in SAMPLES:
        found = sorted(line for line, _ in complaints(path, text))
        if found != expected:
            failed += 1
            print(f"check_sources: {path}: {text[:60]!r}: complained of lines {found}, expected {expected}")
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
    if not failed:
        print(f"check_sources: {len(files)} files keep the rules")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
