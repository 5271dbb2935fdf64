"""Golden cases of the members that put numbers into bins."""

import math
import warnings

import numpy as np
import pandas as pd
from feature_engine.discretisation import ArbitraryDiscretiser, DecisionTreeDiscretiser
from sklearn.preprocessing import Binarizer, KBinsDiscretizer

import tables
from tables import column, matrix, outputs

warnings.simplefilter("ignore")

INFINITE = {
    "infinite value": [column("x", [1.0, math.inf, 2.0, 3.0, 4.0, 5.0])],
    "negative infinity": [column("x", [1.0, 2.0, -math.inf, 4.0, 5.0, 6.0])],
}


def numeric() -> dict:
    """Name: kind, columns to fit, columns to transform."""
    rng = tables.random(7)
    plain = [column("a", rng.normal(3, 2, 30)), column("n", rng.integers(-9, 9, 30), "int")]
    skewed = [column("a", rng.exponential(5, 40) ** 2)]
    beyond = [column("a", [-1e6, 3.25, 1e6, 0.0]), column("n", [-100, 0, 100, 3], "int")]
    return {
        "plain": ("plain", plain, plain),
        "skewed": ("plain", skewed, skewed),
        "constant": ("constant", *2 * [[column("c", [0.1] * 12), column("a", rng.normal(size=12))]]),
        "one row": ("one_row", *2 * [[column("a", [2.5]), column("n", [4], "int")]]),
        "beyond the range": ("unseen", plain, beyond),
        "offset": ("offset", *2 * [[column("a", 1e8 + rng.normal(size=40)), column("b", 1e8 + np.arange(40.0))]]),
        "ties": ("ties", *2 * [[column("a", [1, 2, 2, 2, 3, 3, 9, 9, 9, 6, 7, 2]), column("n", [5, 5, 5, 1, 1, 1, 7, 7, 2, 2, 4, 9], "int")]]),
        "booleans": ("ties", *2 * [[column("flag", [True, False, True, True, False, True], "bool")]]),
    }


GAPS = [column("a", [1.0, math.nan, 2.0, 4.0, math.nan, 7.0, 8.0, 9.0]), column("n", [3, 1, None, 4, 1, 5, 9, 2], "int")]
VOID = [column("void", [math.nan] * 6), column("a", [1.0, 2.0, 3.0, 5.0, 8.0, 13.0])]


def refused() -> list:
    """What scikit-learn refuses and so do we, with the default arguments."""
    cases = [{"name": "missing", "kind": "missing", "with": {}, "columns": GAPS, "error": "badValue"}]
    cases.append({"name": "all missing", "kind": "all_missing", "with": {}, "columns": VOID, "error": "badValue"})
    for name, columns in INFINITE.items():
        cases.append({"name": name, "kind": "inf", "with": {}, "columns": columns, "error": "badValue"})
    return cases


def kbins_discretizer() -> list:
    cases = []
    variants = [
        {"strategy": strategy, "n_bins": bins, "encode": encode, **more}
        for strategy, bins, encode, more in [
            ("quantile", 3, "onehot", {}),
            ("quantile", 5, "ordinal", {}),
            ("quantile", 4, "ordinal", {"quantile_method": "linear"}),
            ("uniform", 5, "ordinal", {}),
            ("kmeans", 3, "ordinal", {}),
            ("kmeans", 5, "ordinal", {}),
        ]
    ]
    for arguments in variants:
        for name, (kind, fitted, applied) in numeric().items():
            full = {"quantile_method": "averaged_inverted_cdf", **arguments}
            model = KBinsDiscretizer(**full, subsample=None)
            title = f"{name}, {', '.join(str(value) for value in arguments.values())}"
            case = {"name": title, "kind": kind, "with": arguments, "columns": fitted}
            try:
                model.fit(matrix(fitted))
            except ValueError:
                case["error"] = "unfittable"
                cases.append(case)
                continue
            if applied is not fitted:
                case["apply"] = applied
            data = model.transform(matrix(applied))
            names = [column["name"] for column in fitted]
            case["expect"] = outputs(model.get_feature_names_out(names), data.toarray() if hasattr(data, "toarray") else data)
            edges = [[] if np.isinf(edges).any() else [float(edge) for edge in edges[1:-1]] for edges in model.bin_edges_]
            case["state"] = {"columns": [{"name": name, "edges": inner} for name, inner in zip(names, edges)]}
            cases.append(case)
    return cases + refused() + own_bin(KBinsDiscretizer)


def own_bin(make) -> list:
    """Missing values in a bin of their own, the others as if there were none."""
    arguments = {"n_bins": 3, "encode": "ordinal", "missing": "bin"}
    expected = []
    for gaps in GAPS:
        present = [value for value in gaps["values"] if value is not None]
        codes = iter(make(3, encode="ordinal", quantile_method="averaged_inverted_cdf").fit_transform(np.array(present, dtype=float)[:, None])[:, 0])
        expected.append({"name": gaps["name"], "values": [3 if value is None else int(next(codes)) for value in gaps["values"]]})
    return [{"name": "missing in a bin", "kind": "missing", "with": arguments, "columns": GAPS, "expect": expected, "deviates": "missing-bins"}]


