"""Golden cases of the normalization beyond the linear scalers, which are in numeric.py."""

import math
import warnings

import numpy as np
from sklearn.preprocessing import Normalizer, normalize

import tables
from numeric import infinity_policies, number
from tables import KINDS, column, matrix, outputs

warnings.simplefilter("ignore")

# The distribution that each is compared with, where it is not scikit-learn.
ORACLES = {"log1p": "numpy", "winsorizer": "feature_engine", "squashing_scaler": "skrub"}


def names(columns) -> list:
    return [column["name"] for column in columns]


def unseen() -> tuple:
    """Columns to fit on, and rows far beyond them."""
    fitted = tables.numeric_tables()["plain"][:2]
    return fitted, [column("a", [100.0, -100.0, 3.0]), column("b", [1e7, -1e7, 500.0])]


def case(name, kind, arguments, columns, **members) -> dict:
    name = f"{name} {arguments}" if arguments else name
    return {"name": name, "kind": kind, "with": arguments, "columns": columns, **members}


def refused_infinities(**members) -> list:
    return [
        case(name, "inf", {}, columns, error="badValue", **members) for name, columns in tables.infinities().items()
    ]


# Rows


def row_cases(transform, variants) -> list:
    cases = []
    for arguments in variants:
        for name, columns in tables.numeric_tables().items():
            if name == "large and small":
                continue  # the length of 1e300 is beyond doubles
            if any(value is None for column in columns for value in column["values"]):
                cases.append(case(name, KINDS[name], arguments, columns, error="badValue"))
                continue
            expect = outputs(names(columns), transform(matrix(columns), arguments))
            cases.append(case(name, KINDS[name], arguments, columns, expect=expect))
        fitted, new = unseen()
        expect = outputs(names(new), transform(matrix(new), arguments))
        cases.append(case("rows that were not fitted", "unseen", arguments, fitted, apply=new, expect=expect))
    zeros = [column("x", [0.0, 3.0, 1e-17]), column("y", [0.0, -4.0, 0.0])]
    expect = outputs(["x", "y"], transform(matrix(zeros), {}))
    return cases + [case("rows of zeros", "constant", {}, zeros, expect=expect)] + refused_infinities()


def normalizer() -> list:
    variants = [{}, {"norm": "l1"}, {"norm": "max"}]
    return row_cases(lambda data, arguments: Normalizer(**arguments).fit_transform(data), variants)


def l2_normalize() -> list:
    return row_cases(lambda data, arguments: normalize(data), [{}])


# Logarithm


def absolute(column) -> dict:
    """The column without signs."""
    keep = lambda value: value is None or isinstance(value, bool)
    return {**column, "values": [value if keep(value) else abs(value) for value in column["values"]]}


def log1p() -> list:
    cases = []
    for name, columns in tables.numeric_tables().items():
        sizes = [absolute(each) for each in columns]
        cases.append(case(name, KINDS[name], {}, sizes, expect=outputs(names(sizes), np.log1p(matrix(sizes)))))
    near = [column("x", [-0.999999, -0.5, -1e-18, 1e-18, -1e-9, 0.0, 1e-5])]
    cases.append(case("near its bounds", "plain", {}, near, expect=outputs(["x"], np.log1p(matrix(near)))))
    fitted, new = unseen()
    fitted, new = [absolute(each) for each in fitted], [absolute(each) for each in new]
    expect = outputs(names(new), np.log1p(matrix(new)))
    cases.append(case("rows that were not fitted", "unseen", {}, fitted, apply=new, expect=expect))
    for value in [-1.0, -2.5]:
        columns = [column("x", [1.0, value])]
        cases.append(case(f"of {value}", "plain", {}, columns, error="badValue", deviates="log-of-nothing"))
    sizes = [column("x", [1.0, math.inf, 2.5, -0.5, math.nan]), column("y", [0.0, 7.0, math.inf, 1.0, 2.0])]
    data = matrix(sizes)
    for policy, treated in [("null", np.where(np.isinf(data), math.nan, data)), ("clip", np.minimum(data, [2.5, 7.0]))]:
        expect = outputs(["x", "y"], np.log1p(treated))
        cases.append(case("infinities", "inf", {"inf": policy}, sizes, expect=expect, deviates="infinities"))
    return cases + refused_infinities(deviates="infinities")


# Outliers


