"""People are erased from outputs in one pass, beside a plain copy of the same files.

A source of made-up visitors is run into one output with two columns of tokens and fifteen of numbers. Then the source
is changed, so that the erasure cannot do the run again and sweeps the output: it reads it, leaves rows out, and writes
the rest.
"""

import random
import shutil

from context import PIPELINES, megabytes
from measure import Program, output_of
from workload import OURS, Bar, Case, Limit, require_lines

NUMBER = 11
NAME = "erasing"
TITLE = "Erasing people from outputs"

COPY = "copy with fsync"
#: Of a row of the output.
ROW = 270


def cases(context):
    rows = context.rows(1_000_000_000 // ROW)
    people = max(10, context.rows(1000))
    folder = context.work / "erasing"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(context.table("visitors", rows) / "visitors.csv", folder)
    (folder / "visitors.yaml").write_text(pipeline())
    for command in (["keys", "new", "ring.keyring", "--unprotected"], ["run", "visitors.yaml", "--quiet"]):
        output_of([context.featurize, *command], folder)
    with open(folder / "visitors.csv", "a") as file:
        file.write("\n")
    output, request = folder / "all.csv", folder / "people"
    size = megabytes(output)
    remaining = random.Random(2).sample(range(rows), rows)
    erased = []

    def ask():
        """Each turn erases people of its own."""
        if erased:
            require_lines(output, rows + 1 - len(erased), OURS)
        wanted = [remaining.pop() for _ in range(people)]
        erased.extend(wanted)
        request.write_text("".join(f"v{person}\n" for person in wanted))

    erase = Program(
        [context.featurize, "erase", "visitors.yaml", "--domain", "visitor", "--yes", "--receipt", "receipt.json", "--quiet"],
        reads=request, folder=folder, before=ask)
    copy = folder / "copy.csv"
    yield Case(
        "a sweep", f"{people:,} of {rows:,} people, from {size:,.0f} MB of outputs",
        {OURS: erase, COPY: context.script("plain_copy.py", output, copy, writes=copy)},
        [Bar("half the speed of a copy", 0.5, lambda found: found[COPY].wall / found[OURS].wall)],
        Limit(read=size * 1e6, written=size * 1e6))
    shutil.rmtree(folder)


def pipeline():
    columns = "".join(f"        n{number}: {{type: float}}\n" for number in range(15))
    return (PIPELINES / "visitors.yaml").read_text().replace("privacy:\n", columns + "privacy:\n", 1)
