"""Golden cases of the encoders that learn from a target, but for scikit-learn's own."""

import math
import warnings

import category_encoders
import numpy as np
import pandas as pd
import scipy.optimize

import tables
from encoders import fold
from tables import column, outputs

warnings.simplefilter("ignore")


def frame(columns) -> pd.DataFrame:
    """Golden columns as category_encoders takes them: objects, missing ones as NaN."""
    special = {None: math.nan, "inf": math.inf, "-inf": -math.inf}
    return pd.DataFrame(
        {
            column["name"]: pd.Series([special.get(value, value) for value in column["values"]], dtype=object)
            for column in columns
        }
    )


def number(target) -> pd.Series:
    special = {"inf": math.inf, "-inf": -math.inf}
    return pd.Series([float(special.get(value, value)) for value in target["values"]])


def samples(binary: bool) -> list:
    """Kind, name, columns and target of each small table."""
    rng = tables.random(11)

    def target(n, offset=0.0):
        if binary:
            values = rng.random(n) < 0.45
            values[:2] = [True, False][:n]
            return column("y", values, "bool")
        return column("y", np.round(offset + 3 * rng.normal(size=n), 6))

    plans = [["free", "pro", "team", "é", "Z"][code] for code in rng.integers(0, 5, 20)]
    whole = [int(code) for code in rng.integers(-3, 2, 20)]
    gaps = [None if row % 5 == 2 else "abc"[code] for row, code in enumerate(rng.integers(0, 3, 20))]
    level = column("y", [row % 3 == 0 for row in range(12)], "bool") if binary else column("y", [5.5, 4.5, 5.0] * 4)
    infinite = [column("f", [1.0, 2.0, math.inf, 1.0, 2.0, 1.0], "float")]
    return [
        ("plain", "plain", [column("plan", plans, "category"), column("n", whole, "int")], target(20)),
        ("missing", "missing values", [column("gaps", gaps, "string"), column("plan", plans, "string")], target(20)),
        ("constant", "constant column", [column("same", ["x"] * 8, "category")], target(8)),
        ("all_missing", "all-missing column", [column("void", [None] * 8, "category")], target(8)),
        ("one_row", "one row", [column("plan", ["pro"], "category")], target(1)),
        (
            "offset",
            "huge offsets",
            [column("n", [100_000_000 + value for value in whole], "int")],
            target(20) if binary else target(20, 1e8),
        ),
        ("ties", "categories of one mean", [column("t", list("abcd") * 3, "category")], level),
        ("ties", "one row each", [column("t", list("abcdefgh"), "category")], target(8)),
        ("ties", "some of one row", [column("t", list("aaaabbbbbcde"), "category")], target(12)),
        ("inf", "infinite category", infinite, target(6)),
    ]


def unseen(columns) -> list:
    """The rows again, and one with a category that was not fitted and one without any."""
    new = {"int": -1000, "float": -1000.5}
    return [
        {**column, "values": column["values"][:3] + [new.get(column["type"], "unseen"), None]} for column in columns
    ]


def encoded(encoder, columns, apply) -> np.ndarray:
    return encoder.transform(frame(apply)).to_numpy(dtype=float)


def cases(make, arguments: dict, binary: bool) -> list:
    found = []
    wording = ", ".join(f"{name} {value}" for name, value in arguments.items())
    for kind, name, columns, y in samples(binary):
        for applied in ["the fitted rows", "unseen categories"]:
            if applied == "unseen categories" and kind not in ("plain", "missing", "constant"):
                continue
            apply = columns if applied == "the fitted rows" else unseen(columns)
            title = f"{name}, {applied}" + (f", {wording}" if wording else "") + (", two classes" if binary else "")
            case = {"name": title, "kind": kind if apply is columns else "unseen", "with": arguments}
            case |= {"columns": columns, "target": y}
            found.append(expect(case, make, arguments, columns, apply, y))
    if not binary:
        broken = column("y", [1.0, math.inf, 2.0])
        plain = [column("plan", list("aab"), "category")]
        found.append(
            {"name": "infinite target", "kind": "inf", "with": arguments, "columns": plain, "target": broken}
            | {"error": "badValue", "deviates": "infinite-targets"}
        )
    return found


