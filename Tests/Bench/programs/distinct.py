"""Exit 1 unless each value of one file's first column stands for one of another's, and the other way round:
distinct.py RAW WRITTEN."""

import sys

import polars as pl

raw, written = (pl.read_csv(path).to_series(0) for path in sys.argv[1:])
pairs = pl.DataFrame({"raw": raw, "written": written})
counts = {pairs["raw"].n_unique(), pairs["written"].n_unique(), pairs.n_unique()}
sys.exit(len(counts) != 1 or (raw == written).any())
