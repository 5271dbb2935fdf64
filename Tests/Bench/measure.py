"""One process at a time: its wall time, its CPU time and its peak resident memory."""

import dataclasses
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import typing

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
#: Everything that the benchmark makes.
WORK = ROOT / ".build-bench"


def say(text):
    print(text, file=sys.stderr, flush=True)


class Measurement(typing.NamedTuple):
    """Seconds, seconds, MB; and what the process said of itself in lines `figure NAME NUMBER`."""
    wall: float
    cpu: float
    peak: float
    figures: dict


@dataclasses.dataclass
class Program:
    """What is run in turn with others."""
    command: list
    #: On standard input.
    reads: pathlib.Path | None = None
    #: Where it runs.
    folder: pathlib.Path = ROOT
    #: Removed after each turn.
    writes: pathlib.Path | None = None
    #: Its clock runs from after its imports, and it prints `figure seconds N`; without it the wall time is that from
    #: exec to exit.
    times_itself: bool = False
    #: Of the work, where the whole would take hours: times are divided by it.
    share: float = 1
    #: Done before each turn, untimed.
    before: typing.Callable | None = None
    #: Why the program's times are another kind than the others'.
    remark: str = ""


def compiled(source, *compiler):
    """A program of ours in C or C++, compiled where it is not yet."""
    path, source = WORK / source.split(".")[0], HERE / source
    if not path.exists() or path.stat().st_mtime < source.stat().st_mtime:
        WORK.mkdir(exist_ok=True)
        subprocess.run([*compiler[:-1], "-o", path, source, *compiler[-1]], check=True)
    return path


def launcher():
    return compiled("launch.c", shutil.which("cc") or "clang", "-O2", [])


def limits_program():
    return compiled("limits.cpp", shutil.which("c++") or "clang++", "-std=c++17", "-O3", "-pthread", ["-lsodium", "-lcsv"])


def measure(program):
    if program.before:
        program.before()
    command = [str(part) for part in program.command]
    told, tell = os.pipe()
    # The pipe's end is descriptor 3 of the launcher, whatever it is here.
    shell = ["sh", "-c", f'exec "$@" 3>&{tell}', "sh", launcher(), *command]
    with open(program.reads or os.devnull, "rb") as source, os.fdopen(told) as results:
        process = subprocess.Popen(shell, cwd=program.folder, stdin=source, pass_fds=[tell],
                                   stdout=subprocess.PIPE if program.times_itself else subprocess.DEVNULL)
        os.close(tell)
        said = process.communicate()[0] or b""
        wall, cpu, peak, status = map(float, results.read().split() or [0, 0, 0, process.returncode])
    if status != 0:
        raise SystemExit(f"bench: exit code {status:.0f} from: {' '.join(command)}")
    figures = dict((name, float(number)) for line in said.decode().splitlines() if line.startswith("figure ")
                   for _, name, number in [line.split()])
    return Measurement(figures.get("seconds", wall) / program.share, cpu / program.share, peak / 1024, figures)


def output_of(command, folder=ROOT):
    """What a command prints; its failure ends the benchmark."""
    done = subprocess.run([str(part) for part in command], cwd=folder, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit(f"bench: exit code {done.returncode} from: {' '.join(map(str, command))}")
    return done.stdout


def in_turn(programs, runs):
    """By program, the medians of its measurements: each runs once, then each again."""
    results = {name: [] for name in programs}
    for turn in range(runs):
        for name, program in programs.items():
            results[name].append(measure(program))
            if program.writes:
                program.writes.unlink()
                os.sync()
            wall, cpu, peak, _ = results[name][-1]
            say(f"  {turn + 1}/{runs}  {name:32} {wall:8.3f} s wall {cpu:8.3f} s CPU {peak:7.0f} MB")
    return {name: medians(found) for name, found in results.items()}


def medians(measurements):
    return Measurement(
        *(statistics.median(column) for column in list(zip(*measurements))[:3]),
        {name: statistics.median(one.figures[name] for one in measurements) for name in measurements[0].figures})
