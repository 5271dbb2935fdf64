"""Golden cases of the encoders without a target, beyond those of `encoders`, and of the features of dates."""

import math

import numpy as np
import pandas as pd
from category_encoders import BaseNEncoder, BinaryEncoder
from feature_engine.creation import CyclicalFeatures
from feature_engine.datetime import DatetimeFeatures, DatetimeSubtraction
from feature_engine.encoding import CountFrequencyEncoder, RareLabelEncoder
from sklearn.feature_extraction import FeatureHasher
from sklearn.preprocessing import MultiLabelBinarizer

import tables
from tables import cell, column, outputs


def frame(columns) -> pd.DataFrame:
    """Golden columns as pandas takes categories: objects, missing ones as NaN."""
    special = {None: math.nan, "inf": math.inf, "-inf": -math.inf}
    return pd.DataFrame(
        {
            column["name"]: pd.Series(
                [special[value] if value in special else value for value in column["values"]], dtype=object
            )
            for column in columns
        }
    )


def category_tables() -> dict:
    """A table of each kind but those in which something goes wrong."""
    rng = tables.random(11)
    plans = np.array(["free", "pro", "team"])[rng.integers(0, 3, 16)]
    gaps = [None if row % 5 == 2 else value for row, value in enumerate(np.array(["é", "e", "Z", "a"])[rng.integers(0, 4, 16)])]
    tail = [value for value, count in zip("hgfedcba", [9, 1, 4, 2, 2, 7, 1, 4]) for _ in range(count)]
    return {
        "plain": [column("plan", plans, "category"), column("n", rng.integers(-3, 12, 16), "int")],
        "missing": [column("gaps", gaps, "string"), column("n", [None if row % 7 == 3 else row % 4 for row in range(16)], "int")],
        "constant": [column("same", ["x"] * 5, "category")],
        "all_missing": [column("void", [None] * 4, "category"), column("plan", plans[:4], "category")],
        "one_row": [column("plan", ["pro"], "category")],
        "offset": [column("n", [100_000_000 + row % 3 for row in range(8)], "int")],
        "ties": [column("t", list("ddccbbaaaee"), "string"), column("tail", tail[:11], "category")],
    }


def infinite() -> list:
    return [column("f", [1.5, math.inf, 2.5, 1.5])]


def unseen(columns) -> list:
    """The first rows again, and one with a category that was not fitted."""
    return [
        {**column, "values": column["values"][:3] + [-1000 if column["type"] == "int" else "unseen"]}
        for column in columns
    ]


def cases(expect, variants, deviates=None, infinity="infinite-categories") -> list:
    """`expect(columns, apply, arguments)` gives the expected columns."""
    result = []
    for arguments in variants:
        suffix = f" {arguments}" if arguments else ""
        mark = {"deviates": deviates} if deviates else {}
        for kind, columns in category_tables().items():
            case = {"name": kind.replace("_", " ") + suffix, "kind": kind, "with": arguments, "columns": columns}
            result.append({**case, **mark, **outcome(expect, columns, columns, arguments)})
        columns = category_tables()["plain"]
        case = {"name": f"unseen{suffix}", "kind": "unseen", "with": arguments, "columns": columns, "apply": unseen(columns)}
        result.append({**case, **mark, **outcome(expect, columns, case["apply"], arguments)})
        case = {"name": f"infinity{suffix}", "kind": "inf", "with": arguments, "columns": infinite()}
        result.append({**case, "error": "badValue", "deviates": infinity})
    return result


def outcome(expect, columns, apply, arguments) -> dict:
    try:
        return {"expect": expect(columns, apply, arguments)}
    except ValueError:
        return {"error": "badValue"}


def frequency_encoder() -> list:
    unknown = {"return_nan": "ignore", "error": "raise"}

    def expect(columns, apply, arguments):
        result = []
        for fit, new in zip(frame(columns).items(), frame(apply).items()):
            fit, new = fit[1].to_frame(), new[1].to_frame()
            encoder = CountFrequencyEncoder(
                "frequency", missing_values="ignore", ignore_format=True, unseen=unknown[arguments.get("handle_unknown", "return_nan")]
            )
            encoder.fit(fit)
            if new.isna().any().any():
                # It takes a missing value for an unseen category and refuses it.
                encoder.unseen = "ignore"
            values = encoder.transform(new)
            result.append({"name": fit.columns[0], "values": [cell(value) for value in values.iloc[:, 0]]})
        return result

    return cases(expect, [{}, {"handle_unknown": "error"}])


