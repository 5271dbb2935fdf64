"""Exit 1 unless two outputs of the benchmark hold the same: agree.py ORACLE OUTPUT NAME [ENCODED...].

Numbers must be equal at rtol 1e-9 and texts exactly, row by row. Of the columns named at the end, which are
cross-fitted, a row's value depends on which row is in which fold, and each program deals its own: there the means must be
equal at 1e-3 and the columns correlated above 0.9.
"""

import sys

import polars as pl

oracle_path, output_path, name, *encoded = sys.argv[1:]


def columns(path):
    """Numbers as floats, a truth value as 0 or 1; anything else as text."""
    table = pl.read_csv(path, infer_schema_length=0)
    for column in table.get_columns():
        words = column.str.to_lowercase().replace({"true": "1", "false": "0"})
        numbers = words.cast(pl.Float64, strict=False)
        yield column.name, column if numbers.null_count() > column.null_count() else numbers


def complaint(column, expected, found):
    if expected.dtype != found.dtype or expected.null_count() != found.null_count():
        return f"{found.dtype} with {found.null_count()} missing, expected {expected.dtype} with {expected.null_count()}"
    if expected.dtype == pl.String:
        differing = (expected != found).sum()
        return f"{differing} texts differ" if differing else None
    if column in encoded:
        correlation = pl.DataFrame([expected.alias("a"), found.alias("b")]).select(pl.corr("a", "b")).item()
        if abs(found.mean() / expected.mean() - 1) > 1e-3 or correlation < 0.9:
            return f"mean {found.mean()}, expected {expected.mean()}; correlation {correlation}"
        return None
    worst = ((found - expected).abs() - 1e-9 * expected.abs()).max()
    return f"differs by {worst}" if worst is not None and worst > 1e-12 * max(1, expected.abs().max()) else None


oracle, output = dict(columns(oracle_path)), dict(columns(output_path))
faults = []
if oracle.keys() != output.keys():
    faults.append(f"other columns: {sorted(oracle.keys() ^ output.keys())}")
elif len(next(iter(oracle.values()))) != len(next(iter(output.values()))):
    faults.append("another number of rows")
else:
    faults += [f"{column}: {text}" for column in oracle if (text := complaint(column, oracle[column], output[column]))]
for fault in faults:
    print(f"{name} does other work: {fault}", file=sys.stderr)
sys.exit(1 if faults else 0)
