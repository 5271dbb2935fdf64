"""Golden cases of the encoders."""

import math
import warnings
from collections import Counter

import numpy as np
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, TargetEncoder

import tables
from tables import KINDS, cell, column, outputs

warnings.simplefilter("ignore")


def objects(columns) -> np.ndarray:
    """Golden columns as scikit-learn takes categories: objects, missing ones as NaN."""
    return np.array(
        [[math.nan if value is None else value for value in column["values"]] for column in columns], dtype=object
    ).T


def category_tables() -> dict:
    rng = tables.random(3)
    plans = np.array(["free", "pro", "team"])[rng.integers(0, 3, 30)]
    gaps = [None if row % 5 == 2 else value for row, value in enumerate(np.array(["é", "e", "Z", "a"])[rng.integers(0, 4, 30)])]
    return {
        "plain": [column("plan", plans, "category"), column("n", rng.integers(-3, 12, 30), "int")],
        "missing values": [column("gaps", gaps, "string"), column("plan", plans, "string")],
        "missing whole numbers": [column("n", [None if row % 7 == 3 else row % 4 for row in range(30)], "int")],
        "floats": [column("f", [2.5, 10.0, 0.0, 1e16, None, 1e-05, 3.0, -7.25, 2.5, 0.0, 123456.789, 3.0] * 2)],
        "constant column": [column("same", ["x"] * 5, "category")],
        "all-missing column": [column("void", [None] * 4, "category"), column("plan", plans[:4], "category")],
        "one row": [column("plan", ["pro"], "category")],
        "ties": [column("t", list("ddccbbaaaee"), "string")],
        "long tail": [column("tail", [value for value, count in zip("abcdefgh", [9, 1, 4, 2, 2, 7, 1, 4]) for _ in range(count)], "category")],
        "huge offsets": [
            column("n", [100_000_000 + row % 4 for row in range(12)], "int"),
            column("f", [1e8 + row % 3 / 2 for row in range(12)]),
        ],
    }


def unseen(columns) -> list:
    """The first rows again, and one with a category that was not fitted."""
    new = {"int": -1000, "float": -1000.5}
    return [{**column, "values": column["values"][:3] + [new.get(column["type"], "unseen")]} for column in columns]


def encoder_cases(encode, variants, only=None) -> list:
    """`encode(columns, apply, arguments)` gives the expected columns and what was fitted."""
    cases = []
    for arguments in variants:
        suffix = f" {arguments}" if arguments else ""
        for name, columns in category_tables().items():
            expect, fitted = encode(columns, columns, arguments)
            cases.append(
                {
                    "name": name + suffix,
                    "kind": KINDS[name],
                    "with": arguments,
                    "columns": columns,
                    "expect": expect,
                    "fitted": fitted,
                }
            )
        for name in ["plain", "missing values", "ties"]:
            columns = category_tables()[name]
            case = {
                "name": f"{name}, unseen categories{suffix}",
                "kind": "unseen",
                "with": arguments,
                "columns": columns,
                "apply": unseen(columns),
            }
            try:
                case["expect"], _ = encode(columns, case["apply"], arguments)
            except ValueError:
                case["error"] = "badValue"
            cases.append(case)
    return cases + infinities()


def infinities(target=None) -> list:
    """An infinite number among the categories is refused."""
    target = {"target": target} if target else {}
    return [
        {"name": name, "kind": "inf", "with": {}, "columns": columns, **target, "error": "badValue"}
        for name, columns in tables.infinities().items()
    ]


def one_hot_encoder() -> list:
    def encode(columns, apply, arguments):
        arguments = {**arguments, "drop": None if arguments.get("drop") == "none" else arguments.get("drop")}
        encoder = OneHotEncoder(sparse_output=False, **arguments).fit(objects(columns))
        names = encoder.get_feature_names_out([column["name"] for column in columns])
        categories = [[cell(value, "string") for value in found] for found in encoder.categories_]
        return outputs(names, encoder.transform(objects(apply))), {"categories_": categories}

    return encoder_cases(
        encode,
        [
            {},
            {"handle_unknown": "ignore"},
            {"handle_unknown": "infrequent_if_exist", "min_frequency": 4},
            {"handle_unknown": "infrequent_if_exist", "max_categories": 3},
            {"min_frequency": 3, "max_categories": 3, "handle_unknown": "ignore"},
            {"drop": "first"},
            {"drop": "if_binary"},
        ],
    )


def ordinal_encoder() -> list:
    def encode(columns, apply, arguments):
        missing = arguments.get("encoded_missing_value", math.nan)
        unknown = {}
        if arguments.get("handle_unknown") == "use_encoded_value":
            unknown = {"unknown_value": arguments.get("unknown_value", math.nan)}
        encoder = OrdinalEncoder(**{**arguments, "encoded_missing_value": missing, **unknown}).fit(objects(columns))
        names = [column["name"] for column in columns]
        categories = [[cell(value, "string") for value in found] for found in encoder.categories_]
        return outputs(names, encoder.transform(objects(apply))), {"categories_": categories}

    return encoder_cases(
        encode,
        [
            {},
            {"handle_unknown": "use_encoded_value"},
            {"handle_unknown": "use_encoded_value", "unknown_value": -1, "encoded_missing_value": -2},
            {"min_frequency": 4},
            {"max_categories": 3},
        ],
    )