def in_order(values: pd.Series) -> pd.Series:
    """Numbers by value, all else by code points, missing ones last."""
    return pd.Series(sorted(values.dropna()) + [math.nan] * int(values.isna().sum()), dtype=object, name=values.name)


def digit_expectation(make):
    """The counterpart numbers categories by first appearance: it is fitted on rows in order."""

    def expect(columns, apply, arguments):
        unknown = arguments.get("handle_unknown", "value")
        result = []
        for fit, new in zip(frame(columns).items(), frame(apply).items()):
            name = fit[0]
            encoder = make(arguments, cols=[name], handle_unknown=unknown)
            encoder.fit(in_order(fit[1]).to_frame())
            digits = encoder.transform(new[1].to_frame())
            result += [{"name": digit, "values": [cell(value) for value in digits[digit].astype(float)]} for digit in digits.columns]
        return result

    return expect


def binary_encoder() -> list:
    expect = digit_expectation(lambda arguments, **options: BinaryEncoder(**options))
    return cases(expect, [{}, {"handle_unknown": "return_nan"}, {"handle_unknown": "error"}], "numbered-in-order")


def base_n_encoder() -> list:
    expect = digit_expectation(lambda arguments, **options: BaseNEncoder(base=arguments.get("base", 2), **options))
    return cases(expect, [{}, {"base": 3}, {"base": 10, "handle_unknown": "error"}], "numbered-in-order")


def rare_label_encoder() -> list:
    def expect(columns, apply, arguments):
        result = []
        for fit, new in zip(frame(columns).items(), frame(apply).items()):
            name = fit[0]
            encoder = RareLabelEncoder(missing_values="ignore", ignore_format=True, **arguments)
            encoder.fit(in_order(fit[1]).to_frame())
            values = encoder.transform(new[1].to_frame())[name]
            result.append({"name": name, "values": [cell(value, "category") for value in values]})
        return result

    return cases(
        expect,
        [
            {},
            {"tol": 0.2, "n_categories": 2},
            {"tol": 0.1, "n_categories": 0, "max_n_categories": 2, "replace_with": "other"},
        ],
        "ties-in-order",
    )


def hashing_encoder() -> list:
    """By a SipHash of its own: the counterpart's hash has no key."""

    def expect(columns, apply, arguments):
        number = arguments.get("n_components", 8)
        key = (0, arguments.get("random_state", 0) % 2**64)
        counts = np.zeros((len(apply[0]["values"]), number))
        for column in apply:
            for row, value in enumerate(column["values"]):
                if value is not None:
                    counts[row, siphash(f"{column['name']}={value}".encode(), *key) * number >> 64] += 1
        return outputs([f"col_{index}" for index in range(number)], counts)

    return cases(expect, [{}, {"n_components": 3, "random_state": -7}], "keyed-hash")


def siphash(text: bytes, k0: int, k1: int) -> int:
    """SipHash-2-4."""
    mask = 2**64 - 1
    v = [k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D, k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573]

    def turn(value, bits):
        return (value << bits | value >> (64 - bits)) & mask

    def rounds(count):
        for _ in range(count):
            v[0] = (v[0] + v[1]) & mask
            v[1] = turn(v[1], 13) ^ v[0]
            v[0] = turn(v[0], 32)
            v[2] = (v[2] + v[3]) & mask
            v[3] = turn(v[3], 16) ^ v[2]
            v[0] = (v[0] + v[3]) & mask
            v[3] = turn(v[3], 21) ^ v[0]
            v[2] = (v[2] + v[1]) & mask
            v[1] = turn(v[1], 17) ^ v[2]
            v[2] = turn(v[2], 32)

    padded = text + bytes(7 - len(text) % 8) + bytes([len(text) % 256])
    for start in range(0, len(padded), 8):
        word = int.from_bytes(padded[start : start + 8], "little")
        v[3] ^= word
        rounds(2)
        v[0] ^= word
    v[2] ^= 0xFF
    rounds(4)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def feature_hasher() -> list:
    def expect(columns, apply, arguments):
        rows = []
        for row in range(len(apply[0]["values"])):
            values = {column["name"]: column["values"][row] for column in apply}
            rows.append({name: value for name, value in values.items() if value is not None})
        hasher = FeatureHasher(**arguments)
        return outputs([f"hash_{index}" for index in range(arguments["n_features"])], hasher.transform(rows).toarray())

    result = cases(expect, [{"n_features": 6}, {"n_features": 3, "alternate_sign": False}], infinity="infinite-sums")
    mixed = [
        column("f", [0.5, -2.25, None, 1e8]),
        column("flag", [True, False, None, True], "bool"),
        column("city", ["Köln", "Ulm", None, "Ulm"], "string"),
        column("n", [3, 0, 7, None], "int"),
    ]
    arguments = {"n_features": 2}
    result.append({"name": "all types in two columns", "kind": "offset", "with": arguments, "columns": mixed, "expect": expect(mixed, mixed, arguments)})
    return result


