"""Small tables to fit on, and the form that columns have in a golden file."""

import math

import numpy as np

MISSING = math.nan


def column(name: str, values, type: str = "float") -> dict:
    return {"name": name, "type": type, "values": [cell(value, type) for value in values]}


def cell(value, type: str = "float"):
    """A value as JSON; NaN and None are missing."""
    if value is None or (isinstance(value, (float, np.floating)) and math.isnan(value)):
        return None
    if type == "bool":
        return bool(value)
    if type == "int":
        return int(value)
    if type in ("string", "category"):
        return str(value)
    value = float(value)
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


def outputs(names, matrix) -> list:
    """Output columns of a matrix of numbers."""
    matrix = np.asarray(matrix)
    return [
        {"name": name, "values": [cell(value) for value in matrix[:, index].astype(float)]}
        for index, name in enumerate(names)
    ]


def matrix(columns) -> np.ndarray:
    """Golden columns as scikit-learn takes them."""
    special = {None: math.nan, "inf": math.inf, "-inf": -math.inf}
    return np.array(
        [
            [float(special[value] if value in special else value) for value in column["values"]]
            for column in columns
        ]
    ).T


def random(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def numeric_tables() -> dict:
    """Columns that are hard in one way each."""
    rng = random(1)
    plain = [column("a", rng.normal(3, 2, 25)), column("b", rng.exponential(1e3, 25)), column("n", rng.integers(-9, 9, 25), "int")]
    gaps = rng.normal(size=21)
    gaps[[0, 3, 4, 20]] = MISSING
    whole = [None if row % 4 == 1 else row * row for row in range(21)]
    return {
        "plain": plain,
        "missing values": [column("gaps", gaps), column("whole", whole, "int")],
        "constant column": [column("c", [0.1] * 12), column("zero", [0.0] * 12), column("x", rng.normal(size=12))],
        "all-missing column": [column("void", [MISSING] * 9), column("x", rng.normal(size=9))],
        "one row": [column("x", [2.5]), column("n", [4], "int")],
        "huge offsets": [column("x", 1e8 + rng.normal(size=40)), column("y", 1e12 + np.arange(40.0))],
        "ties": [column("x", [1, 2, 2, 2, 3, 3, 9, 9, 9, 9]), column("n", [5, 5, 5, 1, 1, 1, 7, 7, 2, 2], "int")],
        "booleans": [column("flag", [True, False, True, True, False, None, True], "bool")],
        "two values": [column("x", [-1.5, 4.0])],
        "tiny spread": [column("x", [1e-20, 2e-20, 3e-20, 2e-20])],
        "large and small": [column("x", [1e-300, 1e300, -1e150, 1.0, 0.0, 5e-324])],
    }


# What a case by the name of its table is hard in: one of the kinds that every counterpart is compared in (README.md).
# A table that is no kind of its own counts as the one that it comes nearest to.
KINDS = {
    "plain": "plain",
    "missing values": "missing",
    "missing whole numbers": "missing",
    "constant column": "constant",
    "all-missing column": "all_missing",
    "one row": "one_row",
    "huge offsets": "offset",
    "ties": "ties",
    "long tail": "ties",
    "infinite value": "inf",
    "negative infinity": "inf",
    "booleans": "missing",
    "two values": "plain",
    "tiny spread": "plain",
    "large and small": "plain",
    "floats": "plain",
}


def infinities() -> dict:
    return {
        "infinite value": [column("x", [1.0, math.inf, 2.0, 3.0])],
        "negative infinity": [column("n", [1, 2, 3], "int"), column("x", [1.0, 2.0, -math.inf])],
    }
