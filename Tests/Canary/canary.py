#!/usr/bin/env python3
"""The canary proof: thousands of made-up persons' data and secrets are planted wherever bytes can enter, and every byte
that comes out is searched for them.

    Tests/Canary/canary.py FEATURIZE            prints how many values were planted where, and how many were found
    Tests/Canary/canary.py --self-test          shows that the search finds what is there

Values of every entity are made by the generators of the detection corpus. Places: every column of a table that a
privacy rule treats, in every way; text that the gate looks through; malformed rows; parameters; file names; pipelines,
states and key rings that are broken; the identifiers of lookup, erase and tokenize; the lines of scrub and scan. All of
it on success and on failure, with --trace. Bytes: outputs, quarantine, state, manifest, ledger, receipts, standard
output and error, file names, and whatever was left in the temporary directory.
"""

import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Detection"))
sys.path.insert(0, str(HERE))

from faker import Faker  # noqa: E402

import needles  # noqa: E402
import sentences  # noqa: E402
import values  # noqa: E402

#: Values of each entity.
EACH = 150
SEED = 20_261_121
#: Sentences around the values of each entity, the first with the words that it may need to be known by.
TEMPLATES = {**sentences.GENERAL, **{
    entity: templates for country in sentences.BY_COUNTRY.values() for entity, templates in country.items()}}


RANDOM = re.compile(rb"\d{8}T\d{6}-[0-9a-f]{16}|[0-9a-f]{32,}")


def digits(value):
    return "".join(character for character in value if character.isdigit())


#: What python-stdnum accepts though nobody was ever given it (docs/detection-deviations.md) is no canary.
ISSUED = {
    "AT_SVNR": lambda v: 1 <= int(digits(v)[4:6]) <= 31 and 1 <= int(digits(v)[6:8]) <= 15,
    "CZ_SK_RC": lambda v: int(digits(v)) % 11 == 0,
    "FR_NIR": lambda v: 1 <= int(digits(v)[3:5]) <= 12,
    "TH_PIN": lambda v: int(digits(v)[1:3]) in {
        *range(10, 28), *range(30, 50), *range(50, 59), *range(60, 68), *range(70, 78), *range(80, 87), *range(90, 97)},
}


class Planted:
    """The values, and where they were put."""

    def __init__(self, each):
        self.needles = needles.Needles()
        self.places = 0
        maker, fake = random.Random(SEED), Faker("en_US")
        fake.seed_instance(SEED)
        self.of = {}
        for entity, make in values.VALUES.items():
            made = {}
            is_issued = ISSUED.get(entity, lambda value: True)
            for _ in range(20 * each):
                value = make(maker, fake)
                if is_issued(value):
                    made[value] = None
                if len(made) == each:
                    break
            self.of[entity] = list(made)
            for value in made:
                self.needles.add(entity, value)
        # What messages say of any finding.
        for entity in values.VALUES:
            self.needles.forget(f"holds what looks like {entity}: [{entity}]".encode())

    def all(self):
        return [(entity, value) for entity, made in self.of.items() for value in made]

    def for_messages(self):
        """Messages keep addresses of pages and ids of requests, which may be their help. COMPLIANCE.md says so."""
        return [(entity, value) for entity, value in self.all() if entity not in ("URL", "UUID")]

    def sentence(self, entity, value):
        """With the words around it that an entity may need."""
        return TEMPLATES[entity][0].format(v=value)


def field(text):
    return '"' + text.replace('"', '""') + '"'


class Workspace:
    """A directory for a few commands, all of whose bytes are looked at, but for those of the files that were put in."""

    def __init__(self, featurize, planted):
        self.featurize, self.planted = featurize, planted
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="canary-"))
        for name in ["work", "tmp"]:
            (self.root / name).mkdir()
        self.given = set()
        self.wrong, self.searched, self.runs = [], 0, 0

    def put(self, name, content, places=0, mode=0o644):
        """A file that holds values in so many places."""
        path = self.root / "work" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(mode)
        self.given.add(path)
        self.planted.places += places
        return path

    def run(self, *arguments, exits=(0,), stdin="", places=0):
        """Runs a command, searches what it prints, and notes an exit code that is not among `exits`."""
        self.runs += 1
        self.planted.places += places
        done = subprocess.run(
            [self.featurize, *arguments], cwd=self.root / "work", input=stdin.encode(), capture_output=True,
            env={"PATH": "/usr/bin:/bin", "TMPDIR": str(self.root / "tmp"), "HOME": "/nonexistent"}, timeout=900)
        place = " ".join(arguments[:2])
        self.search(done.stdout, f"{place}: standard output")
        self.search(done.stderr, f"{place}: standard error")
        if done.returncode not in exits:
            self.wrong.append(f"{place}: exit {done.returncode}, not {exits}: {done.stderr[:300].decode(errors='replace')}")
        return done

    def search(self, blob, place):
        self.searched += len(blob)
        # Digests and the ids of runs hold random digits, which are part of some number once in a while.
        blob = RANDOM.sub(b"RANDOM", blob)
        reported = set()
        for (entity, value), (stretch, around) in self.planted.needles.stretches(blob).items():
            if entity not in reported:
                self.wrong.append(f"{place} holds {entity}: {stretch!r} of {value!r}, in {around!r}")
            reported.add(entity)

    def close(self):
        for path in sorted(self.root.rglob("*")):
            if path in self.given or path.is_dir() and any(path in given.parents for given in self.given):
                continue
            self.search(str(path.relative_to(self.root)).encode(), "the name of a file")
            if path.is_file():
                self.search(path.read_bytes(), f"the file {path.name}")
        shutil.rmtree(self.root)


