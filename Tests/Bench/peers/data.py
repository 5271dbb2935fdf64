"""The data of both sides: TransformerBenchmark.swift and TableBenchmark.swift make the same kinds of columns.

Ours holds categories dictionary-encoded, as its CSV reader hands them on. Those of scikit-learn, category_encoders and
feature_engine are Python strings, which these are made for; those of Polars are dictionary-encoded too.
"""

import numpy as np
import pandas as pd


def floats(rows):
    return np.random.default_rng(1).random((rows, 4))


def gaps(rows):
    """The same, one of 20 missing."""
    return np.where(np.random.default_rng(2).random((rows, 4)) < 0.05, np.nan, floats(rows))


def counts(rows):
    """From 0 to 99."""
    return np.random.default_rng(3).integers(0, 100, (rows, 4))


def flags(rows):
    return np.random.default_rng(4).random(rows) < 0.5


def categories(rows, number):
    """One column of so many categories, one as frequent as the other."""
    names = np.array([f"category-{code}" for code in range(number)], dtype=object)
    return names[np.random.default_rng(5).integers(0, number, (rows, 1))]


def labels(rows):
    """Three of 20."""
    names = np.array([f"label-{code}" for code in range(20)], dtype=object)
    return names[np.random.default_rng(6).integers(0, 20, (rows, 3))]


def moments(rows):
    """Two columns of times in ten years."""
    times = np.random.default_rng(7).integers(15 * 10**14, 1815 * 10**12, (rows, 2))
    return pd.DataFrame(times.astype("datetime64[us]"), columns=["c0", "c1"])


def texts(rows):
    """Eight of 2,000 words."""
    words = np.array([f"Word{code}" for code in range(2000)])
    return [", ".join(row) for row in words[np.random.default_rng(8).integers(0, 2000, (rows, 8))]]


def frame(matrix):
    """As category_encoders and feature_engine take it."""
    return pd.DataFrame(matrix, columns=[f"c{number}" for number in range(matrix.shape[1])])