def outliers() -> list:
    """A column with outliers on either side, and one of small numbers."""
    rng = tables.random(11)
    wild = rng.normal(size=22)
    wild[[3, 9, 17]] = [-25.0, 40.0, 9.0]
    return [column("wild", wild), column("n", rng.integers(0, 30, 22) + 200 * (np.arange(22) == 7), "int")]


def winsorizer() -> list:
    import pandas as pd
    from feature_engine.outliers import Winsorizer

    def frame(columns):
        return pd.DataFrame(matrix(columns), columns=names(columns))

    def caps(fitted, name):
        low, high = (side.get(name) for side in (fitted.left_tail_caps_, fitted.right_tail_caps_))
        return {"name": name, "low": None if low is None else number(low), "high": None if high is None else number(high)}

    variants = [
        {},
        {"capping_method": "iqr", "tail": "both"},
        {"tail": "both", "add_indicators": True},
        {"capping_method": "iqr", "tail": "left", "fold": 0.5, "add_indicators": True},
        {"capping_method": "mad", "tail": "both"},
        {"capping_method": "mad", "fold": 2.0},
        {"capping_method": "quantiles", "tail": "both"},
        {"capping_method": "quantiles", "tail": "both", "fold": 0.2},
    ]
    cases = []
    for arguments in variants:
        everything = {"outliers": outliers(), **tables.numeric_tables()}
        chosen = ["outliers", "missing values", "ties"]
        if arguments in variants[:2]:
            chosen += ["plain", "constant column", "all-missing column", "one row", "huge offsets"]
        for name in chosen:
            columns = everything[name]
            kind = KINDS.get(name, "plain")
            if any(value is None for each in columns for value in each["values"]):
                cases.append(case(name, kind, arguments, columns, error="badValue"))
                arguments_now = {**arguments, "missing_values": "ignore"}
            else:
                arguments_now = arguments
            try:
                fitted = Winsorizer(**arguments_now).fit(frame(columns))
            except ValueError:
                cases.append(case(name, kind, arguments_now, columns, error="unfittable"))
                continue
            capped = fitted.transform(frame(columns))
            state = {"columns": [caps(fitted, each) for each in names(columns)]}
            expect = outputs(list(capped.columns), capped.to_numpy())
            cases.append(case(name, kind, arguments_now, columns, expect=expect, state=state))
        fitted, new = unseen()
        capped = Winsorizer(**arguments).fit(frame(fitted)).transform(frame(new))
        expect = outputs(list(capped.columns), capped.to_numpy())
        cases.append(case("rows that were not fitted", "unseen", arguments, fitted, apply=new, expect=expect))
    return cases + refused_infinities()


def squashing_scaler() -> list:
    from skrub import SquashingScaler

    variants = [{}, {"max_absolute_value": 1.5}, {"quantile_range": [10.0, 60.0]}]
    cases = []
    for arguments in variants:
        made = {key: tuple(value) if isinstance(value, list) else value for key, value in arguments.items()}
        special = {
            "outliers": outliers(),
            "equal quartiles": [column("x", [0.0, 1.0, 1.0, 1.0, 2.0, math.nan, 1.0])],
        }
        for name, columns in {**special, **tables.numeric_tables()}.items():
            if name == "large and small":
                continue  # there z² is beyond doubles, and skrub gives 0
            squashed = SquashingScaler(**made).fit_transform(matrix(columns))
            expect = outputs(names(columns), squashed)
            cases.append(case(name, KINDS.get(name, "ties"), arguments, columns, expect=expect))
        fitted, new = unseen()
        expect = outputs(names(new), SquashingScaler(**made).fit(matrix(fitted)).transform(matrix(new)))
        cases.append(case("rows that were not fitted", "unseen", arguments, fitted, apply=new, expect=expect))
    far = [column("x", [1.0, 2.0, 3.0, 4.0])]
    new = [column("x", [1e200, -1e300])]
    bound = [{"name": "x", "values": [3.0, -3.0]}]
    cases.append(case("far away", "unseen", {}, far, apply=new, expect=bound, deviates="squashed-to-zero"))
    return cases + infinity_policies(lambda data: SquashingScaler().fit(data)) + refused_infinities(deviates="infinities")


TRANSFORMERS = {
    "normalizer": normalizer,
    "l2_normalize": l2_normalize,
    "log1p": log1p,
    "winsorizer": winsorizer,
    "squashing_scaler": squashing_scaler,
}