PIPELINE = """featurize: 1
name: canary
params:
  source: {type: string, default: people.csv}
  limit: {type: int, default: 1}
secrets:
  ring: {file: ring.keyring}
sources:
  people:
    format: csv
    uri: "${params.source}"
    contract:
      on_invalid_row: {action: quarantine, max_fraction: 1}
      columns:
        id: {type: string, role: key, unique: true, pii: id}
        mail: {type: string, nullable: true, pii: email}
        card: {type: string, nullable: true, pii: card}
        phone: {type: string, nullable: true, pii: phone}
        name: {type: string, nullable: true, pii: name}
        plan: {type: category, nullable: true, pii: name}
        notes: {type: text, nullable: true, pii: free_text}
        said: {type: string, nullable: true}
        n: {type: int}
privacy:
  subject: people.id
  k: 5
  on_egress: EGRESS
  detect: {entities: [all]}
  rules:
    - {id: key, use: tokenize, columns: [id], with: {domain: people, key: ring}}
    - {id: mail, use: tokenize, columns: [mail], with: {domain: mail, key: ring, on_invalid: token_as_raw}}
    - {id: card, use: tokenize, columns: [card], with: {domain: card, key: ring, on_invalid: token_as_raw}}
    - {id: phone, use: drop, columns: [phone]}
    - {id: name, use: mask, columns: [name]}
    - {id: plan, use: drop, columns: [plan]}
    - {id: notes, use: redact, columns: [notes], with: {entities: [all]}}
steps:
  - {id: scale, use: standard_scaler, columns: [n]}
outputs:
  all: {format: csv, uri: out/all.csv}
quarantine: {uri: out/rejected.csv}
state: {uri: out/state.json}
manifest: {uri: out/manifest.json}
ledger: {uri: out/people.ledger}
"""
HEADER = "id,mail,card,phone,name,plan,notes,said,n\n"


def row(planted, entity, value, said="nothing", n="1", notes=None):
    cells = [value] * 6 + [planted.sentence(entity, value) if notes is None else notes, said, n]
    return ",".join(field(cell) for cell in cells) + "\n"


