"""What the checks of all pipelines share: running the command, reading its files, comparing columns, breaking results."""

import csv
import functools
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.append(str(ROOT / "Tests/TokenVectors"))
import verify  # noqa: E402 - the token format without our code

NEW_KEYS = ["keys", "new", "keys/dev.keyring", "--unprotected"]
RELATIVE = 1e-9


class Results:
    """What a pipeline has written: its outputs as tables of texts, a missing value as an empty one, and the manifest
    that each command left."""

    def __init__(self, tables, manifests):
        self.tables = tables
        self.manifests = manifests

    def __getitem__(self, output):
        return self.tables[output]

    def with_table(self, output, table):
        return Results({**self.tables, output: table}, self.manifests)

    @property
    def manifest(self):
        return self.manifests[0]


def run(featurize, module):
    """Runs the module's commands in a folder of their own, with keys of their own, and reads what they wrote."""
    with tempfile.TemporaryDirectory(prefix="featurize-") as folder:
        folder = pathlib.Path(folder)
        for name in ["pipelines", "fixtures"]:
            shutil.copytree(ROOT / name, folder / name)
        call(featurize, NEW_KEYS, folder)
        manifests = []
        for arguments in module.COMMANDS:
            call(featurize, arguments, folder)
            manifests.append(json.loads((folder / module.MANIFEST).read_text()))
        tables = {
            name: pd.read_csv(folder / path, dtype=str, keep_default_na=False) for name, path in module.OUTPUTS.items()}
        return Results(tables, manifests)


def call(featurize, arguments, folder):
    process = subprocess.run([featurize, *arguments], cwd=folder, capture_output=True, text=True)
    if process.returncode != 0:
        raise SystemExit(f"featurize {' '.join(arguments)}: exit {process.returncode}\n{process.stderr}")


def read_dirty(path):
    """A CSV file as a table of texts, an empty one as a missing value, without its rows of too few or many fields."""
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    table = pd.DataFrame([row for row in rows if len(row) == len(header)], columns=header)
    return table.replace("", None)


def read_dirty_lines(path):
    """A file of JSON Lines as such a table, numbers as they are written, without its lines that are no object."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            rows.append(json.loads(line, parse_float=str, parse_int=str))
        except json.JSONDecodeError:
            continue
    return pd.DataFrame(rows, dtype=object).replace("", None)


# --- Comparing -------------------------------------------------------------------------------------------------------

def numbers(texts):
    """Texts of a CSV file as floats: `true` is 1, an empty text is missing."""
    return pd.to_numeric(pd.Series(texts).replace({"": None, "true": "1", "false": "0"})).astype(float).to_numpy()


def texts_of(values):
    """Values as they stand in a CSV file, of all types but numbers."""
    values = pd.Series(values)
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        return values.dt.strftime("%Y-%m-%dT%H:%M:%SZ").fillna("").to_numpy(dtype=object)
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%Y-%m-%d").fillna("").to_numpy(dtype=object)
    return values.astype(object).where(values.notna(), "").to_numpy(dtype=object)


def is_number(values):
    return pd.api.types.is_numeric_dtype(pd.Series(values).dtype)


def compare(place, found, expected):
    """Complaints about a column of texts that should hold these values: numbers to 1e-9, relative to the value itself,
    and of sums of both signs to the largest value of the column; all else letter for letter."""
    if len(found) != len(expected):
        return [f"{place}: {len(found)} rows instead of {len(expected)}"]
    if not is_number(expected):
        differs = np.asarray(found, dtype=object) != texts_of(expected)
        return [f"{place}: {differs.sum()} values differ, first in row {differs.argmax() + 1}"] if differs.any() else []
    found, expected = numbers(found), pd.Series(expected).astype(float).to_numpy()
    largest = np.nanmax(np.abs(expected), initial=0)
    same = np.isclose(found, expected, rtol=RELATIVE, atol=1e-13 * largest, equal_nan=True)
    if same.all():
        return []
    row = int((~same).argmax())
    return [f"{place}: {(~same).sum()} values differ, first in row {row + 1}: {found[row]!r}, not {expected[row]!r}"]


def compare_tables(place, found, expected, leaving=()):
    """Complaints about a whole table: the names and order of the columns, and each column but `leaving`."""
    if list(found.columns) != list(expected.columns):
        missing = [name for name in expected.columns if name not in found.columns]
        surplus = [name for name in found.columns if name not in expected.columns]
        return [f"{place}: other columns; missing {missing}, surplus {surplus}, or in another order"]
    return [complaint for name in expected.columns if name not in leaving
            for complaint in compare(f"{place}.{name}", found[name], expected[name])]


def compare_tokens(place, found, ids, domain):
    """Complaints about tokens that should stand for these ids, one for one."""
    found, ids = list(found), list(ids)
    if len(found) != len(ids):
        return [f"{place}: {len(found)} tokens instead of {len(ids)}"]
    complaints = []
    if any(text and not is_token(text, domain) for text in found):
        complaints.append(f"{place}: not all are tokens of the domain {domain}")
    if len(set(zip(found, ids))) != len(set(ids)) or len(set(found)) != len(set(ids)):
        complaints.append(f"{place}: tokens and ids do not stand for each other")
    return complaints


@functools.cache
def is_token(text, domain):
    """Whether a text has the form of docs/token-format.md, its check included."""
    body, _, check = text.rpartition("_")
    sum = verify.crc10((body + "_").encode())
    alphabet = "abcdefghijklmnopqrstuvwxyz234567"
    return body.startswith(f"pt1_{domain}_") and check == alphabet[sum >> 5] + alphabet[sum & 31]


def row_count(path):
    """The rows of a file, those that break a contract too."""
    if path.suffix == ".jsonl":
        return len(path.read_text(encoding="utf-8").splitlines())
    with open(path, newline="", encoding="utf-8") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def compare_counts(rows, read, used):
    """Complaints about what the manifest says of a source: how many rows were read, and how many kept the contract."""
    if rows["read"] != read or rows["read"] - rows["quarantined"] - rows["dropped"] != used:
        yield f"manifest: {rows}, but {read} rows are there and {used} keep the contract"


# --- Breaking --------------------------------------------------------------------------------------------------------

def broken(results, coarse):
    """(what was done, results with one thing wrong): each column of each output with one value changed, by 1e-7 of it
    where it is a number, or by half of it in what `coarse` names; a row left out; two rows in each other's place."""
    for output, table in results.tables.items():
        for name in table.columns:
            changed = table.copy()
            row = next((row for row in range(len(table) // 2, len(table)) if table[name].iloc[row] != ""), 0)
            changed.iloc[row, changed.columns.get_loc(name)] = other(
                table[name].iloc[row], bool({name, f"{output}.{name}"} & set(coarse)))
            yield f"{output}.{name}, row {row + 1}", results.with_table(output, changed)
        yield f"{output} without its third row", results.with_table(
            output, table.drop(index=2).reset_index(drop=True))
        order = [1, 0, *range(2, len(table))]
        yield f"{output} with two rows exchanged", results.with_table(
            output, table.iloc[order].reset_index(drop=True))


def other(text, is_coarse):
    """Another value of the same kind."""
    if text in ("true", "false"):
        return "false" if text == "true" else "true"
    try:
        number = float(text)
    except ValueError:
        return text[:-1] + ("a" if text[-1:] != "a" else "b")
    return repr(number * (1.5 if is_coarse else 1 + 1e-7) if abs(number) > 1e-12 else 1e-7)
