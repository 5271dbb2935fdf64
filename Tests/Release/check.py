#!/usr/bin/env python3
"""Compares what `featurize check` measures of tables with pycanon's figures, and what a run releases with what it claims.

    check.py FEATURIZE              compares k, l and t to 1e-9, and the outputs of released runs
    check.py --self-test FEATURIZE  checks the check: figures that were tampered with must be noticed

FEATURIZE is the command. Tables are generated, seeded, and hold nobody. pycanon computes recursive (c, l)-diversity from
the rarest value of a class, where Machanavajjhala et al. (2007) take the most frequent: c is therefore compared with a
few lines of the definition here. Entropy l is cut to a whole number by pycanon, and compared so.
"""

import argparse
import csv
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

import pandas
from pycanon import anonymity

warnings.filterwarnings("ignore")
SEED = 20240607


def people(random_, count, ages, zips, diagnoses, missing=0.0):
    """Rows of a small hospital; a missing value is a value of its own."""
    rows = []
    for _ in range(count):
        row = [random_.choice(ages), random_.choice(zips), random_.choice(diagnoses), random_.randrange(20, 40) * 100]
        rows.append(["" if random_.random() < missing and column < 3 else value for column, value in enumerate(row)])
    return rows


def tables():
    """Name, rows of (age, zip, diagnosis, salary)."""
    random_ = random.Random(SEED)
    ages, zips = ["20-30", "30-40", "40-50"], ["100*", "101*", "102*"]
    illnesses = ["flu", "gastritis", "cancer", "hepatitis", "asthma"]
    yield "many", people(random_, 2000, ages, zips, illnesses)
    yield "skewed", people(random_, 900, ages, zips, ["flu"] * 30 + illnesses)
    yield "missing", people(random_, 1200, ages, zips, illnesses, missing=0.2)
    yield "few", people(random_, 25, ages, zips, illnesses)
    yield "one class", people(random_, 40, ages[:1], zips[:1], illnesses)
    yield "one value", people(random_, 60, ages, zips, ["flu"])
    yield "ties", [[age, code, illness, 1000 * (place + 1)] for age in ages for code in zips
                   for place, illness in enumerate(illnesses) for _ in range(3)]
    yield "one row", people(random_, 1, ages, zips, illnesses)
    # The example of the paper on t-closeness (Li et al. 2007, section 4): salary has 0.167 there.
    salaries, diseases = range(3000, 12000, 1000), [
        "gastric ulcer", "gastritis", "stomach cancer", "gastritis", "flu", "bronchitis", "bronchitis", "pneumonia",
        "stomach cancer"]
    classes = {3000: 0, 5000: 0, 9000: 0, 6000: 1, 11000: 1, 8000: 1, 4000: 2, 7000: 2, 10000: 2}
    yield "paper", [[classes[salary], "476**", disease, salary] for salary, disease in zip(salaries, diseases)]
    for number in range(20):
        count = random_.randrange(2, 400)
        yield f"random {number}", people(
            random_, count, ages[: random_.randrange(1, 4)], zips[: random_.randrange(1, 4)],
            illnesses[: random_.randrange(1, 6)], random_.choice([0.0, 0.1]))


QUASI, SENSITIVE = ["age", "zip"], ["diagnosis", "salary"]


def frame(rows):
    data = pandas.DataFrame(rows, columns=QUASI + SENSITIVE)
    for column in QUASI + SENSITIVE[:1]:
        data[column] = data[column].astype(str).replace("", "missing")
    return data


def recursive(data, column):
    """The smallest bound on c at the l of the table, and that l; by the definition."""
    counts = [sorted(group.value_counts(), reverse=True) for _, group in data.groupby(QUASI)[column]]
    l = min(len(values) for values in counts)
    return max(values[0] / sum(values[l - 1:]) for values in counts), l


def expected(rows):
    data = frame(rows)
    figures = {"k": anonymity.k_anonymity(data, QUASI)}
    for column in SENSITIVE:
        c, l = recursive(data, column)
        # pycanon divides by the number of values less one.
        t = anonymity.t_closeness(data, QUASI, [column]) if data[column].nunique() > 1 else 0.0
        figures[column] = {
            "distinct_l": anonymity.l_diversity(data, QUASI, [column]),
            "entropy_l": anonymity.entropy_l_diversity(data, QUASI, [column]), "recursive_c": c, "recursive_l": l, "t": t}
    return figures


def measured(featurize, path, *options):
    command = [featurize, "check", path, "--quasi", ",".join(QUASI), "--format", "json", *options]
    process = subprocess.run(command, capture_output=True, text=True)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(map(str, command))}: {process.stderr}")
    return json.loads(process.stdout)


