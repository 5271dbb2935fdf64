#!/usr/bin/env python3
"""Times every transformer beside its counterpart in scikit-learn, category_encoders or feature_engine, fitting and
transforming apart, on one core and data in memory.

Prints nanoseconds per row and the ratio of scikit-learn's time (of pandas' for groups and history) to ours, then bytes
per row of memory. Both sides make the same kinds of columns (TransformerBenchmark.swift names them); ours holds
categories dictionary-encoded, as its CSV reader hands them on, scikit-learn's are arrays of Python strings. Arguments:
the Swift driver, and the number of rows.
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
from feature_engine.outliers import Winsorizer
from skrub import SquashingScaler
from sklearn import feature_selection, impute, preprocessing
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.feature_extraction import text
from sklearn import decomposition, feature_selection, impute, preprocessing, tree
from feature_engine import selection
from sklearn import feature_selection, impute, linear_model, preprocessing
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


def documents(rows: int) -> list:
    """Eight of 2,000 words each."""
    words = np.array([f"Word{code}" for code in range(2000)])[np.random.default_rng(2).integers(0, 2000, (rows, 8))]
    return [", ".join(row) for row in words]


def peers(rows: int):
    """Name, estimator, X, y, and how the fitted rows are transformed where that is not `transform`."""
    floats, gaps, counts, few, many, flag = data(rows)
    scale, select = preprocessing, feature_selection
    words = documents(rows)
    grams = {"analyzer": "char_wb", "ngram_range": (3, 3)}
    dense = {"sparse_output": False}
    slope = floats[:, 0] + floats[:, 1]
    frame = pd.DataFrame(gaps, columns=list("abcd"))
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
        ("max_abs_scaler", scale.MaxAbsScaler(), gaps, None),
        ("quantile_transformer", scale.QuantileTransformer(random_state=0), gaps, None),
        ("quantile_transformer normal", scale.QuantileTransformer(output_distribution="normal", random_state=0), gaps, None),
        ("power_transformer", scale.PowerTransformer(), gaps, None),
        ("power_transformer box-cox", scale.PowerTransformer("box-cox"), gaps, None),
        ("log1p", scale.FunctionTransformer(np.log1p), gaps, None),
        ("normalizer", scale.Normalizer(), floats, None),
        ("l2_normalize", scale.Normalizer(), floats, None),
        ("winsorizer", Winsorizer(), pd.DataFrame(floats), None),
        ("winsorizer iqr", Winsorizer("iqr"), pd.DataFrame(floats), None),
        ("winsorizer mad", Winsorizer("mad"), pd.DataFrame(floats), None),
        ("squashing_scaler", SquashingScaler(), gaps, None),
        ("simple_imputer mean", impute.SimpleImputer(strategy="mean"), gaps, None),
        ("simple_imputer median", impute.SimpleImputer(strategy="median"), gaps, None),
        ("simple_imputer most_frequent", impute.SimpleImputer(strategy="most_frequent", missing_values=-1), counts, None),
        ("missing_indicator", impute.MissingIndicator(), gaps, None),
        ("group_imputer mean", GroupFill("mean"), grouped(gaps, few), None),
        ("group_imputer median", GroupFill("median"), grouped(gaps, few), None),
        ("knn_imputer", impute.KNNImputer(), gaps[:10_000], None),
        ("iterative_imputer", impute.IterativeImputer(), gaps[:200_000], None),
        *((name, History(compute), events(rows), None) for name, compute in HISTORY.items()),
        ("one_hot_encoder", scale.OneHotEncoder(), few, None),
        ("kbins_discretizer ordinal", bins(encode="ordinal"), floats, None),
        ("kbins_discretizer onehot-dense uniform", bins(encode="onehot-dense", strategy="uniform"), floats, None),
        ("kbins_discretizer ordinal kmeans", bins(encode="ordinal", strategy="kmeans"), floats, None),
        ("binarizer", scale.Binarizer(threshold=0.5), floats, None),
        ("decision_tree_discretizer bin_number", Trees(), floats, floats[:, 1]),
        ("polynomial_features", scale.PolynomialFeatures(), floats, None),
        ("pca", decomposition.PCA(), floats, None),
        ("spline_transformer", scale.SplineTransformer(), floats, None),
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
        ("count_vectorizer", text.CountVectorizer(), words, None),
        ("tfidf_vectorizer", text.TfidfVectorizer(), words, None),
        ("tfidf_vectorizer char_wb", text.TfidfVectorizer(**grams), words, None),
        ("hashing_vectorizer", text.HashingVectorizer(n_features=1024), words, None),
        ("select_percentile mutual_info_classif", select.SelectPercentile(select.mutual_info_classif, percentile=50), floats, flag),
        ("select_percentile mutual_info_regression", select.SelectPercentile(select.mutual_info_regression, percentile=50), floats, slope),
        ("select_fdr f_classif", select.SelectFdr(select.f_classif), floats, flag),
        ("drop_correlated", selection.DropCorrelatedFeatures(), frame, None),
        ("drop_duplicates", selection.DropDuplicateFeatures(), frame, None),
        ("population_stability ignore", selection.DropHighPSIFeatures(missing_values="ignore"), frame, None),
        ("select_from_model ridge", select.SelectFromModel(linear_model.Ridge()), floats, slope),
        ("select_from_model logistic_regression", select.SelectFromModel(linear_model.LogisticRegression()), floats, flag),
        ("rfe lasso", select.RFE(linear_model.Lasso(alpha=0.001)), floats, slope),
    ]


class GroupFill:
    """pandas' way to fill by group."""

    def __init__(self, strategy: str):
        self.strategy = strategy

    def fit(self, X, y=None):
        self.fills = X.groupby("g")[[0, 1, 2, 3]].agg(self.strategy)

    def transform(self, X):
        return X[[0, 1, 2, 3]].fillna(self.fills.reindex(X["g"]).set_index(X.index))


