"""Exit 1 unless two outputs of the benchmark hold the same numbers: agree.py ORACLE OUTPUT NAME.

Scaled and one-hot columns must be equal at rtol 1e-9, row by row. Cross-fitted columns depend on which row is in which
fold, and each program deals its own: there the means must be equal at 1e-3 and the columns correlated above 0.9.
"""

import sys

import polars as pl

from columns import ENCODED, TARGET

oracle_path, output_path, name = sys.argv[1:]


def numbers(path):
    table = pl.read_csv(path, infer_schema_length=None)
    target = pl.col(TARGET).cast(pl.String).str.to_lowercase() == "true"
    return table.with_columns(target).select(pl.all().cast(pl.Float64))


oracle, output = numbers(oracle_path), numbers(output_path)
faults = []
if set(oracle.columns) != set(output.columns):
    faults.append(f"other columns: {sorted(set(oracle.columns) ^ set(output.columns))}")
elif len(oracle) != len(output):
    faults.append(f"{len(output)} rows, expected {len(oracle)}")
else:
    for column in oracle.columns:
        expected, found = oracle[column], output[column]
        if found.null_count():
            faults.append(f"{column}: {found.null_count()} missing values")
        elif column in ENCODED:
            correlation = pl.DataFrame([expected.alias("a"), found.alias("b")]).select(pl.corr("a", "b")).item()
            if abs(found.mean() / expected.mean() - 1) > 1e-3 or correlation < 0.9:
                faults.append(f"{column}: mean {found.mean()}, expected {expected.mean()}; correlation {correlation}")
        else:
            worst = ((found - expected).abs() - 1e-9 * expected.abs()).max()
            if worst > 1e-12:
                faults.append(f"{column}: differs by {worst}")
for fault in faults:
    print(f"{name} does other work than scikit-learn: {fault}", file=sys.stderr)
sys.exit(1 if faults else 0)
