"""Measures what `featurize scan` finds in the committed corpus.

    measure.py FEATURIZE --check             fails if recall is below what recorded.json says, or more clean lines are flagged
    measure.py FEATURIZE --record            writes recorded.json
    measure.py FEATURIZE --report PEERS      writes docs/detection.md, with what peers.py found; PRESIDIO_CASES names a
                                             file of Presidio's own cases, of which the report then has figures, too
"""

import json
import os
import pathlib
import subprocess
import sys

import corpus
import report
from scanning import scan

HERE = pathlib.Path(__file__).parent
RECORD = HERE / "recorded.json"
# A figure of a record may be met to the third decimal.
TOLERANCE = 0.0005


class Measurement:
    """Three ways to look: tier A, as the gate does; each country with its own numbers; as `scan` does, at all countries."""

    def __init__(self, featurize):
        self.lines = corpus.read()
        self.texts = [line.text for line in self.lines]
        self.version = subprocess.run([featurize, "--version"], capture_output=True, text=True, check=True).stdout.strip()
        self.default = scan(featurize, self.texts, "--countries", "none")
        self.everything = scan(featurize, self.texts)
        self.surer = scan(featurize, self.texts, "--min-score", "0.65")
        self.compared = scan(featurize, self.texts, "--entities", "url,uuid")
        self.countries = {}
        for country in sorted({line.country for line in self.lines if line.kind == "value"} - {"-"}):
            indices = [i for i, line in enumerate(self.lines) if line.kind == "clean" or line.kind == "value" and line.country in ("-", country)]
            lines = [self.lines[i] for i in indices]
            found = scan(featurize, [line.text for line in lines], "--countries", country.lower())
            self.countries[country] = (lines, found)

        self.persons = [line for line in self.lines if "person" in line.kind]
        self.person_findings = scan(featurize, [line.text for line in self.persons], "--countries", "none", "--entities", "person")
        clean = [line.text for line in self.lines if line.kind == "clean"]
        self.clean_persons = scan(featurize, clean, "--countries", "none", "--entities", "person")
        by_name = sorted(entity for entity in {span.entity for line in self.lines if line.country == "-" for span in line.spans})
        self.general_lines = [line for line in self.lines if line.country == "-" and line.kind in ("value", "clean")]
        self.general = scan(featurize, [line.text for line in self.general_lines], "--countries", "none", "--entities", ",".join(by_name))

    def figures(self):
        """What is recorded and checked: recall of each entity as a user would ask for it, shares of flagged lines."""
        recall = {}
        for entity, entry in corpus.count(self.general_lines, self.general).items():
            if entry.spans:
                recall[entity] = round(entry.recall, 4)
        for country, (lines, found) in self.countries.items():
            own = {span.entity for line in lines if line.country == country for span in line.spans}
            for entity, entry in corpus.count(lines, found).items():
                if entity in own:
                    recall[entity] = round(entry.recall, 4)
        for kind in ("person-known", "person-other"):
            lines = [(l, f) for l, f in zip(self.persons, self.person_findings) if l.kind == kind]
            recall[f"PERSON ({kind})"] = round(corpus.count(*zip(*lines))["PERSON"].recall, 4)
        return {
            "recall": dict(sorted(recall.items())),
            "clean lines flagged by tier A": round(corpus.flagged(self.lines, self.default), 4),
            "clean lines flagged by scan": round(corpus.flagged(self.lines, self.everything), 4),
        }


def check(figures):
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))
    faults = []
    for entity, wanted in recorded["recall"].items():
        got = figures["recall"].get(entity, 0)
        if got < wanted - TOLERANCE:
            faults.append(f"recall of {entity} is {got:.3f}, recorded are {wanted:.3f}")
    for name in recorded:
        if name != "recall" and figures[name] > recorded[name] + TOLERANCE:
            faults.append(f"{name}: {figures[name]:.3f}, recorded are {recorded[name]:.3f}")
    for fault in faults:
        print(f"detection: {fault}", file=sys.stderr)
    if not faults:
        print(f"detection: recall of {len(recorded['recall'])} entities is what it was, or better")
    return 1 if faults else 0


def main(arguments):
    measurement = Measurement(os.path.abspath(arguments[0]))
    figures = measurement.figures()
    if arguments[1] == "--check":
        return check(figures)
    if arguments[1] == "--record":
        RECORD.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        return 0
    peers = json.loads(pathlib.Path(arguments[2]).read_text(encoding="utf-8"))
    cases = os.environ.get("PRESIDIO_CASES")
    text = report.text(measurement, peers, report.presidio_cases(os.path.abspath(arguments[0]), cases) if cases else None)
    (HERE.parent.parent / "docs/detection.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
