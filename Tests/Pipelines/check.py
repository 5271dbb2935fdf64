#!/usr/bin/env python3
"""Runs pipelines and compares what they write with what pandas makes of the raw files, which reads no state of ours.

    check.py FEATURIZE [NAME...]              checks the pipelines of these names, or all that have a module here
    check.py --self-test FEATURIZE [NAME...]  checks the checks: of each result that was tampered with, one must complain
    check.py --threads FEATURIZE [NAME...]    checks that every machine writes the same bytes (machines.py), of all pipelines

FEATURIZE is the command.
"""

import argparse
import importlib
import pathlib
import sys

import frame
import machines

HERE = pathlib.Path(__file__).resolve().parent
# Modules that are no pipeline's.
SHARED = {"check", "frame", "machines"}


def check(name, featurize, module):
    return list(module.check(frame.run(featurize, module)))


def self_test(name, featurize, module):
    results = frame.run(featurize, module)
    complaints = [f"sound, but: {complaint}" for complaint in module.check(results)]
    count = 0
    for what, tampered in frame.broken(results, getattr(module, "COARSE", ())):
        count += 1
        if not any(True for _ in module.check(tampered)):
            complaints.append(f"nothing was said of {what}")
    print(f"{name}: {count} ways of tampering tried")
    return complaints


def same_bytes(name, featurize, module):
    commands = module.COMMANDS if module else [["run", f"pipelines/{name}.yaml"]]
    return list(machines.differences(featurize, commands, f"out/{name}/manifest.json"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--self-test", action="store_const", dest="work", const=self_test, default=check)
    parser.add_argument("--threads", action="store_const", dest="work", const=same_bytes)
    parser.add_argument("featurize", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    known = sorted(file.stem for file in HERE.glob("*.py") if file.stem not in SHARED)
    every = sorted(file.stem for file in (frame.ROOT / "pipelines").glob("*.yaml"))
    failures = 0
    for name in arguments.names or (every if arguments.work is same_bytes else known):
        module = importlib.import_module(name) if name in known else None
        complaints = arguments.work(name, arguments.featurize.resolve(), module)
        failures += len(complaints)
        for complaint in complaints:
            print(f"{name}: {complaint}", file=sys.stderr)
        print(f"{name}: {'as expected' if not complaints else f'{len(complaints)} complaints'}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
