"""What every workload is given: the command, the size, and a place for what it makes."""

import dataclasses
import functools
import pathlib
import shutil

from measure import HERE, ROOT, WORK, Program, limits_program, output_of, say

PROGRAMS = HERE / "programs"
PIPELINES = HERE / "pipelines"


@dataclasses.dataclass(eq=False)
class Context:
    featurize: pathlib.Path
    swift: str
    #: Of the full size.
    scale: float
    #: Of the flights.
    megabytes: float
    is_large: bool
    #: The program of Tests/Bench/Library, where it need not be built.
    built_library: pathlib.Path | None = None
    work: pathlib.Path = WORK

    def rows(self, count):
        """So many rows at full size."""
        return max(1000, round(count * self.scale))

    @functools.cache
    def python(self, requirements="requirements.txt"):
        """The interpreter of an environment with the pinned peers."""
        folder = self.work / ("venv" if requirements == "requirements.txt" else
                              requirements.replace("requirements", "venv").removesuffix(".txt"))
        return pathlib.Path(output_of([ROOT / ".ci/venv", folder, HERE / requirements]).strip())

    def script(self, name, *arguments, requirements="requirements.txt", **options):
        """A peer that times itself."""
        return Program([self.python(requirements), "-B", PROGRAMS / name, *arguments], times_itself=True, **options)

    def run(self, pipeline, *options, command="run", **program):
        """A pipeline by our command."""
        return Program([self.featurize, command, pipeline, "--quiet", *options], **program)

    @functools.cached_property
    def limits(self):
        return limits_program()

    @functools.cached_property
    def library(self):
        """The program of Tests/Bench/Library, built as the command is."""
        if self.built_library:
            return self.built_library
        say("building the benchmark of the library")
        return pathlib.Path(output_of(["env", "FEATURIZE_BENCHMARKS=1", f"SWIFT={self.swift}", ROOT / ".ci/build", "--symbols", "LibraryBenchmark"]).splitlines()[-1])

    def table(self, kind, *sizes):
        """A generated table (programs/tables.py) in a folder of its own, made once."""
        folder = self.work / "-".join(map(str, [kind, *sizes]))
        if not folder.exists():
            say(f"generating {folder.name}")
            partial = folder.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(parents=True)
            output_of([self.python(), "-B", PROGRAMS / "tables.py", kind, partial, *sizes])
            partial.rename(folder)
        return folder

    def same(self, expected, found, name, *encoded):
        """Ends the benchmark unless two outputs hold the same (programs/agree.py)."""
        output_of([self.python(), "-B", PROGRAMS / "agree.py", expected, found, name, *encoded])


def megabytes(path):
    return path.stat().st_size / 1e6
