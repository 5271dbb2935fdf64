#!/usr/bin/env python3
"""Loads matrices that a pipeline writes with numpy, and compares them with the same table as CSV.

    matrices.py FEATURIZE

FEATURIZE is the command.
"""

import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd

PIPELINE = """
featurize: 1
name: matrices
sources:
  flights:
    format: csv
    uri: flights.csv
    contract:
      columns:
        flight: {type: string, role: key}
        day: {type: date}
        distance: {type: int}
        delay: {type: float, nullable: true}
        carrier: {type: category}
        late: {type: bool, role: target}
split: {by: flight, fractions: {train: 0.7, test: 0.3}, fit_on: train}
steps:
  - {id: words, use: one_hot_encoder, columns: [carrier]}
  - {id: scale, use: standard_scaler, columns: [distance]}
outputs:
  train_table: {format: csv, uri: train.csv, split: train}
  train: {format: npy, uri: train.npy, split: train}
  test_table: {format: csv, uri: test.csv, split: test}
  test: {format: npy, uri: test.npy, split: test}
"""


def flights(rows):
    yield "flight,day,distance,delay,carrier,late"
    for row in range(rows):
        delay = "" if row % 7 == 3 else row / 16
        yield f"f{row},2013-01-{row % 28 + 1:02},{row * 37 % 2500},{delay},{'UA AA B6'.split()[row % 3]},{row % 4 == 0}"


def expected(path):
    table = pd.read_csv(path)
    days = (pd.to_datetime(table["day"]) - pd.Timestamp(0)) // pd.Timedelta(days=1)
    return table.drop(columns="flight").assign(day=days).to_numpy(dtype=float)


def main():
    featurize = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="featurize-") as folder:
        folder = pathlib.Path(folder)
        (folder / "pipeline.yaml").write_text(PIPELINE)
        (folder / "flights.csv").write_text("\n".join(flights(5000)) + "\n")
        subprocess.run([featurize, "run", "pipeline.yaml", "--quiet"], cwd=folder, check=True)
        for part in ["train", "test"]:
            wanted = expected(folder / f"{part}.csv")
            for mode in [None, "r"]:
                matrix = np.load(folder / f"{part}.npy", mmap_mode=mode)
                assert matrix.dtype == np.float64 and matrix.flags.c_contiguous and matrix.flags.aligned
                np.testing.assert_array_equal(matrix, wanted)
            print(f"{part}: {matrix.shape[0]} rows of {matrix.shape[1]} numbers, as in CSV")


if __name__ == "__main__":
    main()