def expect(case, make, arguments, columns, apply, y) -> dict:
    names = [column["name"] for column in columns]
    rng = tables.random(len(case["name"]))
    hashes = [int(value) for value in rng.integers(0, 1000, len(y["values"]))]
    folds = np.array([fold(value, 5) for value in hashes])
    case["hashes"] = [str(value) for value in hashes]
    if case["kind"] == "inf":
        return case | {"error": "badValue", "deviates": "infinite-categories"}
    leaves_one_out = make is category_encoders.LeaveOneOutEncoder
    if len(set(folds)) < 2 and not leaves_one_out or len(y["values"]) == 1:
        error = "unusableTarget" if make_needs_classes(make, arguments) else "unfittable"
        return case | {"error": error, "deviates": "one-fold"}
    if apply is not columns:
        case["apply"] = apply
    try:
        encoder = make(cols=names, **arguments).fit(frame(columns), number(y))
        case["expect"] = outputs(names, encoded(encoder, columns, apply))
    except ValueError:
        case["error"] = "badValue"
        return case
    if apply is not columns or "handle_unknown" in arguments:
        return case  # an unseen category of a fold has no policy in ours
    data, target = frame(columns), number(y)
    crossed = np.empty((len(target), len(names)))
    if leaves_one_out:
        crossed = encoder.transform(frame(columns), target).to_numpy(dtype=float, copy=True)
        for position, name in enumerate(names):
            counts = data[name].map(data[name].value_counts(dropna=False)).to_numpy()
            alone = counts == 1
            if alone.any():
                case["deviates"] = "alone-in-category"
                crossed[alone, position] = ((target.sum() - target) / (len(target) - 1))[alone]
    else:
        for index in range(5):
            held = folds == index
            if not held.any():
                continue
            try:
                trained = make(cols=names, **arguments).fit(data[~held], target[~held])
            except ValueError:
                return case  # the other folds hold one class
            crossed[held] = trained.transform(data[held]).to_numpy(dtype=float)
    case["out_of_fold"] = outputs(names, crossed)
    return case


def make_needs_classes(make, arguments) -> bool:
    return make is category_encoders.WOEEncoder or arguments.get("model") == "binary"


def policies(make, binary) -> list:
    found = []
    for unknown, missing in [("return_nan", "return_nan"), ("error", "value"), ("value", "error")]:
        arguments = {"handle_unknown": unknown, "handle_missing": missing}
        found += [case for case in cases(make, arguments, binary) if case["kind"] in ("missing", "unseen")]
    return found


def m_estimate_encoder() -> list:
    make = category_encoders.MEstimateEncoder
    return cases(make, {}, False) + cases(make, {"m": 12.5}, True) + cases(make, {"m": 0}, False)[:3] + policies(make, True)


def leave_one_out_encoder() -> list:
    make = category_encoders.LeaveOneOutEncoder
    return cases(make, {}, False) + cases(make, {}, True) + policies(make, True)


def weight_of_evidence_encoder() -> list:
    make = category_encoders.WOEEncoder
    return cases(make, {}, True) + cases(make, {"regularization": 0.25}, True)[:3] + policies(make, True)


class LogOdds:
    """category_encoders' JamesSteinEncoder(model="binary") in double precision, its equation solved to the end."""

    def __init__(self, cols, model="binary"):
        self.cols = cols

    def fit(self, data, target):
        if target.nunique() != 2:
            raise ValueError("two classes are needed")
        self.encodings = {name: self.encodings_of(data[name].map(repr), target) for name in self.cols}
        return self

    @staticmethod
    def encodings_of(category, target) -> dict:
        groups = target.groupby(category).agg(["sum", "count"])
        ones, zeros, size = groups["sum"] + 0.5, groups["count"] - groups["sum"] + 0.5, len(groups)
        if size in (1, len(target)):
            return dict.fromkeys(groups.index, 0.0)
        rest_ones, rest_zeros = target.sum() - groups["sum"] + 0.5, (1 - target).sum() - zeros + 1
        ratio = np.log(rest_zeros * ones / (zeros * rest_ones))
        own = 1 / ones + 1 / zeros + 1 / rest_ones + 1 / rest_zeros

        def mean(variance):
            return (ratio / (variance + own)).sum() / (1 / (variance + own)).sum()

        def excess(variance):
            return ((ratio - mean(variance)) ** 2 / (variance + own)).sum() - (size - 1)

        variance = scipy.optimize.brentq(excess, 0, 1e6, xtol=1e-15, rtol=1e-15) if excess(0) > 0 else 0.0
        shrunk = ((size - 3) * own / ((size - 1) * (variance + own))).clip(0, 1)
        return (mean(variance) + (1 - shrunk) * (ratio - mean(variance))).to_dict()

    def transform(self, data):
        return pd.DataFrame(
            {name: [self.encodings[name].get(repr(value), 0.0) for value in data[name]] for name in self.cols}
        )


def james_stein_encoder() -> list:
    make = category_encoders.JamesSteinEncoder
    found = []
    for model in ["independent", "pooled", "beta"]:
        found += cases(make, {"model": model}, False)
    found += cases(make, {}, True)[:1]
    for case in cases(LogOdds, {"model": "binary"}, True):
        found.append({"deviates": "log-odds-in-double", **case} if "expect" in case else case)
    return found


TRANSFORMERS = {
    "m_estimate_encoder": m_estimate_encoder,
    "leave_one_out_encoder": leave_one_out_encoder,
    "weight_of_evidence_encoder": weight_of_evidence_encoder,
    "james_stein_encoder": james_stein_encoder,
}