def multi_label_binarizer() -> list:
    def labels(text, separator):
        return [label for label in (part.strip(" \t") for part in (text or "").split(separator)) if label]

    def expect(columns, apply, arguments):
        separator = arguments.get("separator", ",")
        result = []
        for fit, new in zip(columns, apply):
            binarizer = MultiLabelBinarizer(classes=arguments.get("classes"))
            binarizer.fit([labels(text, separator) for text in fit["values"]])
            listed = [labels(text, separator) for text in new["values"]]
            if arguments.get("handle_unknown") == "error" and any(
                label not in binarizer.classes_ for row in listed for label in row
            ):
                raise ValueError("an unseen label")
            result += outputs([f"{fit['name']}_{label}" for label in binarizer.classes_], binarizer.transform(listed))
        return result

    lists = {
        "plain": ["red,blue", "blue", "green , red", "é,blue", ""],
        "missing": ["a,b", None, "b", None, "c"],
        "constant": ["x"] * 4,
        "all_missing": [None] * 3,
        "one_row": ["b,a"],
        "offset": ["100000001,100000000", "100000002", "100000000"],
        "ties": ["a,a,b", "b,a", "a,b,,b"],
        # A text is not a number.
        "inf": ["inf,-inf", "inf", "nan"],
    }
    result = []
    for arguments in [{}, {"classes": ["b", "red", "a"]}, {"handle_unknown": "error"}]:
        suffix = f" {arguments}" if arguments else ""
        for kind, values in lists.items():
            columns = [column("c", values, "string")]
            case = {"name": kind.replace("_", " ") + suffix, "kind": kind, "with": arguments, "columns": columns}
            result.append({**case, **outcome(expect, columns, columns, arguments)})
        columns = [column("c", lists["plain"], "category")]
        case = {"name": f"unseen{suffix}", "kind": "unseen", "with": arguments, "columns": columns}
        case["apply"] = [column("c", ["red", "violet,blue", None], "category")]
        result.append({**case, **outcome(expect, columns, case["apply"], arguments)})
    columns = [column("c", ["a::b", "b: c::", "::"], "string")]
    arguments = {"separator": "::"}
    result.append({"name": "a longer separator", "kind": "plain", "with": arguments, "columns": columns, "expect": expect(columns, columns, arguments)})
    for case in result:
        if None in case["columns"][0]["values"]:
            case["deviates"] = "no-labels"
    return result


