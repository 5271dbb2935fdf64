"""What a workload is made of. A module in workloads/ has

    NUMBER      of the list in docs/performance.md
    NAME        as `--only` takes it
    TITLE       one line
    cases(context)   yields its cases, data and all

and beside it a file NAME.md, written by hand: what was tried, what it gave, and why a bar is missed.
"""

import dataclasses
import pathlib
import typing

from measure import Measurement, Program

OURS = "featurize"
ONE_THREAD = "featurize, one thread"


class Bar(typing.NamedTuple):
    """What is asked for, and the figure that answers."""
    text: str
    wanted: float
    #: From the measurements by program.
    found: typing.Callable
    #: Otherwise at the least.
    is_most: bool = False
    #: Of the workload, where it is another than the case's.
    number: int | None = None

    def holds(self, found):
        return found <= self.wanted if self.is_most else found >= self.wanted


def faster(peer, times, name=None):
    """The peer's wall time over ours."""
    return Bar(f"{times:g} times {name or peer}", times, lambda found: found[peer].wall / found[OURS].wall)


def two_cores():
    return Bar("1.8 times one core", 1.8, lambda found: found[ONE_THREAD].wall / found[OURS].wall, number=10)


@dataclasses.dataclass
class Limit:
    """What no program can do without, from the speeds that the machine has (machine.py): bytes that must move, and
    operations that must happen, each by all cores at once."""
    #: Bytes of the source; read once.
    read: float = 0
    #: Bytes of columns in memory.
    held: float = 0
    #: Bytes of the output, synchronised.
    written: float = 0
    #: Fields that become numbers, numbers that become text, values that are hashed, groups that a row is added to.
    parsed: float = 0
    printed: float = 0
    hashed: float = 0
    updated: float = 0
    #: A stream is scanned by one core.
    is_one_core: bool = False

    def moving(self, speeds):
        yield self.read, "read", speeds["count_one" if self.is_one_core else "count"]
        yield self.held, "held in columns", speeds["copy"]
        yield self.written, "written and synchronised", speeds["write"]

    def operations(self, speeds):
        yield self.parsed, "integers read", speeds["parse"]
        yield self.printed, "doubles written", speeds["print"]
        yield self.hashed, "texts hashed", speeds["hash"]
        yield self.updated, "counters added to", speeds["update"]


@dataclasses.dataclass
class Case:
    """One comparison: programs that do the same work, each the same number of times."""
    name: str
    size: str
    programs: dict[str, Program]
    bars: list[Bar]
    limit: Limit | None = None
    #: Ends the benchmark where programs do other work than ours; done before anything is timed.
    check: typing.Callable = lambda: None
    #: So many times the runs that are asked for.
    repeats: int = 1
    #: Runs at the most.
    most_runs: int | None = None
    #: Further lines of the report, from the measurements.
    notes: typing.Callable = lambda found: []


def lines_of(path: pathlib.Path):
    with open(path, "rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 22), b""))


def require_lines(path, count, program):
    found = lines_of(path)
    if found != count:
        raise SystemExit(f"bench: {program} wrote {found} lines for {count}")