def binarizer() -> list:
    cases = []
    for threshold in [0.0, 2.0, 1e8]:
        for name, (kind, fitted, applied) in numeric().items():
            data = Binarizer(threshold=threshold).fit(matrix(fitted)).transform(matrix(applied))
            case = {"name": f"{name}, {threshold}", "kind": kind, "with": {"threshold": threshold}, "columns": fitted}
            if applied is not fitted:
                case["apply"] = applied
            case["expect"] = outputs([column["name"] for column in fitted], data)
            cases.append(case)
    return cases + refused()


def fixed_bins() -> list:
    cases = []
    for name, (kind, fitted, applied) in numeric().items():
        if name == "booleans":
            continue
        names = [column["name"] for column in fitted]
        middle = 1e8 if kind == "offset" else 0
        for edges in [[-3, 0, 2, 9], [-1e3, 1.5, 1e3]]:
            edges = [edge + middle for edge in edges]
            for errors in ["ignore", "raise"]:
                arguments = {"binning_dict": {name: edges for name in names}, "errors": errors}
                case = {"name": f"{name}, {edges}, {errors}", "kind": kind, "with": arguments, "columns": fitted}
                if applied is not fitted:
                    case["apply"] = applied
                model = ArbitraryDiscretiser(**arguments)
                try:
                    model.fit(frame(fitted))
                    case["expect"] = outputs(names, model.transform(frame(applied)))
                except ValueError:
                    case["error"] = "badValue"
                cases.append(case)
    bins = {"binning_dict": {"a": [0, 5, 10], "n": [0, 5]}}
    cases.append({"name": "missing", "kind": "missing", "with": bins, "columns": GAPS, "error": "badValue"})
    void = {"binning_dict": {"void": [0, 1], "a": [0, 20]}}
    cases.append({"name": "all missing", "kind": "all_missing", "with": void, "columns": VOID, "error": "badValue"})
    for name, columns in INFINITE.items():
        cases.append({"name": name, "kind": "inf", "with": {"binning_dict": {"x": [0, 9]}}, "columns": columns, "error": "badValue"})
    return cases


def frame(columns) -> pd.DataFrame:
    return pd.DataFrame(matrix(columns), columns=[column["name"] for column in columns])


def decision_tree_discretizer() -> list:
    cases = []
    rng = tables.random(11)
    for name, (kind, fitted, applied) in numeric().items():
        if name == "booleans":
            continue
        if kind == "offset":  # scikit-learn's trees see floats of 32 bits, which 1e8 has at every eighth number
            fitted = applied = [column("a", 1e8 + 8 * rng.integers(0, 30, 40)), column("b", 1e8 + 8 * np.arange(40.0))]
        fitted, applied = ([{**each, "values": [value if each["type"] == "int" else round(value * 8) / 8 for value in each["values"]]} for each in part] for part in (fitted, applied))
        size = len(fitted[0]["values"])
        if kind == "one_row":
            cases.append({"name": name, "kind": kind, "with": {}, "columns": fitted, "target": column("y", [1.0]), "error": "unfittable"})
            continue
        driver = np.array(fitted[-1]["values"], dtype=float)
        noise = rng.normal(size=size)
        for regression in [True, False]:
            if regression:
                target = column("y", np.round(driver - driver.mean() + noise, 2))
            else:
                target = column("y", (driver > np.median(driver)) ^ (noise > 1), "bool")
            for output, depth, leaf in [("prediction", 3, 2), ("bin_number", 2, 1)]:
                arguments = {"bin_output": output, "regression": regression, "max_depth": depth, "min_samples_leaf": leaf}
                y = np.array(target["values"])
                model = DecisionTreeDiscretiser(
                    bin_output=output, cv=2, regression=regression, random_state=0,
                    scoring="neg_mean_squared_error" if regression else "accuracy",
                    param_grid={"max_depth": [depth], "min_samples_leaf": [leaf]},
                )
                model.fit(frame(fitted), pd.Series(y if regression else y.astype(int)))
                case = {"name": f"{name}, {output}, {regression}, {depth}, {leaf}", "kind": kind, "with": arguments, "columns": fitted, "target": target}
                case["hashes"] = [str(row * 0x9E3779B97F4A7C15 % 2**64) for row in range(1, size + 1)]
                if applied is not fitted:
                    case["apply"] = applied
                case["expect"] = outputs([column["name"] for column in fitted], model.transform(frame(applied)))
                cases.append(case)
    target = column("y", [1.0, 2.5, 3.0, 1.0, 2.0, 2.0, 5.0, 6.0])
    cases.append({"name": "missing", "kind": "missing", "with": {}, "columns": GAPS, "target": target, "error": "badValue"})
    cases.append({"name": "all missing", "kind": "all_missing", "with": {}, "columns": VOID, "target": column("y", target["values"][:6]), "error": "badValue"})
    for name, columns in INFINITE.items():
        cases.append({"name": name, "kind": "inf", "with": {}, "columns": columns, "target": column("y", target["values"][:6]), "error": "badValue"})
    return cases


TRANSFORMERS = {
    "kbins_discretizer": kbins_discretizer,
    "binarizer": binarizer,
    "fixed_bins": fixed_bins,
    "decision_tree_discretizer": decision_tree_discretizer,
}