class Proof:
    def __init__(self, featurize, planted):
        self.featurize, self.planted = featurize, planted
        self.wrong, self.searched, self.runs = [], 0, 0

    def workspace(self, egress="redact"):
        space = Workspace(self.featurize, self.planted)
        space.put("pipeline.yaml", PIPELINE.replace("EGRESS", egress))
        space.run("keys", "new", "ring.keyring", "--unprotected")
        return space

    def end(self, space):
        space.close()
        self.wrong += space.wrong
        self.searched += space.searched
        self.runs += space.runs

    def run(self):
        for part in [self.every_treatment, self.malformed, self.the_gate, self.requests, self.texts, self.broken_files,
                     self.arguments]:
            before = len(self.wrong)
            part()
            print(f"canary: {part.__doc__.splitlines()[0]} {len(self.wrong) - before} found", flush=True)
            for wrong in self.wrong[before:][:8]:
                print(f"canary:   {wrong}", flush=True)

    def every_treatment(self):
        """Columns that rules treat, in run, fit, apply and parts of a fit:"""
        space = self.workspace()
        people = self.planted.all()
        space.put("people.csv", HEADER + "".join(row(self.planted, *person) for person in people), 7 * len(people))
        for threads in ["1", "3"]:
            space.run("run", "pipeline.yaml", "--trace", "--threads", threads)
        space.run("fit", "pipeline.yaml", "--trace")
        space.run("apply", "pipeline.yaml", "--state", "out/state.json", "--trace")
        space.run("fit", "pipeline.yaml", "--partial", "out/a.part", "--trace", exits=(0, 2, 3))
        space.run("check", "out/state.json")
        space.run("plan", "pipeline.yaml", "--trace")
        space.run("ledger", "export", "pipeline.yaml")
        space.run("audit", "report", "pipeline.yaml")
        self.end(space)

    def malformed(self):
        """Rows that break the contract or the format:"""
        space = self.workspace()
        people = self.planted.all()
        lines = [HEADER, row(self.planted, "EMAIL", "somebody", notes="nothing")]
        for number, (entity, value) in enumerate(people):
            lines.append([
                lambda: row(self.planted, entity, value, n=value), lambda: row(self.planted, entity, value, n=""),
                lambda: field(value) + "," + field(value) + "\n",
                lambda: row(self.planted, entity, value).rstrip("\n") + "," + field(value) + "\n",
                lambda: row(self.planted, entity, value, n="9" * 40), lambda: row(self.planted, "EMAIL", "same", n=value),
            ][number % 6]())
        space.put("people.csv", "".join(lines), 6 * len(people))
        space.run("run", "pipeline.yaml", "--trace")
        space.put("people.csv", ("".join(lines[:200]) + field("x") + ',"' + people[7][1] + " never ends").encode())
        space.run("run", "pipeline.yaml", "--trace", exits=(0, 3))
        space.put("people.csv", "".join(lines[:200]).encode().replace(b"@", b"\xff@"))
        space.run("run", "pipeline.yaml", "--trace", exits=(0, 3))
        for action in ["stop", "drop"]:
            space.put("pipeline.yaml", PIPELINE.replace("EGRESS", "block").replace(
                "{action: quarantine, max_fraction: 1}", "{action: %s}" % action))
            space.put("people.csv", "".join(lines))
            space.run("run", "pipeline.yaml", "--trace", exits=(0, 3))
        # A file without a header: its first line is somebody's.
        space.put("people.csv", "".join(lines[2:300]), 300)
        space.run("run", "pipeline.yaml", "--trace", exits=(3,))
        self.end(space)

    def the_gate(self):
        """Text that no rule treats, redacted and blocked at the gate:"""
        people = self.planted.all()
        space = self.workspace("redact")
        space.put("people.csv", HEADER + "".join(
            row(self.planted, entity, value, said=self.planted.sentence(entity, value)) for entity, value in people),
            len(people))
        space.run("run", "pipeline.yaml", "--trace")
        self.end(space)
        space = self.workspace("block")
        for entity, made in self.planted.of.items():
            space.put("people.csv", HEADER + "".join(
                row(self.planted, entity, value, said=self.planted.sentence(entity, value)) for value in made[:20]), 20)
            space.run("run", "pipeline.yaml", "--trace", exits=(3,))
            if (space.root / "work" / "out" / "all.csv").exists():
                self.wrong.append(f"{entity}: an output was published that the gate should have blocked")
        self.end(space)

    def requests(self):
        """Identifiers that are asked for:"""
        space = self.workspace()
        people = self.planted.all()
        space.put("people.csv", HEADER + "".join(row(self.planted, *person) for person in people[::40]), len(people[::40]))
        space.run("run", "pipeline.yaml", "--quiet")
        asked = "".join(value.replace("\n", " ") + "\n" for _, value in people[::40])
        count = len(people[::40])
        for domain in ["people", "mail", "nowhere"]:
            space.run("lookup", "pipeline.yaml", "--domain", domain, stdin=asked, places=count, exits=(0, 1, 2, 3))
            space.run("tokenize", "--pipeline", "pipeline.yaml", "--domain", domain, stdin=asked, exits=(0, 1, 2, 3))
        space.run("erase", "pipeline.yaml", "--domain", "people", "--dry-run", stdin=asked, places=count, exits=(0, 1, 2, 3))
        space.run("erase", "pipeline.yaml", "--domain", "people", "--yes", stdin=asked, places=count, exits=(0, 1, 2, 3))
        space.run("audit", "verify", "pipeline.yaml")
        self.end(space)

    def texts(self):
        """Logs that are scrubbed, texts and tables that are scanned:"""
        space = self.workspace()
        people = self.planted.all()
        # A private key's lines are one entity; scan and scrub are told to look for everything.
        log = "".join(f"2026-01-31 INFO {self.planted.sentence(entity, value)}\n" for entity, value in people)
        space.put("app.log", log, len(people))
        space.run("scan", "app.log", "--entities", "all", places=len(people))
        space.run("scan", "app.log", "--entities", "all", "--format", "json")
        space.run("scrub", "--entities", "all", stdin=log, places=len(people))
        space.put("people.csv", HEADER + "".join(row(self.planted, *person) for person in people))
        space.run("scan", "people.csv", "--entities", "all", "--format", "json", places=len(people))
        space.run("init", "people.csv")
        space.run("check", "people.csv", "--quasi", "name,plan", "--sensitive", "notes,card", "--subject", "id", "--trace",
                  exits=(1,), places=len(people))
        space.run("check", "people.csv", "--quasi", "mail", "--sensitive", "notes", "--format", "json", exits=(1,))
        space.run("check", "people.csv", "--trace", exits=(1,))
        self.end(space)

    def broken_files(self):
        """Pipelines, states, key rings, JSON Lines and tables that are broken:"""
        space = self.workspace()
        people = self.planted.for_messages()[::5]
        space.put("people.csv", HEADER + "".join(
            row(self.planted, "EMAIL", f"person{number}", notes="nothing") for number in range(20)))
        space.run("run", "pipeline.yaml", "--quiet")
        state = (space.root / "work/out/state.json").read_text()
        for number, (entity, value) in enumerate(people):
            text = self.planted.sentence(entity, value).replace("\n", " ").replace("'", " ")
            kind = number % 6
            if kind == 0:
                space.put("broken.yaml", PIPELINE.replace("name: canary", f"name: '{text}'").replace("k: 5", "k: five"), 1)
                space.run("lint", "broken.yaml", exits=(0, 1, 2))
            elif kind == 1:
                space.put("broken.yaml", PIPELINE + f"'{text}': 1\n", 1)
                space.run("run", "broken.yaml", "--trace", exits=(2,))
            elif kind == 2:
                space.put("state.json", state.replace('"people"', '"' + text.replace('"', "'") + '"', 1), 1)
                space.run("apply", "pipeline.yaml", "--state", "state.json", "--trace", exits=(2, 3))
                space.run("check", "state.json", "--trace", exits=(1,))
            elif kind == 3:
                space.put("ring.keyring", '{"format": "%s"' % text.replace('"', "'"), 1, mode=0o600)
                space.run("run", "pipeline.yaml", "--trace", exits=(2, 3))
                (space.root / "work/ring.keyring").unlink()
                space.run("keys", "new", "ring.keyring", "--unprotected")
            elif kind == 4:
                space.put("people.jsonl", '{"id": "%s", "n": "%s", %s\n' % (value, text, text), 1)
                space.put("lines.yaml", PIPELINE.replace("format: csv\n    uri: \"${params.source}\"",
                                                         "format: jsonl\n    uri: people.jsonl").replace("EGRESS", "block"))
                space.run("run", "lines.yaml", "--trace", exits=(0, 3))
            else:
                space.put("header.csv", HEADER.replace("said", field(text)) + "1,2,3,4,5,6,7,8,9\n", 1)
                space.run("run", "pipeline.yaml", "--set", "source=header.csv", "--trace", exits=(3,))
        self.end(space)

    def arguments(self):
        """Parameters and file names:"""
        space = self.workspace("block")
        for entity, value in self.planted.for_messages()[::25]:
            text = self.planted.sentence(entity, value).replace("\n", " ")[:120]
            space.run("run", "pipeline.yaml", "--set", f"limit={text}", "--trace", exits=(2,), places=1)
            if "/" in text:
                continue
            space.run("run", "pipeline.yaml", "--set", f"source={text}.csv", "--trace", exits=(2, 3), places=1)
            space.run("run", text + ".yaml", "--trace", exits=(2, 3), places=1)
        self.end(space)