def cyclical() -> list:
    def expect(columns, apply, arguments):
        periods = {"hour": 24, "day_of_week": 7}
        result = []
        for fit, new in zip(columns, apply):
            name = fit["name"]
            given = arguments.get("max_values", {}).get(name)
            given = None if given is None else {name: periods.get(given, given)}
            fitted = [value for value in fit["values"] if value is not None]
            present = [row for row, value in enumerate(new["values"]) if value is not None]
            made = pd.DataFrame({key: [math.nan] * len(new["values"]) for key in [name, f"{name}_sin", f"{name}_cos"]})
            if fitted:
                encoder = CyclicalFeatures(variables=[name], max_values=given).fit(pd.DataFrame({name: fitted}))
                values = encoder.transform(pd.DataFrame({name: [float(new["values"][row]) for row in present]}))
                made.loc[present] = values.to_numpy(float)
            result += outputs(made.columns, made.to_numpy())
        kept = result if not arguments.get("drop_original") else [made for made in result if made["name"][-4:] in ("_sin", "_cos")]
        return kept

    rng = tables.random(12)
    hours = [None if row % 4 == 1 else row * 5 % 24 for row in range(9)]
    examples = {
        "plain": [column("h", rng.integers(0, 24, 12), "int"), column("x", rng.normal(3, 5, 12))],
        "missing": [column("h", hours, "int"), column("x", [0.5, None, 2.0] * 3)],
        "constant": [column("x", [2.5] * 4)],
        "all_missing": [column("void", [None] * 3), column("x", [1.0, 2.0, 3.0])],
        "one_row": [column("x", [0.75])],
        "offset": [column("x", 1e8 + rng.normal(size=12)), column("n", [100_000_000 + 7 * row for row in range(12)], "int")],
        "ties": [column("n", [3, 3, 1, 1, 3, 2], "int")],
    }
    result = []
    for kind, columns in examples.items():
        case = {"name": kind.replace("_", " "), "kind": kind, "with": {}, "columns": columns, "expect": expect(columns, columns, {})}
        result.append({**case, "deviates": "missing-angles"} if "missing" in kind else case)
    columns = examples["plain"]
    apply = [{**column, "values": values} for column, values in zip(columns, [[-30, 25, 1000], [-1e6, 0.0, 123.456]])]
    for arguments in [{}, {"max_values": {"h": "hour", "x": 2.5}}, {"max_values": {"h": "day_of_week"}, "drop_original": True}]:
        result.append(
            {"name": f"unseen {arguments}", "kind": "unseen", "with": arguments, "columns": columns, "apply": apply, "expect": expect(columns, apply, arguments)}
        )
    result.append({"name": "infinity", "kind": "inf", "with": {}, "columns": [column("x", [1.0, math.inf])], "error": "badValue"})
    negative = [column("x", [-3.0, -1.0])]
    result.append({"name": "no maximum above 0", "kind": "plain", "with": {}, "columns": negative, "error": "unfittable", "deviates": "positive-periods"})
    return result


def moments(name: str, texts, type: str) -> dict:
    """Dates in days, timestamps in microseconds, as a golden file has them."""
    unit = "D" if type == "date" else "us"
    values = [None if text is None else int(np.datetime64(text, unit).astype(np.int64)) for text in texts]
    return {"name": name, "type": type, "values": values}


def datetimes(column) -> pd.Series:
    unit = "D" if column["type"] == "date" else "us"
    values = np.array(["NaT" if value is None else np.datetime64(value, unit) for value in column["values"]], dtype="datetime64[us]")
    return pd.Series(values, name=column["name"])


def moment_tables() -> dict:
    """Days and moments at the borders of what can be read off them."""
    days = ["2024-02-29", "2023-12-31", "2026-01-01", "2021-01-03", "2020-12-31", "2016-01-04", "1999-06-30", "1970-01-01", "1969-07-20", "2000-04-01"]
    clock = ["2024-02-29T23:59:59", "2023-12-31T00:00:00", "1969-12-31T23:59:59.999999", "2026-10-25T01:02:03.5", "1900-03-01T12:30:00"]
    return {
        "plain": [moments("d", days, "date"), moments("t", clock * 2, "timestamp")],
        "missing": [moments("d", [None, *days[:3]], "date"), moments("t", [clock[0], None, clock[2], None], "timestamp")],
        "constant": [moments("t", clock[:1] * 4, "timestamp"), moments("d", days[:1] * 4, "date")],
        "all_missing": [moments("d", [None] * 3, "date"), moments("t", clock[:3], "timestamp")],
        "one_row": [moments("t", clock[3:4], "timestamp"), moments("d", days[3:4], "date")],
        "offset": [moments("t", [f"{2170 + row * 100}-08-{row + 10}T05:06:07" for row in range(5)], "timestamp"), moments("d", days[:5], "date")],
        "ties": [moments("d", [days[0], days[1], days[0], days[1]], "date"), moments("t", clock[:1] * 2 + clock[1:2] * 2, "timestamp")],
        # No moment is infinite; these are the first and last ones.
        "inf": [moments("t", ["0001-01-01T00:00:00", "9999-12-31T23:59:59.999999"], "timestamp"), moments("d", ["9999-12-31", "0001-01-01"], "date")],
    }


def moment_cases(expect, variants, unseen=None) -> list:
    result = []
    for arguments in variants:
        for kind, columns in moment_tables().items():
            case = {"name": f"{kind.replace('_', ' ')} {arguments}", "kind": kind, "with": arguments, "columns": columns}
            result.append({**case, "expect": expect(columns, arguments), **({"deviates": "missing-moments"} if "missing" in kind else {})})
        columns, apply = moment_tables()["plain"], moment_tables()["ties"]
        case = {"name": f"unseen {arguments}", "kind": "unseen", "with": arguments, "columns": columns, "apply": apply}
        result.append({**case, "expect": expect(apply, arguments)})
    return result


