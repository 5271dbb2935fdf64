"""Tables that do not fit into the memory that is granted: 2 GB, and with `--large` up to 20 GB."""

import shutil

from context import PIPELINES
from measure import output_of
from workload import OURS, Bar, Case, Limit

NUMBER = 7
NAME = "larger-than-memory"
TITLE = "Larger than memory"

GIGABYTES = [20, 10, 5, 2]
#: Of a row, about.
VISIT, CLICK = 75, 65
#: Of a visit.
TOKENS = 2


def cases(context):
    ring = context.work / "bench.keyring"
    if not ring.exists():
        output_of([context.featurize, "keys", "new", ring, "--unprotected"])
    sizes = GIGABYTES if context.is_large else GIGABYTES[-1:]
    yield from of("rows with tokens", "visits", PIPELINES / "visits.yaml", VISIT, TOKENS, sizes, context)
    # However long the log, the users are as many; what pages each of them saw would have to be held.
    pipeline = context.work / "clicks-by-user.yaml"
    text = (PIPELINES / "clicks.yaml").read_text()
    for ours, other in [("pages: {nunique: page}", "devices: {nunique: device}"), ("page:  ", "device:"), ('"pages"', '"devices"'), (", pages]", ", devices]")]:
        text = text.replace(ours, other)
    pipeline.write_text(text)
    yield from of("clicks by user", "clicks", pipeline, CLICK, 0, sizes, context, context.rows(200_000))


def of(name, kind, pipeline, row, tokens, gigabytes, context, *arguments):
    """From the largest to the smallest, which is cut from it: the time of a byte must not depend on the size."""
    sizes = [context.rows(gigabytes[0] * 1_000_000_000 // row), *arguments]
    source = context.table(kind, *sizes) / f"{kind}.csv"
    if source.stat().st_size < 0.99e9 * gigabytes[0] * context.scale:
        # Left behind by a run that was ended after it had cut it.
        shutil.rmtree(source.parent)
        context.table(kind, *sizes)
    folder = source.parent
    times = {}
    for size in gigabytes:
        cut(source, min(source.stat().st_size, size * 1e9 * context.scale))
        bars = [Bar("peak memory of 1.2 GiB at the most", 1.2, lambda found: found[OURS].peak / 1024, is_most=True)]
        if size == gigabytes[-1] and len(gigabytes) > 1:
            bars.append(Bar(f"time of a byte of {gigabytes[0]} GB at most 1.15 that of {size} GB", 1.15,
                            lambda found: times[gigabytes[0]] / times[gigabytes[-1]], is_most=True))

        def notes(found, size=size, count=source.stat().st_size):
            times[size] = found[OURS].wall / count
            yield f"{1e-6 / times[size]:,.0f} MB/s."

        count = source.stat().st_size
        yield Case(
            f"{name}, {size} GB", f"{count / 1e9:.3g} GB, `--memory {memory(context)}`, output to nowhere",
            {OURS: ours(context, kind, pipeline, folder)}, bars, Limit(read=2 * count, hashed=tokens * count / row), notes=notes, most_runs=1 if size > 2 else 3)
    if context.is_large:
        shutil.rmtree(folder)


def ours(context, kind, pipeline, folder):
    def forget():
        for path in context.work.glob("visits.ledger*"):
            path.unlink()

    places = {"visits": {"input": "visits.csv"}, "clicks": {"clicks": "clicks.csv", "users": "users.csv"}}[kind]
    options = [f"--set={name}={folder / file}" for name, file in places.items()]
    return context.run(pipeline, *options, "--set=output=-", "--memory", memory(context),
                       folder=context.work, before=forget)


def memory(context):
    """A gibibyte, or less by the scale."""
    return f"{max(16, round(1024 * context.scale))}MiB"


def cut(path, size):
    """Shortens a file to so many bytes, and there to whole lines."""
    with open(path, "r+b") as file:
        file.seek(max(0, int(size) - 4096))
        block = file.read(4096)
        file.truncate(max(0, int(size) - 4096) + block.rindex(b"\n") + 1)
