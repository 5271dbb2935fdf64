"""Very many columns, and a column of very many categories."""

from context import PIPELINES, megabytes
from measure import Program, measure
from workload import OURS, Bar, Case, Limit

NUMBER = 8
NAME = "wide"
TITLE = "Wide tables and high cardinality"

COLUMNS = 5000
PEER = "pandas + scikit-learn"

PIPELINE = """# Written by workloads/wide.py.
featurize: 1
name: wide_bench
params:
  input:  {type: string, default: wide.csv}
  output: {type: string, default: wide-scaled.csv}
sources:
  rows:
    format: csv
    uri: "${params.input}"
    contract:
      columns:
%s
steps:
  - {id: fill, use: simple_imputer, columns: {type: number}, with: {strategy: mean}}
  - {id: scale, use: standard_scaler, columns: {type: number}}
outputs:
  features: {format: csv, uri: "${params.output}"}
"""


def within(gibibytes):
    return Bar(f"peak memory of {gibibytes} GiB at the most", gibibytes, lambda found: found[OURS].peak / 1024, is_most=True)


def cases(context):
    yield wide(context)
    rows, distinct = context.rows(5_000_000), context.rows(1_000_000)
    source = context.table("categories", rows, distinct) / "categories.csv"
    yield targets(context, source, f"{megabytes(source):,.0f} MB, {rows:,} rows, {distinct:,} categories")
    yield indicators(context, source, f"{rows:,} rows, {distinct:,} categories")


def wide(context):
    rows = context.rows(100_000)
    source = context.table("wide", rows, COLUMNS) / "wide.csv"
    pipeline, destination = context.work / "wide.yaml", context.work / "wide-scaled.csv"
    pipeline.write_text(PIPELINE % "\n".join(f"        x{column}: {{type: float, nullable: true}}" for column in range(COLUMNS)))

    def ours(source, destination, memory="1GiB"):
        return context.run(pipeline, f"--set=input={source}", f"--set=output={destination}", "--memory", memory,
                           writes=destination)

    def theirs(source, destination):
        return context.script("wide_polars.py", source, destination, writes=destination)

    def check():
        small = context.table("wide", 1000, COLUMNS) / "wide.csv"
        outputs = [context.work / "wide-0.csv", context.work / "wide-1.csv"]
        measure(ours(small, outputs[0]))
        measure(theirs(small, outputs[1]))
        context.same(*outputs, "Polars")

    return Case(
        f"{COLUMNS:,} columns", f"{megabytes(source):,.0f} MB, {rows:,} rows of {COLUMNS:,} columns, `--memory 1GiB`",
        {OURS: ours(source, destination), "featurize, `--memory 8GiB`": ours(source, destination, "8GiB"),
         "Polars": theirs(source, destination)}, [within(1.2)],
        Limit(read=2 * source.stat().st_size, written=rows * COLUMNS * 19, parsed=rows * COLUMNS, printed=rows * COLUMNS),
        check, most_runs=1)


def targets(context, source, size):
    destination = context.work / "encoded.csv"

    def ours(source, destination):
        return context.run(PIPELINES / "categories.yaml", f"--set=input={source}", f"--set=output={destination}",
                           writes=destination)

    def theirs(source, destination):
        return context.script("categories_sklearn.py", "target", source, destination, writes=destination)

    def check():
        outputs = [context.work / "encoded-0.csv", context.work / "encoded-1.csv"]
        # With few rows to a category its encodings depend on the folds too much to be compared.
        small = context.table("categories", 100_000, 200) / "categories.csv"
        measure(ours(small, outputs[0]))
        measure(theirs(small, outputs[1]))
        context.same(*outputs, PEER, "category")

    return Case(
        "target encoding", size, {OURS: ours(source, destination), PEER: theirs(source, destination)}, [within(1)],
        Limit(read=source.stat().st_size, written=source.stat().st_size), check)


def indicators(context, source, size):
    programs = {
        OURS: Program([context.library, "sparse", PIPELINES / "indicators.yaml", source], times_itself=True),
        PEER: context.script("categories_sklearn.py", "indicators", source)}

    def check():
        shapes = [shape(measure(program).figures)
                  for program in programs.values()]
        if shapes[0] != shapes[1]:
            raise SystemExit(f"bench: matrices of {shapes}")

    return Case("one-hot encoding, in the library",
                f"{size}, of which the 1,000 most frequent become columns of a sparse matrix", programs, [within(1)],
                Limit(read=source.stat().st_size), check)


def shape(figures):
    return {name: figures[name] for name in ("rows", "columns", "entries")}