def self_test(planted):
    """What is searched for is found where it stands: in every table of the proof, and in four disguises."""
    import base64
    import json
    from urllib.parse import quote
    missed, unsearchable = 0, set(planted.needles.unsearchable())
    for entity, value in planted.all():
        blob = value.encode()
        for form in [blob, quote(value, safe="").encode(), base64.b64encode(b"id=" + blob + b" ok"), json.dumps(value).encode()]:
            if (entity, value) not in planted.needles.found(b"before " + form + b" behind"):
                missed += value not in unsearchable
    return missed


def main(arguments):
    if arguments == ["--self-test"]:
        planted = Planted(10)
        missed = self_test(planted)
        # A value may share every stretch of one of its disguises with another value.
        print(f"canary: {missed} of {4 * len(planted.needles):,} disguised values were missed")
        return 1 if missed * 1000 > 4 * len(planted.needles) else 0
    if len(arguments) != 1:
        print(__doc__)
        return 2
    planted = Planted(EACH)
    unsearchable = planted.needles.unsearchable()
    proof = Proof(str(pathlib.Path(arguments[0]).resolve()), planted)
    proof.run()
    print(
        f"canary: {len(planted.needles):,} values of {len(planted.of)} entities in {planted.places:,} places, "
        f"{proof.runs:,} runs, {proof.searched:,} bytes searched; {len(unsearchable)} values too short to search for; "
        f"{len(proof.wrong)} found")
    return 1 if proof.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
