"""Logs pass through `featurize scrub`: with personal data in some lines, and with none."""

import os
import subprocess
import threading
import time

import logs
from context import megabytes
from measure import Program, output_of
from workload import ONE_THREAD, OURS, Bar, Case, Limit, two_cores

NUMBER = 5
NAME = "scrubbing"
TITLE = "Scrubbing logs"

#: Lines that are repeated up to the size.
BLOCK = 40_000
#: MB of the log that a peer gets: they are slow.
SLICE = 0.1
PEERS = {"Presidio's pattern recognizers": "presidio", "scrubadub": "scrubadub", "detect-secrets": "detect_secrets"}


def corpus(context, name, seed, share):
    """The lines with what is planted in them, and a file of them over and over."""
    rows = list(logs.lines(BLOCK, seed, share))
    block = "".join(line + "\n" for line, _ in rows).encode()
    path = context.work / f"{name}-{context.scale:g}.log"
    with open(path, "wb") as file:
        for _ in range(max(1, round(1000e6 * context.scale / len(block)))):
            file.write(block)
    first = context.work / f"{name}-first.log"
    first.write_bytes(block[:block.index(b"\n", int(SLICE * 1e6)) + 1])
    return rows, path, first


def per_core(path, wanted):
    size = megabytes(path)
    return Bar(f"{wanted} MB/s per core", wanted, lambda found: size / found[OURS].cpu)


def case(context, name, path, first, bar, check, notes):
    def peer(which):
        return context.script("scrub_peers.py", which, first, requirements="requirements-scrub.txt",
                              share=first.stat().st_size / path.stat().st_size, remark=f"of {SLICE * 1000:.0f} kB")

    # Without the option it is a stream of one thread.
    is_threaded = "--threads" in output_of([context.featurize, "scrub", "--help"])
    one_thread = {ONE_THREAD: Program([context.featurize, "scrub", "--threads", "1"], reads=path)} if is_threaded else {}
    cores = two_cores() if is_threaded else two_cores()._replace(found=lambda found: 1)
    return Case(
        name, f"{megabytes(path):,.0f} MB, standard input to standard output", {
            OURS: Program([context.featurize, "scrub"], reads=path),
            **one_thread,
            "`cat`": Program(["cat"], reads=path),
        } | {title: peer(which) for title, which in PEERS.items()},
        [per_core(path, bar), cores],
        Limit(read=path.stat().st_size, held=path.stat().st_size, is_one_core=True), check, notes=notes)


def cases(context):
    rows, log, first = corpus(context, "log", 1, 0.05)
    clean, clean_log, clean_first = corpus(context, "clean", 2, 0)
    shares = {}

    def check():
        shares.update(judged(context, rows, clean))
        if shares["covered"] < 0.99 or shares["changed"] >= 0.01:
            raise SystemExit(f"bench: featurize covers {shares['covered']:.2%} and changes {shares['changed']:.2%}")

    def notes(found):
        yield (f"{shares['covered']:.2%} of the planted values do not come through, {shares['changed']:.2%} of the clean lines "
               "are changed. detect-secrets knows secrets only.")
        yield "| a line waits | p50, ms | p99, ms |\n|---|--:|--:|\n" + "\n".join(
            "| at {:,} lines/s | {:.2f} | {:.2f} |".format(rate, *latency(context.featurize, rate, 3))
            for rate in (20, 2_000, 20_000))

    yield case(context, "logs, 5 % of the lines personal", log, first, 200, check, notes)
    yield case(context, "logs, nothing to be found", clean_log, clean_first, 1000, lambda: None, lambda found: [])


def judged(context, rows, clean):
    """The share of planted values that are gone, and of clean lines that are changed."""
    def scrubbed(rows):
        done = subprocess.run([context.featurize, "scrub"], input="".join(line + "\n" for line, _ in rows).encode(),
                              stdout=subprocess.PIPE, check=True)
        return done.stdout.decode().split("\n")[:-1]

    planted = covered = 0
    for (_, values), line in zip(rows, scrubbed(rows), strict=True):
        planted += len(values)
        covered += sum(value not in line for _, value in values)
    changed = sum(line != after for (line, _), after in zip(clean, scrubbed(clean), strict=True))
    return {"covered": covered / planted, "changed": changed / len(clean)}


def latency(featurize, per_second, seconds):
    """Milliseconds from the write of a line to the read of what became of it, p50 and p99, with `per_second` lines."""
    process = subprocess.Popen([str(featurize), "scrub"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    rows = [line for line, _ in logs.lines(2000, 3, 0.05)]
    count = max(20, int(per_second * seconds))
    sent, received = [0.0] * count, [0.0] * count

    def read():
        pending = b""
        got = 0
        while got < count:
            pending += os.read(process.stdout.fileno(), 1 << 16)
            now = time.perf_counter()
            *whole, pending = pending.split(b"\n")
            for _ in whole:
                received[got] = now
                got += 1
    reader = threading.Thread(target=read)
    reader.start()
    # Every 5 ms as many lines as are due, each by a write of its own.
    step = max(1, round(per_second / 200))
    start = time.perf_counter()
    for first in range(0, count, step):
        due = start + first / per_second
        while (wait := due - time.perf_counter()) > 0:
            time.sleep(wait)
        for number in range(first, min(count, first + step)):
            data = (rows[number % len(rows)] + "\n").encode()
            sent[number] = time.perf_counter()
            os.write(process.stdin.fileno(), data)
    reader.join()
    process.stdin.close()
    process.wait()
    waits = sorted((after - before) * 1000 for before, after in zip(sent, received))
    return waits[len(waits) // 2], waits[len(waits) * 99 // 100]