def count_encoder() -> list:
    def encode(columns, apply, arguments):
        result, fitted = [], {}
        for fit, new in zip(columns, apply):
            counts = Counter(fit["values"])
            total = len(fit["values"]) if arguments.get("normalize") else 1
            if arguments.get("handle_unknown") == "error" and any(value not in counts for value in new["values"]):
                raise ValueError("an unseen category")
            result.append({"name": fit["name"], "values": [cell(counts[value] / total) for value in new["values"]]})
            fitted[fit["name"]] = {str(value): count for value, count in counts.items()}
        return result, fitted

    return encoder_cases(encode, [{}, {"normalize": True}, {"handle_unknown": "error"}])


def target_encoder() -> list:
    rng = tables.random(4)
    cases = []
    for smooth in ["auto", 0.0, 12.5]:
        for name, columns in category_tables().items():
            if name == "huge offsets":
                continue  # of the target, below
            n = len(columns[0]["values"])
            targets = {
                "binary": column("y", rng.random(n) < 0.4, "bool"),
                "continuous": column("y", 100 + 3 * rng.normal(size=n)),
            }
            for kind, target in targets.items():
                if kind == "binary":
                    target["values"][:2] = [True, False][:n]
                    if n < 2:
                        continue  # one class
                # Five folds need rows in more than one.
                cases.append(target_case(f"{name}, {kind}, smooth {smooth}", columns, target, kind, smooth, KINDS[name], cross_fit=n > 10))
    columns = category_tables()["plain"]
    target = column("y", 1e8 + rng.normal(size=30))
    cases.append(target_case("huge offsets", columns, target, "continuous", "auto", "offset", cross_fit=True))
    fresh = [{**column, "values": unseen([column])[0]["values"][-1:]} for column in columns]
    cases.append(target_case("unseen categories", columns, target, "continuous", 12.5, "unseen", False, fresh))
    for case in infinities(column("y", [1.0, 2.0, 3.0, 5.0])):
        case["target"]["values"] = case["target"]["values"][: len(case["columns"][0]["values"])]
        cases.append(case)
    infinite = column("y", [1.0, math.inf, 3.0])
    plans = [column("plan", ["a", "b", "a"], "category")]
    cases.append(
        {
            "name": "infinite target",
            "kind": "inf",
            "with": {},
            "columns": plans,
            "target": infinite,
            "error": "badValue",
        }
    )
    return cases


def target_case(name, columns, target, type, smooth, kind, cross_fit, apply=None) -> dict:
    data, y = objects(columns), np.array(target["values"], dtype=float)
    names = [column["name"] for column in columns]
    rng = tables.random(len(name))
    hashes = [int(value) for value in rng.integers(0, 2**64, len(y), dtype=np.uint64)]
    folds = np.array([fold(value, 5) for value in hashes])
    encoder = TargetEncoder(target_type=type, smooth=smooth).fit(data, y)
    apply = apply or [{**column, "values": column["values"] + unseen([column])[0]["values"]} for column in columns]
    case = {
        "name": name,
        "kind": kind,
        "with": {"target_type": type, "smooth": smooth, "cv": 5},
        "columns": columns,
        "target": target,
        "hashes": [str(value) for value in hashes],
        "apply": apply,
        "expect": outputs(names, encoder.transform(objects(apply))),
        "fitted": {
            "categories_": [[cell(value, "string") for value in found] for found in encoder.categories_],
            "encodings_": [[float(value) for value in found] for found in encoder.encodings_],
            "target_mean_": float(encoder.target_mean_),
            "folds": [int(value) for value in folds],
        },
    }
    if len(set(folds)) < 2:
        # scikit-learn finds that out only in fit_transform.
        del case["expect"]
        return {**case, "error": "unfittable", "deviates": "one-fold"}
    if cross_fit:
        expected = np.empty((len(y), len(columns)))
        for index in range(5):
            held = folds == index
            if held.any():
                trained = TargetEncoder(target_type=type, smooth=smooth).fit(data[~held], y[~held])
                expected[held] = trained.transform(data[held])
        case["out_of_fold"] = outputs(names, expected)
    return case


def fold(hash: int, count: int) -> int:
    """The fold of a row by the keyed hash of its key, as `Folds.fold` in Sources/Transforms has it."""
    mask = 2**64 - 1
    mixed = hash ^ 0x9E6C63D0876A46D1
    mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & mask
    mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & mask
    return ((mixed ^ mixed >> 31) * count) >> 64


TRANSFORMERS = {
    "one_hot_encoder": one_hot_encoder,
    "ordinal_encoder": ordinal_encoder,
    "count_encoder": count_encoder,
    "target_encoder": target_encoder,
}
