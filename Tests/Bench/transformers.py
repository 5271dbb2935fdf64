#!/usr/bin/env python3
"""Times every transformer beside scikit-learn's, fitting and transforming apart, on one core and data in memory.

Prints nanoseconds per row and the ratio of scikit-learn's time to ours. Both sides make the same kinds of columns
(TransformerBenchmark.swift names them); ours holds categories dictionary-encoded, as its CSV reader hands them on,
scikit-learn's are arrays of Python strings. Arguments: the Swift driver, and the number of rows.
"""

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
from sklearn import feature_selection, impute, preprocessing

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
    dense = {"sparse_output": False}
    return [
        ("standard_scaler", scale.StandardScaler(), gaps, None),
        ("min_max_scaler", scale.MinMaxScaler(), gaps, None),
        ("robust_scaler", scale.RobustScaler(), gaps, None),
        ("simple_imputer mean", impute.SimpleImputer(strategy="mean"), gaps, None),
        ("simple_imputer median", impute.SimpleImputer(strategy="median"), gaps, None),
        ("simple_imputer most_frequent", impute.SimpleImputer(strategy="most_frequent", missing_values=-1), counts, None),
        ("one_hot_encoder", scale.OneHotEncoder(**dense), few, None),
        ("ordinal_encoder", scale.OrdinalEncoder(), few, None),
        ("ordinal_encoder error", scale.OrdinalEncoder(), many, None),
        ("target_encoder", scale.TargetEncoder(target_type="binary"), many, flag),
        ("target_encoder continuous", scale.TargetEncoder(target_type="continuous"), many, floats[:, 0]),
        ("leave_one_out_encoder", category_encoders.LeaveOneOutEncoder(), pd.DataFrame(many), flag),
        ("m_estimate_encoder", category_encoders.MEstimateEncoder(), pd.DataFrame(many), flag),
        ("james_stein_encoder", category_encoders.JamesSteinEncoder(), pd.DataFrame(many), flag),
        ("weight_of_evidence_encoder", category_encoders.WOEEncoder(), pd.DataFrame(many), flag),
        ("one_hot_encoder ignore", scale.OneHotEncoder(handle_unknown="ignore", **dense), few, None),
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


def ours(swift: str, rows: int) -> dict:
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
    lines = [line.split("\t") for line in run.stdout.splitlines() if line.startswith("benchmark\t")]
    if run.returncode != 0 or not lines:
        sys.exit(f"{' '.join(command)} failed\n{run.stdout[-2000:]}")
    return {name: (int(fit) / 10, int(transform) / 10) for _, name, fit, transform in lines}


def main() -> int:
    swift, rows = sys.argv[1], int(sys.argv[2])
    measured = ours(swift, rows)
    print(f"{'ns per row':36}{'fit':>10}{'sklearn':>10}{'ratio':>8}{'transform':>12}{'sklearn':>10}{'ratio':>8}")
    for name, estimator, X, y in peers(rows):
        fit = best(lambda: estimator.fit(X, y)) / rows * 1e9
        # A target encoder's cross-fit is its fit_transform, which fits again.
        crossed = name.startswith("target_encoder")
        work = (lambda: estimator.fit_transform(X, y)) if crossed else (lambda: estimator.transform(X))
        transform = best(work) / rows * 1e9 - (fit if crossed else 0)
        mine = measured.pop(name)
        print(
            f"{name:36}{mine[0]:10.1f}{fit:10.1f}{fit / mine[0]:8.1f}"
            f"{mine[1]:12.1f}{transform:10.1f}{transform / max(mine[1], 0.1):8.1f}"
        )
    for name, (fit, transform) in measured.items():
        print(f"{name:36}{fit:10.1f}{'-':>10}{'':>8}{transform:12.1f}{'-':>10}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