def datetime_features() -> list:
    def expect(columns, arguments):
        result = []
        for given in columns:
            values = datetimes(given)
            encoder = DatetimeFeatures(variables=[given["name"]], features_to_extract=arguments.get("features_to_extract"))
            present = values.dropna()
            # Parts of a missing moment are missing: the counterpart calls it a weekend of the second semester.
            some = present.to_frame() if len(present) else pd.DataFrame({given["name"]: [pd.Timestamp("2000-01-01")]})
            made = encoder.fit(some).transform(some)
            for name in made.columns:
                cells = iter(made[name]) if len(present) else iter([])
                result.append({"name": name, "values": [None if missing else cell(next(cells)) for missing in values.isna()]})
        return result

    return moment_cases(expect, [{}, {"features_to_extract": "all"}])


def elapsed_time() -> list:
    units = {"second": "s", "minute": "m", "hour": "h", "day": "D", "week": "W", "month": "M", "year": "Y"}

    def expect(columns, arguments):
        unit = units[arguments.get("output_unit", "day")]
        frame = pd.DataFrame({column["name"]: datetimes(column) for column in columns})
        result = []
        if "as_of" in arguments:
            for given in columns:
                name = given["name"]
                pair = pd.DataFrame({"as_of": pd.Series([np.datetime64(arguments["as_of"], "us")] * len(frame)), name: frame[name]})
                made = subtract(pair, "as_of", name, unit)
                result += [{"name": name, "values": given["values"]}, {"name": f"{name}_elapsed", "values": made}]
            return result
        name, reference = frame.columns
        made = subtract(frame, name, reference, unit)
        return [{"name": name, "values": columns[0]["values"]}, {"name": f"{name}_sub_{reference}", "values": made}]

    def subtract(frame, variable, reference, unit):
        known = frame.dropna()
        if not len(known):
            return [None] * len(frame)
        encoder = DatetimeSubtraction(variables=variable, reference=reference, output_unit=unit)
        values = encoder.fit(known).transform(known)[f"{variable}_sub_{reference}"].copy()
        for row in known.index:
            if is_far(known.loc[row]):
                distance = (known[variable].dt.as_unit("us").astype(np.int64) - known[reference].dt.as_unit("us").astype(np.int64))[row]
                values[row] = int(distance) / int(np.timedelta64(1, unit).astype("timedelta64[us]").astype(np.int64))
        return [cell(value) for value in values.reindex(frame.index)]

    def is_far(moments):
        """Whether the counterpart's nanoseconds overflow."""
        return max(moments) - min(moments) > pd.Timedelta(292 * 365, "D").as_unit("us")

    cases = []
    variants = {unit: {"output_unit": unit} for unit in units}
    for arguments in [*variants.values(), {"as_of": "2026-01-31"}, {"as_of": "2026-01-31T12:00:00", "output_unit": "year"}]:
        for kind, columns in moment_tables().items():
            if arguments.get("output_unit") not in (None, "day", "month") and kind != "plain":
                continue
            given = dict(arguments) if "as_of" in arguments else {**arguments, "reference": columns[1]["name"]}
            mark = {"deviates": "far-moments"} if kind in ("offset", "inf") else {}
            cases.append({"name": f"{kind.replace('_', ' ')} {given}", "kind": kind, "with": given, "columns": columns, "expect": expect(columns, given), **mark})
    columns, apply = moment_tables()["plain"], moment_tables()["ties"]
    given = {"reference": "t"}
    cases.append({"name": "unseen", "kind": "unseen", "with": given, "columns": columns, "apply": apply, "expect": expect(apply, given)})
    return cases


TRANSFORMERS = {
    "frequency_encoder": frequency_encoder,
    "rare_label_encoder": rare_label_encoder,
    "binary_encoder": binary_encoder,
    "base_n_encoder": base_n_encoder,
    "hashing_encoder": hashing_encoder,
    "feature_hasher": feature_hasher,
    "multi_label_binarizer": multi_label_binarizer,
    "cyclical": cyclical,
    "datetime_features": datetime_features,
    "elapsed_time": elapsed_time,
}
