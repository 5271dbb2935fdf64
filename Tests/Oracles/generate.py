#!/usr/bin/env python3
"""Writes the golden files of the transformers: what scikit-learn gives for small tables (see README.md)."""

import json
import pathlib
import sys

import encoders
import numeric
import selections
import target_encoders

FOLDER = pathlib.Path(__file__).parent / "goldens"


def line(value) -> str:
    return json.dumps(value, separators=(", ", ": "), ensure_ascii=False, allow_nan=False)


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    import sklearn

    modules = [numeric, selections, encoders, target_encoders]
    for name, cases in [item for module in modules for item in module.TRANSFORMERS.items()]:
        head = {"transformer": name, "oracle": f"scikit-learn {sklearn.__version__}"}
        # One case a line, so that a change is read in review.
        lines = ",\n".join(line(case) for case in cases())
        (FOLDER / f"{name}.json").write_text(f'{line(head)[:-1]}, "cases": [\n{lines}\n]}}\n')
    return 0


if __name__ == "__main__":
    sys.exit(main())