def grouped(gaps, few):
    return pd.DataFrame(gaps).assign(g=pd.Categorical(few[:, 0]))


class History:
    """A feature of a row's past, in the order of time, then put back beside its row."""

    def __init__(self, compute):
        self.compute = compute

    def fit(self, X, y=None):
        pass

    def transform(self, X):
        by = X.sort_values("at").groupby("key", sort=False)
        made = self.compute(by)
        return made.reset_index(level=0, drop=True).reindex(X.index) if made.index.nlevels > 1 else made.reindex(X.index)


def events(rows: int):
    rng = np.random.default_rng(1)
    x = np.where(rng.random(rows) < 0.05, np.nan, rng.random(rows))
    at = (rng.integers(0, 31_536_000, rows) * 1_000_000).astype("datetime64[us]")
    return pd.DataFrame({"key": rng.integers(0, 10_000, rows), "at": at, "x": x})


def over_time(by):
    made = by.rolling("30D", on="at")["x"].max()
    order = by.obj.groupby("key", sort=False).ngroup().argsort(kind="stable")
    return pd.Series(made.to_numpy(), index=by.obj.index[order])


HISTORY = {
    "lag": lambda by: by["x"].shift(1),
    "forward_fill": lambda by: by["x"].ffill(),
    "rolling mean": lambda by: by["x"].rolling(7).mean(),
    "rolling std": lambda by: by["x"].rolling(7).std(),
    "rolling median": lambda by: by["x"].rolling(7).median(),
    "rolling max of a time": over_time,
    "expanding mean": lambda by: by["x"].expanding().mean(),
    "ewm": lambda by: by["x"].ewm(alpha=0.3).mean(),
}
def bins(**arguments):
    return preprocessing.KBinsDiscretizer(**arguments, quantile_method="averaged_inverted_cdf", subsample=None)


class Trees:
    """A tree for each column; what feature_engine does after it has searched for the depth."""

    def fit(self, X, y):
        self.trees = [tree.DecisionTreeRegressor(max_depth=3).fit(X[:, [column]], y) for column in range(X.shape[1])]

    def transform(self, X):
        return np.column_stack([fitted.predict(X[:, [column]]) for column, fitted in enumerate(self.trees)])


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
        runs = 1 if isinstance(X, list) else 3  # texts take it tens of seconds
        count = len(X)
        fit = best(lambda: estimator.fit(X, y), runs) / count * 1e9
        # A target encoder's cross-fit is its fit_transform, which fits again.
        crossed = name.startswith("target_encoder")
        work = (lambda: estimator.fit_transform(X, y)) if crossed else (lambda: estimator.transform(X))
        transform = best(work, runs) / count * 1e9 - (fit if crossed else 0)
        # MultiLabelBinarizer takes no target.
        arguments = (X,) if y is None else (X, y)
        fit = best(lambda: estimator.fit(*arguments)) / rows * 1e9
        # A target encoder's cross-fit is its fit_transform, which fits again.
        crossed = name.startswith("target_encoder")
        work = (lambda: estimator.fit_transform(*arguments)) if crossed else (lambda: estimator.transform(X))
        transform = best(work) / rows * 1e9 - (fit if crossed else 0)
        mine = measured.pop(name)
        print(
            f"{name:36}{mine[0]:10.1f}{fit:10.1f}{fit / max(mine[0], 0.1):8.1f}"
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
