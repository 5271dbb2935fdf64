#!/usr/bin/env python3
"""Times every transformer beside its counterpart in scikit-learn, category_encoders or feature_engine, fitting and
transforming apart, on one core and data in memory.

Prints nanoseconds per row and the ratio of scikit-learn's time to ours, then bytes per row of memory. Both sides make the same kinds of columns
(TransformerBenchmark.swift names them); ours holds categories dictionary-encoded, as its CSV reader hands them on,
scikit-learn's are arrays of Python strings. Arguments: the Swift driver, and the number of rows.
"""

import gc
import os
import pathlib
import subprocess
import sys
import time

for variable in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"]:
    os.environ[variable] = "1"

import category_encoders
import numpy as np
import pandas as pd
from feature_engine import creation, datetime, encoding
from sklearn import feature_extraction, feature_selection, impute, preprocessing

ROOT = pathlib.Path(__file__).resolve().parents[2]


def data(rows: int):
    rng = np.random.default_rng(1)
    floats = rng.random((rows, 4))
    gaps = np.where(rng.random((rows, 4)) < 0.05, np.nan, floats)
    counts = rng.integers(0, 100, (rows, 4))
    few, many = (
        np.array([f"category-{code}" for code in range(number)], dtype=object)[rng.integers(0, number, (rows, 1))]
        for number in [105, 4000]
    )
    return floats, gaps, counts, few, many, rng.random(rows) < 0.5


def peers(rows: int):
    """Name, estimator, X, y, and how the fitted rows are transformed where that is not `transform`."""
    floats, gaps, counts, few, many, flag = data(rows)
    scale, select = preprocessing, feature_selection
    frame = pd.DataFrame(many, columns=["c"])
    labels = np.array([f"label-{code}" for code in range(20)], dtype=object)[np.random.default_rng(2).integers(0, 20, (rows, 3))]
    dicts = [{"c": text, "x": value} for text, value in zip(many[:, 0], floats[:, 0])]
    columns = ["c0", "c1", "c2", "c3"]
    moments = pd.DataFrame(
        np.random.default_rng(3).integers(15 * 10**14, 1815 * 10**12, (rows, 2)).astype("datetime64[us]"), columns=columns[:2]
    )
    circle = creation.CyclicalFeatures(drop_original=True)
    return [
        ("frequency_encoder", encoding.CountFrequencyEncoder("frequency"), frame, None),
        ("rare_label_encoder", encoding.RareLabelEncoder(tol=0.0001), frame, None),
        ("binary_encoder", category_encoders.BinaryEncoder(cols=["c"]), frame, None),
        ("base_n_encoder", category_encoders.BaseNEncoder(cols=["c"], base=10), frame, None),
        ("hashing_encoder", category_encoders.HashingEncoder(cols=["c"], max_process=1), frame, None),
        ("feature_hasher", feature_extraction.FeatureHasher(16), dicts, None),
        ("multi_label_binarizer", preprocessing.MultiLabelBinarizer(), labels, None),
        ("cyclical hour", circle, pd.DataFrame(counts, columns=columns), None),
        ("cyclical", circle, pd.DataFrame(floats, columns=columns), None),
        ("datetime_features", datetime.DatetimeFeatures(variables=["c0"]), moments[["c0"]], None),
        ("datetime_features all", datetime.DatetimeFeatures(variables=["c0"], features_to_extract="all"), moments[["c0"]], None),
        ("elapsed_time c1", datetime.DatetimeSubtraction(variables=["c0"], reference=["c1"]), moments, None),
        ("standard_scaler", scale.StandardScaler(), gaps, None),
        ("min_max_scaler", scale.MinMaxScaler(), gaps, None),
        ("robust_scaler", scale.RobustScaler(), gaps, None),
        ("simple_imputer mean", impute.SimpleImputer(strategy="mean"), gaps, None),
        ("simple_imputer median", impute.SimpleImputer(strategy="median"), gaps, None),
        ("simple_imputer most_frequent", impute.SimpleImputer(strategy="most_frequent", missing_values=-1), counts, None),
        ("one_hot_encoder", scale.OneHotEncoder(), few, None),
        ("ordinal_encoder", scale.OrdinalEncoder(), few, None),
        ("ordinal_encoder error", scale.OrdinalEncoder(), many, None),
        ("target_encoder", scale.TargetEncoder(target_type="binary"), many, flag),
        ("target_encoder continuous", scale.TargetEncoder(target_type="continuous"), many, floats[:, 0]),
        ("variance_threshold", select.VarianceThreshold(), gaps, None),
        ("select_k_best f_classif", select.SelectKBest(select.f_classif, k=2), floats, flag),
        ("select_k_best f_regression", select.SelectKBest(select.f_regression, k=2), floats, floats[:, 0] + floats[:, 1]),
        ("select_k_best chi2", select.SelectKBest(select.chi2, k=2), counts, flag),
        ("select_k_best mutual_info_classif", select.SelectKBest(discrete_information, k=2), counts, flag),
    ]


