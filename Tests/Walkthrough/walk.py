#!/usr/bin/env python3
"""Carries out the commands of a document and compares what they print with what stands there.

    walk.py FEATURIZE docs/erasure-walkthrough.md            in a fresh folder; exit 1 where something else is printed
    walk.py --record FEATURIZE docs/erasure-walkthrough.md   writes into the document what is printed now
    walk.py --self-test                                      checks that differences are noticed

In ```console blocks a line `$ command` (continued after a backslash) is carried out by a shell, with FEATURIZE as
`featurize` first on the path; the lines up to the next command are what it prints, standard output before standard error.
`…` stands for anything within a line, and alone for any lines. A line `$ cp -r .../fixtures/churn .` reads from the
repository: `$REPOSITORY` is its root.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# What differs from run to run, and what it is recorded as.
CHANGING = [
    (r"blake2b:[0-9a-f]{12,64}", "blake2b:…"), (r"\d{8}T\d{6}-[0-9a-f]{16}", "…"), (r"\b[0-9a-f]{64,}\b", "…"),
    (r"in \d+\.\d\d s", "in … s"), (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*Z", "…"), (r"pt1_\w+", "pt1_…"),
    (r"made key ring (\S+) with key \w{4}", r"made key ring \1 with key …"), (r'"key": "\w{4}"', '"key": "…"'),
    (r"^\w{4} …$", "… …"), (r"\b\d+:…", "…"),
]


def blocks(text):
    """Start and end of the commands and what follows them: (command, first line, last line) by line number."""
    lines = text.split("\n")
    inside, index = False, 0
    while index < len(lines):
        line = lines[index]
        if line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ "):
            command = line[2:]
            while command.endswith("\\"):
                index += 1
                command = command[:-1] + lines[index]
            first = index + 1
            last = first
            while not lines[last].startswith(("$ ", "```")):
                last += 1
            yield command, first, last
        index += 1


def matches(expected, printed):
    """Whether lines are as they should be."""
    if not expected:
        return not printed
    if expected[0] == "…":
        return any(matches(expected[1:], printed[rest:]) for rest in range(len(printed) + 1))
    pattern = ".*".join(re.escape(part) for part in expected[0].split("…"))
    return bool(printed) and re.fullmatch(pattern, printed[0]) is not None and matches(expected[1:], printed[1:])


def printed_by(command, folder, featurize):
    environment = {**os.environ, "PATH": f"{folder / '.bin'}:{os.environ['PATH']}", "REPOSITORY": str(ROOT)}
    (folder / ".bin").mkdir(exist_ok=True)
    link = folder / ".bin/featurize"
    if not link.exists():
        link.symlink_to(featurize)
    outcome = subprocess.run(["sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True)
    return (outcome.stdout + outcome.stderr).rstrip("\n").split("\n") if outcome.stdout + outcome.stderr else []


def masked(line):
    for pattern, mask in CHANGING:
        line = re.sub(pattern, mask, line)
    return line


def walk(document, featurize, record):
    text = document.read_text(encoding="utf-8")
    lines = text.split("\n")
    faults, replaced = 0, []
    with tempfile.TemporaryDirectory() as folder:
        for command, first, last in blocks(text):
            printed = printed_by(command, pathlib.Path(folder), featurize)
            if matches(lines[first:last], printed):
                continue
            replaced.append((first, last, [masked(line) for line in printed]))
            if not record:
                faults += 1
                print(f"{document.name}:{first}: `{command}` printed:", *printed, sep="\n  ", file=sys.stderr)
    if record:
        for first, last, printed in reversed(replaced):
            lines[first:last] = printed
        document.write_text("\n".join(lines), encoding="utf-8")
    return faults


def self_test():
    samples = [
        (["a…c"], ["abc"], True), (["a…c"], ["abd"], False), (["…", "z"], ["x", "y", "z"], True), (["…"], [], True),
        (["a"], ["a", "b"], False), ([], ["a"], False), (["a"], [], False), (["a.c"], ["abc"], False),
    ]
    wrong = [sample for sample in samples if matches(sample[0], sample[1]) != sample[2]]
    document = "```console\n$ one \\\n  two\nout\n$ three\n```\n$ not\n```\n$ nor\n```\n"
    if [command for command, _, _ in blocks(document)] != ["one   two", "three"]:
        wrong.append("blocks")
    for sample in wrong:
        print(f"walk: {sample}", file=sys.stderr)
    return len(wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("featurize", type=pathlib.Path, nargs="?")
    parser.add_argument("document", type=pathlib.Path, nargs="?")
    arguments = parser.parse_args()
    if arguments.self_test:
        return 1 if self_test() else 0
    faults = walk(arguments.document, arguments.featurize.resolve(), arguments.record)
    print(f"{arguments.document.name}: {'as it says' if not faults else f'{faults} commands print something else'}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
