"""How fast this machine is at single operations: seconds for one byte or one operation, all cores together."""

import datetime
import os
import platform
import subprocess

from measure import ROOT, output_of


def speeds(context, file):
    """By name, of limits.cpp; the file is read once before, so that it is in memory."""
    said = output_of([context.limits, "speeds", file, context.work, os.cpu_count()])
    return {name: float(number) for _, name, number in map(str.split, said.splitlines())}


def description():
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    day = datetime.date.today().isoformat()
    return f"{os.cpu_count()} cores of {model}, {memory / 2**30:.0f} GiB of memory", day, commit or "no commit"
