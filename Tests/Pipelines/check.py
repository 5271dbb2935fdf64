#!/usr/bin/env python3
"""Runs pipelines and compares what they write with what pandas makes of the raw files, which reads no state of ours.

    check.py FEATURIZE [NAME...]              checks the pipelines of these names, or all that have a module here
    check.py --self-test FEATURIZE [NAME...]  checks the checks: of each result that was tampered with, one must complain
    check.py --threads FEATURIZE [NAME...]    checks that 1, 2 and 3 threads write the same bytes

FEATURIZE is the command.
"""

import argparse
import importlib
import pathlib
import sys

import frame
import threads

HERE = pathlib.Path(__file__).resolve().parent
# Modules that are no pipeline's.
SHARED = {"check", "frame", "matrices", "threads"}


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
    return list(threads.differences(featurize, module))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--self-test", action="store_const", dest="work", const=self_test, default=check)
    parser.add_argument("--threads", action="store_const", dest="work", const=same_bytes)
    parser.add_argument("featurize", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    known = sorted(file.stem for file in HERE.glob("*.py") if file.stem not in SHARED)
    failures = 0
    for name in arguments.names or known:
        complaints = arguments.work(name, arguments.featurize.resolve(), importlib.import_module(name))
        failures += len(complaints)
        for complaint in complaints:
            print(f"{name}: {complaint}", file=sys.stderr)
        print(f"{name}: {'as expected' if not complaints else f'{len(complaints)} complaints'}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
