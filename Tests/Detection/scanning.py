"""Runs `featurize scan` over lines."""

import json
import subprocess


def scan(featurize, texts, *options):
    """For each text (entity, start, end), start and end in bytes. Texts have no line ends."""
    result = subprocess.run(
        [featurize, "scan", "--format", "json", *options, "-"], input="".join(text + "\n" for text in texts).encode(),
        capture_output=True, check=False)
    if result.returncode != 0:
        raise SystemExit(result.stderr.decode())
    findings = [[] for _ in texts]
    for row in result.stdout.decode().splitlines():
        finding = json.loads(row)
        findings[finding["line"] - 1].append((finding["entity"], finding["start"], finding["end"]))
    return findings
