#!/usr/bin/env python3
"""Writes the golden files of the transformers: what scikit-learn gives for small tables (see README.md)."""

import importlib.metadata
import json
import pathlib
import sys

import binning
import encoders
import encoding
import feature_selectors
import history
import imputers
import interactions
import normalization
import numeric
import selections
import target_encoders
import texts

MODULES = [
    binning,
    encoders,
    encoding,
    feature_selectors,
    history,
    imputers,
    interactions,
    normalization,
    numeric,
    selections,
    target_encoders,
    texts,
]
FOLDER = pathlib.Path(__file__).parent / "goldens"


def line(value) -> str:
    return json.dumps(value, separators=(", ", ": "), ensure_ascii=False, allow_nan=False)


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    status = 0
    for module in MODULES:
        for name, cases in module.TRANSFORMERS.items():
            oracle = getattr(module, "ORACLES", {}).get(name, getattr(module, "ORACLE", "scikit-learn"))
            try:
                head = {"transformer": name, "oracle": f"{oracle} {importlib.metadata.version(oracle)}"}
                # One case a line, so that a change is read in review.
                lines = ",\n".join(line(case) for case in cases())
            except ModuleNotFoundError as missing:
                print(f"{name}: left as it is, {missing.name} is not installed", file=sys.stderr)
                status = 1
                continue
            (FOLDER / f"{name}.json").write_text(f'{line(head)[:-1]}, "cases": [\n{lines}\n]}}\n')
    return status


if __name__ == "__main__":
    sys.exit(main())