def write(path, header, rows):
    with open(path, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def differences(name, report, wanted):
    if report["k"] != wanted["k"]:
        yield f"{name}: k is {report['k']}, pycanon has {wanted['k']}"
    for column in report["sensitive"]:
        figures = wanted[column["column"]]
        for figure, value in figures.items():
            own = column[figure]
            if figure == "entropy_l":
                # Cut by pycanon; e to the logarithm of a whole number may fall short of it by a rounding error.
                agrees = value in (math.floor(own), math.floor(own + 1e-9), math.floor(own - 1e-9))
            else:
                agrees = abs(own - value) <= 1e-9
            if not agrees:
                yield f"{name}: {figure} of {column['column']} is {own}, expected {value}"


def compare(featurize, folder, tamper=None):
    count = 0
    for name, rows in tables():
        path = folder / "table.csv"
        write(path, QUASI + SENSITIVE, rows)
        report = measured(featurize, path, "--sensitive", ",".join(SENSITIVE))
        if tamper:
            tamper(report)
        yield from differences(name, report, expected(rows))
        count += 1
    print(f"{count} tables compared with pycanon")


PIPELINE = """
featurize: 1
name: released
secrets:
  ring: {{file: {folder}/ring.keyring}}
sources:
  visits:
    format: csv
    uri: {folder}/visits.csv
    contract:
      columns:
        patient: {{type: string, role: group, nullable: true, pii: id}}
        age: {{type: int, nullable: true, pii: age}}
        zip: {{type: string}}
        born: {{type: date}}
        weight: {{type: float}}
        diagnosis: {{type: category}}
privacy:
  subject: visits.patient
  k: 5
  rules:
    - {{id: key, use: tokenize, columns: [patient], with: {{domain: patient, key: ring}}}}
    - {{id: age, use: generalize, columns: [age], with: {{to: range, step: 1}}}}
  release:
    k: {k}
    l: 2
    t: 0.45
    quasi: [age, zip, born, weight]
    sensitive: [diagnosis]
    method: generalize
    max_suppressed: 0.1
outputs:
  all: {{format: csv, uri: {folder}/out.csv}}
manifest: {{uri: {folder}/manifest.json}}
"""


def release(featurize, folder):
    """Runs a pipeline that generalizes and suppresses, and measures what it wrote: people, not rows."""
    random_ = random.Random(SEED + 1)
    illnesses = ["flu", "gastritis", "cancer", "hepatitis"]
    rows = []
    for patient in range(400):
        person = [
            f"p{patient}", random_.choice(["", *range(18, 90)]), f"{random_.randrange(10000, 10400)}",
            f"19{random_.randrange(30, 99)}-{random_.randrange(1, 13):02}-{random_.randrange(1, 28):02}",
            random_.randrange(4000, 12000) / 100]
        for _ in range(random_.randrange(1, 4)):
            rows.append([*person, random_.choice(illnesses)])
    header = ["patient", "age", "zip", "born", "weight", "diagnosis"]
    write(folder / "visits.csv", header, rows)
    subprocess.run([featurize, "keys", "new", folder / "ring.keyring", "--unprotected"],
                   capture_output=True)
    for k in (2, 5, 20):
        (folder / "released.yaml").write_text(PIPELINE.format(folder=folder, k=k))
        written = []
        for threads in (1, 2, 3):
            process = subprocess.run(
                [featurize, "run", folder / "released.yaml", "--threads", str(threads), "--quiet"],
                capture_output=True, text=True)
            if process.returncode:
                yield f"k = {k}: {process.stderr}"
                return
            written.append((folder / "out.csv").read_bytes())
        if len(set(written)) != 1:
            yield f"k = {k}: other bytes with other threads"
        manifest = json.loads((folder / "manifest.json").read_text())
        claim = manifest["privacy"]["release"][0]
        data = pandas.read_csv(folder / "out.csv", dtype=str, keep_default_na=False)
        quasi = ["age", "zip", "born", "weight"]
        groups = data.groupby(quasi)
        own = {
            "k": int(groups["patient"].nunique().min()), "classes": groups.ngroups, "rows": len(data),
            "suppressed": len(rows) - len(data)}
        for figure, value in own.items():
            if claim[figure] != value:
                yield f"k = {k}: the manifest has {figure} {claim[figure]}, the output {value}"
        if own["k"] < k or own["suppressed"] > 0.1 * len(rows):
            yield f"k = {k}: {own}"
        # One row for each person and value of a class, so that pycanon counts people too.
        once = data.drop_duplicates(["patient", *quasi, "diagnosis"]).reset_index(drop=True)
        for figure, value in (("distinct_l", anonymity.l_diversity(once, quasi, ["diagnosis"])),
                              ("t", anonymity.t_closeness(once, quasi, ["diagnosis"]))):
            if abs(claim["sensitive"][0][figure] - value) > 1e-9:
                yield f"k = {k}: the manifest has {figure} {claim['sensitive'][0][figure]}, pycanon {value}"
        if manifest["rows"]["dropped"] != own["suppressed"] or manifest["rows"]["output"] != own["rows"]:
            yield f"k = {k}: rows do not add up: {manifest['rows']}"
        check = subprocess.run(
            [featurize, "check", folder / "out.csv", "--quasi", ",".join(quasi), "--sensitive", "diagnosis",
             "--subject", "patient", "--k", str(k), "--l", "2", "--t", "0.45", "--format", "json"],
            capture_output=True, text=True)
        report = json.loads(check.stdout)
        if check.returncode or report["k"] != claim["k"] or abs(report["sensitive"][0]["t"] - claim["sensitive"][0]["t"]) > 1e-12:
            yield f"k = {k}: `check` does not agree with the run: {report}"
        levels = ", ".join(f"{level['column']} {level['as']}" for level in claim["quasi"])
        print(f"k = {k}: reached {own['k']}, {own['suppressed']} of {len(rows)} rows suppressed; {levels}")


def add_one(report):
    report["k"] += 1


def nudge(figure, by):
    def tamper(report):
        for column in report["sensitive"]:
            column[figure] += by
    return tamper


def self_test(featurize, folder):
    for what, tamper in [("k", add_one)] + [
            (figure, nudge(figure, by)) for figure, by in (
                ("distinct_l", 1), ("entropy_l", 1.5), ("recursive_c", 1e-6), ("t", 1e-6))]:
        if not list(compare(featurize, folder, tamper)):
            yield f"nothing was said of a wrong {what}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("featurize", type=pathlib.Path)
    arguments = parser.parse_args()
    featurize = arguments.featurize.resolve()
    print(f"seed {SEED}")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if arguments.self_test:
            complaints = list(self_test(featurize, folder))
        else:
            complaints = list(compare(featurize, folder)) + list(release(featurize, folder))
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
