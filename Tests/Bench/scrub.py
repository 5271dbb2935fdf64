#!/usr/bin/env python3
"""Times `featurize scrub` on logs beside Presidio's pattern recognizers, scrubadub and detect-secrets, in one run.

    scrub.py --featurize FILE [--megabytes 100] [--seed 1] [--peers-kilobytes 100] [--no-peers]

Two logs, made anew from the seed (logs.py): one in which 5 % of the lines hold one planted value of tier A, and one that
holds none. For each program: MB/s on each (the peers, which are slow, on the first lines only), the share of planted
values that do not come through, and the share of the clean lines that are changed or flagged. Then what a line waits:
from the write to the read of the scrubbed line, at rest and under load. The report is out/bench-scrub.md. It judges one
thing: the exit code is 1 if featurize covers less than 99 % or flags 1 % of the clean lines or more.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import threading
import time

import logs

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / ".build-bench"
BLOCK = 40_000  # lines that are repeated up to the size


def say(text):
    print(text, file=sys.stderr, flush=True)


def corpus(name, seed, share, megabytes):
    """The lines with what is planted in them, and a file of them over and over."""
    rows = list(logs.lines(BLOCK, seed, share))
    block = "".join(line + "\n" for line, _ in rows).encode()
    path = WORK / f"{name}-{seed}-{megabytes}.log"
    with open(path, "wb") as file:
        for _ in range(max(1, round(megabytes * 1e6 / len(block)))):
            file.write(block)
    return rows, path


def timed(command, path, runs=3):
    """Median MB/s of wall time and of processor time, from the file to nowhere."""
    size = path.stat().st_size / 1e6
    walls, cpus = [], []
    for _ in range(runs):
        with open(path, "rb") as source:
            start = time.perf_counter()
            process = subprocess.Popen([str(part) for part in command], stdin=source, stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            walls.append(time.perf_counter() - start)
            process.returncode = os.waitstatus_to_exitcode(status)
            cpus.append(usage.ru_utime + usage.ru_stime)
        if process.returncode != 0:
            raise SystemExit(f"bench: exit code {process.returncode} from {command}")
    return size / statistics.median(walls), size / statistics.median(cpus)


def featurize_scrubber(featurize, *options):
    def scrub(lines):
        done = subprocess.run([str(featurize), "scrub", *options], input="".join(line + "\n" for line in lines).encode(),
                              stdout=subprocess.PIPE, check=True)
        return done.stdout.decode().split("\n")[:-1]
    return scrub


def presidio():
    """The pattern recognizers that the analyzer loads for English, by themselves: no model, no context."""
    import logging
    logging.disable(logging.WARNING)
    from presidio_analyzer import PatternRecognizer, RecognizerRegistry
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    recognizers = [found for found in registry.recognizers
                   if isinstance(found, PatternRecognizer) or type(found).__name__ == "PhoneRecognizer"]

    def scrub(lines):
        for line in lines:
            found = [(result.start, result.end) for recognizer in recognizers
                     for result in recognizer.analyze(line, recognizer.supported_entities, None) or []]
            for start, end in sorted(found, reverse=True):
                line = line[:start] + "*" * (end - start) + line[end:]
            yield line
    return scrub


def scrubadub():
    import scrubadub as package
    scrubber = package.Scrubber()
    return lambda lines: (scrubber.clean(line) for line in lines)


def detect_secrets():
    from detect_secrets.core.scan import scan_line
    from detect_secrets.settings import default_settings

    def scrub(lines):
        with default_settings():
            for line in lines:
                for secret in scan_line(line):
                    if secret.secret_value:
                        line = line.replace(secret.secret_value, "*" * len(secret.secret_value))
                yield line
    return scrub


def judge(rows, scrubbed, clean, scrubbed_clean):
    """(share of planted values that are gone, share of clean lines that are changed, kinds that came through)."""
    planted = covered = 0
    missed = {}
    for (_, values), line in zip(rows, scrubbed, strict=True):
        for kind, value in values:
            planted += 1
            if value in line:
                missed[kind] = missed.get(kind, 0) + 1
            else:
                covered += 1
    changed = sum(line != after for (line, _), after in zip(clean, scrubbed_clean, strict=True))
    return covered / max(1, planted), changed / max(1, len(clean)), missed


def peer(make, rows, clean, kilobytes):
    scrub = make()

    def first(rows):
        size, chosen = 0, []
        for row in rows:
            size += len(row[0]) + 1
            chosen.append(row)
            if size >= kilobytes * 1000:
                break
        return chosen, size
    results, speeds = [], []
    for chosen, size in (first(rows), first(clean)):
        start = time.process_time()
        results.append((chosen, list(scrub(line for line, _ in chosen))))
        speeds.append(size / 1e6 / (time.process_time() - start))
    return speeds, judge(*results[0], *results[1])


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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--featurize", required=True, type=pathlib.Path)
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--peers-kilobytes", type=float, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    WORK.mkdir(exist_ok=True)
    rows, log = corpus("log", options.seed, 0.05, options.megabytes)
    clean, clean_log = corpus("clean", options.seed + 1, 0, options.megabytes)

    say("featurize scrub")
    scrub = featurize_scrubber(options.featurize)
    recall, flagged, missed = judge(rows, scrub([line for line, _ in rows]), clean, scrub([line for line, _ in clean]))
    speeds = [timed([options.featurize, "scrub"], path, options.runs) for path in (log, clean_log)]
    base = [speed[1] for speed in speeds]
    copying = [timed(["cat"], path, options.runs)[0] for path in (log, clean_log)]
    table = [("`cat`", copying, None), ("featurize scrub", base, (recall, flagged, missed))]
    if not options.no_peers:
        for name, make in (("Presidio's pattern recognizers", presidio), ("scrubadub", scrubadub),
                           ("detect-secrets", detect_secrets)):
            say(name)
            found, judged = peer(make, rows, clean, options.peers_kilobytes)
            table.append((name, found, judged))
    say("latency")
    waits = {f"{rate:,} lines/s": latency(options.featurize, rate, 3) for rate in (20, 2_000, 20_000)}

    out = [
        f"# Scrubbing logs of {log.stat().st_size / 1e6:.0f} MB, one core", "",
        f"MB per second of processor time (peers: of their first {options.peers_kilobytes:.0f} kB), in brackets the ratio "
        "to featurize; the share of planted values that do not come through, and of clean lines that are changed.", "",
        "| program | log with 5 % personal lines, MB/s | clean log, MB/s | covered | clean lines flagged |",
        "|---|---|---|---|---|",
    ]
    for name, (dirty, pure), judged in table:
        shares = ["", ""] if judged is None else [f"{judged[0]:.2%}", f"{judged[1]:.2%}"]
        out.append(f"| {name} | {dirty:,.3g} ({dirty / base[0]:.2g}) | {pure:,.3g} ({pure / base[1]:.2g}) | "
                   + " | ".join(shares) + " |")
    out += ["", f"Wall time of featurize: {speeds[0][0]:.0f} and {speeds[1][0]:.0f} MB/s. detect-secrets knows secrets only.",
            "", "| load | p50, ms | p99, ms |", "|---|---|---|"]
    out += [f"| {load} | {half:.2f} | {most:.2f} |" for load, (half, most) in waits.items()]
    out += ["", "Versions: " + ", ".join((HERE / "requirements-scrub.txt").read_text().split()) + f". Seed {options.seed}."]
    text = "\n".join(out) + "\n"
    (ROOT / "out").mkdir(exist_ok=True)
    (ROOT / "out/bench-scrub.md").write_text(text)
    print(text)
    if missed:
        say(f"came through: {missed}")
    return 0 if recall >= 0.99 and flagged < 0.01 else 1


if __name__ == "__main__":
    sys.exit(main())