def discrete_information(X, y):
    return feature_selection.mutual_info_classif(X, y, discrete_features=True)


def best(work, runs=3) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def resident() -> tuple:
    """Bytes in memory now, and at the highest since `clear_refs` was last written."""
    status = dict(line.split(":") for line in pathlib.Path("/proc/self/status").read_text().splitlines())
    return tuple(int(status[name].split()[0]) * 1024 for name in ["VmRSS", "VmHWM"])


def sparse_memory(rows: int) -> tuple:
    """Bytes above the input of scikit-learn's sparse one-hot of 1,000 categories: held, and at the peak."""
    texts = np.array([f"category-{code}" for code in range(1000)], dtype=object)
    X = texts[np.random.default_rng(1).integers(0, 1000, (rows, 1))]
    encoder = preprocessing.OneHotEncoder().fit(X)
    gc.collect()
    pathlib.Path("/proc/self/clear_refs").write_text("5")
    before = resident()[0]
    encoded = encoder.transform(X)
    now, peak = resident()
    assert encoded.shape == (rows, 1000)
    return now - before, peak - before


def ours(swift: str, rows: int) -> tuple:
    environment = {
        **os.environ,
        "FEATURIZE_BENCH_ROWS": str(rows),
        # As the command line does for its process: freed batches are used again, not mapped anew.
        "MALLOC_MMAP_THRESHOLD_": str(1 << 28),
        "MALLOC_TRIM_THRESHOLD_": str(1 << 28),
    }
    command = [swift, "test", "-c", "release", "-Xswiftc", "-enable-testing", "--disable-xctest"]
    command += ["--scratch-path", ".build-bench/swift", "--filter", "TransformerBenchmark"]
    run = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    lines = [line.split("\t") for line in run.stdout.splitlines() if "\t" in line]
    times = {row[1]: (int(row[2]) / 10, int(row[3]) / 10) for row in lines if row[0] == "benchmark"}
    memory = {row[1]: (int(row[2]), int(row[3])) for row in lines if row[0] == "memory"}
    if run.returncode != 0 or not times:
        sys.exit(f"{' '.join(command)} failed\n{run.stdout[-2000:]}")
    return times, memory


def main() -> int:
    swift, rows = sys.argv[1], int(sys.argv[2])
    theirs = sparse_memory(rows)
    measured, memory = ours(swift, rows)
    print(f"{'ns per row':36}{'fit':>10}{'sklearn':>10}{'ratio':>8}{'transform':>12}{'sklearn':>10}{'ratio':>8}")
    for name, estimator, X, y in peers(rows):
        # MultiLabelBinarizer takes no target.
        arguments = (X,) if y is None else (X, y)
        fit = best(lambda: estimator.fit(*arguments)) / rows * 1e9
        # A target encoder's cross-fit is its fit_transform, which fits again.
        crossed = name.startswith("target_encoder")
        work = (lambda: estimator.fit_transform(*arguments)) if crossed else (lambda: estimator.transform(X))
        transform = best(work) / rows * 1e9 - (fit if crossed else 0)
        mine = measured.pop(name)
        print(
            f"{name:36}{mine[0]:10.1f}{fit:10.1f}{fit / mine[0]:8.1f}"
            f"{mine[1]:12.1f}{transform:10.1f}{transform / max(mine[1], 0.1):8.1f}"
        )
    for name, (fit, transform) in measured.items():
        print(f"{name:36}{fit:10.1f}{'-':>10}{'':>8}{transform:12.1f}{'-':>10}")
    print(f"\n{'bytes per row':36}{'held':>10}{'sklearn':>10}{'ratio':>8}{'peak':>12}{'sklearn':>10}{'ratio':>8}")
    for name, mine in memory.items():
        pairs = zip(mine, theirs, [10, 12])
        print(f"{name:36}" + "".join(
            f"{own / rows:{width}.1f}{their / rows:10.1f}{their / own:8.1f}" for own, their, width in pairs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
