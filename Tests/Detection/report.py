"""docs/detection.md, made of a measurement."""

import json
from collections import Counter, defaultdict

import corpus
from peers_names import PRESIDIO, SCRUBADUB, SECRETS
from scanning import scan


def share(value):
    return "–" if value is None else f"{100 * value:.1f}"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "|".join("---" if i == 0 else "---:" for i in range(len(header))) + "|"]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


INTRODUCTION = """# What detection finds, and what it does not

Written by `make detection-report`; do not edit. {version} on the corpus in `Tests/Detection/corpus.tsv`: {lines} lines, of
which {clean} hold nothing personal but look as if they might (versions, hashes, request ids, time stamps, prices, order and
tracking numbers). The values belong to nobody: `generate.py` makes them with faker, mimesis and python-stdnum from fixed
seeds, without a look at what the detectors accept. The sentences around them are ours, and so are their words of context:
on your texts figures will differ. Measure them with `featurize scan`.

- **recall**: values found as what they are, every byte of them, in percent of the values.
- **covered**: the same under whatever name; it is what redaction needs.
- **precision**: findings that touch a value of their kind, in percent of the findings.
- **flagged**: lines without personal data in which anything was found, in percent of those lines.
"""

LIMITS = """## What this does not say

- Each entity has {each} values in a handful of sentences. A figure of 100.0 means "none of {each} was missed".
- The clean lines are of {kinds} kinds, {count} times each with other numbers; your logs have others.
- Precision depends on how much there is to be found. In a corpus of values only it is near 100 for anybody.
- A check digit proves little: of random 16-digit numbers that begin like a card, one in ten has a right one. Where only
  digits stand (`{{"id": 123456789}}`), detectors of nine to eleven digits ask for words of context or the name of a field.
- Identifiers split by line breaks or markup, spelled out, in pictures or in other encodings than UTF-8 are not seen.
"""


def text(measurement, peers, cases):
    lines = measurement.lines
    clean = [line for line in lines if line.kind == "clean"]
    import generate
    import negatives
    parts = [
        INTRODUCTION.format(version=f"featurize {measurement.version}", lines=len(lines), clean=len(clean)),
        default_part(measurement), country_part(measurement), general_part(measurement), everything_part(measurement),
        person_part(measurement), peers_part(measurement, peers),
    ]
    if cases:
        parts.append(cases)
    parts.append(LIMITS.format(each=generate.EACH, kinds=len(clean) // negatives.COUNT, count=negatives.COUNT))
    return "\n".join(parts)


def default_part(m):
    counts = corpus.count(m.lines, m.default)
    rows = [
        (entity, share(entry.recall), share(entry.coverage), share(entry.precision))
        for entity, entry in sorted(counts.items()) if entry.findings and entry.spans]
    return (
        "## Tier A: what the gate looks for unless the pipeline says otherwise\n\n"
        + table(("entity", "recall %", "covered %", "precision %"), rows)
        + f"\n\nFlagged: {share(corpus.flagged(m.lines, m.default))} % of the clean lines. Precision is over the whole corpus: a value of "
        "tier B that looks like one of tier A counts against it.\n")


def country_part(m):
    rows = []
    for country, (lines, found) in m.countries.items():
        counts = corpus.count(lines, found)
        own = sorted({span.entity for line in lines if line.country == country for span in line.spans})
        for index, entity in enumerate(own):
            entry = counts[entity]
            rows.append((
                country if index == 0 else "", entity, share(entry.recall), share(entry.coverage), share(entry.precision),
                share(corpus.flagged(lines, found)) if index == 0 else ""))
    return (
        "## By country\n\nEach with its own numbers bound (`--countries xx`), over its lines, those of no country, and the clean "
        "ones. About a third of the lines say no word of what the number is.\n\n"
        + table(("country", "entity", "recall %", "covered %", "precision %", "flagged %"), rows) + "\n")


def general_part(m):
    defaults = {name for found in m.default for name, _, _ in found}
    counts = corpus.count(m.general_lines, m.general)
    rows = [
        (entity, share(entry.recall), share(entry.coverage), share(entry.precision))
        for entity, entry in sorted(counts.items()) if entry.spans and entity not in defaults]
    return (
        "## Tier B of no country\n\nAdded by name (`--entities …`), over the lines of no country and the clean ones.\n\n"
        + table(("entity", "recall %", "covered %", "precision %"), rows) + "\n")


def everything_part(m):
    counts = corpus.count(m.lines, m.everything)
    values = [entry for entity, entry in counts.items() if entry.spans and entity not in ("PERSON", "URL", "UUID")]
    spans, found, covered = (sum(getattr(e, n) for e in values) for n in ("spans", "found", "covered"))
    findings, right = (sum(getattr(e, n) for e in counts.values()) for n in ("findings", "right"))
    wrong = Counter()
    for line, names in zip(m.lines, m.everything):
        if line.kind == "clean":
            wrong.update({name for name, _, _ in names})
    rows = [(name, share(number / sum(1 for l in m.lines if l.kind == "clean"))) for name, number in wrong.most_common(12)]
    return (
        "## As `scan` looks by default\n\nEvery entity of every country but addresses of pages, UUIDs and names, for whoever looks around: of all others "
        f"recall {share(found / spans)} %, covered {share(covered / spans)} %, precision {share(right / findings)} %, and "
        f"{share(corpus.flagged(m.lines, m.everything))} % of the clean lines flagged. `--min-score 0.65` leaves out numbers that might be of telephones "
        f"without a word that says so: {share(corpus.flagged(m.lines, m.surer))} % flagged. By default these flag most:\n\n"
        + table(("entity", "clean lines %"), rows) + "\n")


def person_part(m):
    rows = []
    groups = (
        ("person-known", "names of faker, of whose lists the lexicon is made"), ("person-other", "names of mimesis, made independently of it"))
    for kind, what in groups:
        pairs = [(line, found) for line, found in zip(m.persons, m.person_findings) if line.kind == kind]
        lines, found = zip(*pairs)
        found = [[f for f in names if f[0] == "PERSON"] for names in found]
        entry = corpus.count(lines, found)["PERSON"]
        touched = sum(any(name == "PERSON" for name, _, _ in f) for f in found)
        rows.append((what, entry.spans, share(entry.recall), share(touched / entry.spans)))
    none = [found for line, found in zip(m.persons, m.person_findings) if line.kind == "no-person"]
    wrong = sum(any(name == "PERSON" for name, _, _ in found) for found in none)
    noisy = sum(any(name == "PERSON" for name, _, _ in found) for found in m.clean_persons)
    return (
        "## Names of persons in text\n\nOff unless asked for (`--entities PERSON`): a lexicon of given and family names of thirty "
        "languages in Latin script, titles, and words of context. It is a help for reading, no promise that names are gone: whoever "
        "needs that drops the column.\n\n"
        + table(("", "names", "found whole %", "found in part %"), rows)
        + f"\n\nOf {len(none)} lines of capitalised words that are no persons (places, firms, products, German nouns), {wrong} are "
        f"flagged (the list of ambiguous names was made with such lines in mind); of the {len(m.clean_persons)} clean lines of logs, {noisy}. Names in small letters, in other scripts, and those of no list "
        "without a title are not seen; `Paris Hilton` and `Mark Will` are a matter of luck.\n")


def peers_part(m, peers):
    entities = sorted({span.entity for line in m.lines for span in line.spans} - {"PERSON"})
    ours = dict(corpus.count(m.lines, m.compared))
    default = dict(corpus.count(m.lines, m.default))

    def counted(name, names, threshold=0):
        findings = [[(n, s, e) for n, s, e, score in found if score >= threshold] for found in peers[name]["findings"]]
        return corpus.count(m.lines, findings, lambda found, wanted: wanted in names(found)), findings

    presidio, presidio_all = counted("presidio-analyzer", lambda found: PRESIDIO.get(found, []))
    sure, presidio_sure = counted("presidio-analyzer", lambda found: PRESIDIO.get(found, []), 0.5)
    scrubadub, scrubadub_all = counted("scrubadub", lambda found: SCRUBADUB.get(found, []))
    secrets, secrets_all = counted("detect-secrets", lambda found: SECRETS)
    known = {e for names in PRESIDIO.values() for e in names}
    known_scrubadub = {e for names in SCRUBADUB.values() for e in names}

    def cell(counts, entity, known):
        return share(counts[entity].recall) if entity in known else ""
    rows = [
        (e, share(ours[e].recall), cell(presidio, e, known), cell(sure, e, known), cell(scrubadub, e, known_scrubadub),
         cell(secrets, e, SECRETS))
        for e in entities if e in known | known_scrubadub | set(SECRETS)]
    worse = [
        row[0] for row in rows if any(other not in ("", "–") and float(other) > float(row[1]) for other in row[2:])]
    mine = [("featurize, tier A", m.default), ("featurize scan", m.everything)]
    theirs = [
        ("presidio-analyzer, any score", presidio_all), ("presidio-analyzer, 0.5 or more", presidio_sure), ("scrubadub", scrubadub_all),
        ("detect-secrets", secrets_all)]
    flagged = [(name, share(corpus.flagged(m.lines, found))) for name, found in mine + theirs]
    versions = ", ".join(f"{name} {peer['version']}" for name, peer in peers.items())
    speeds = ", ".join(f"{name} {peer['bytes'] / peer['seconds'] / 1e6:.3f} MB/s" for name, peer in peers.items())
    return (
        f"## Beside other tools\n\n{versions}. Presidio's recognizers by pattern of all its countries were called directly and without its "
        "model of language, so that words of context do not raise its scores; its other half, recognition by a model, is not "
        "compared. Ours is `scan --entities url,uuid`. detect-secrets reports lines, not places: a line counts. Where a tool does not know an entity the cell is empty. Recall in percent:\n\n"
        + table(("entity", "featurize", "Presidio", "Presidio ≥ 0.5", "scrubadub", "detect-secrets"), rows)
        + ("\n\nWorse than another: " + ", ".join(worse) + "." if worse else "\n\nNone is worse than another's.")
        + "\n\nClean lines flagged:\n\n" + table(("", "%"), flagged)
        + f"\n\nSpeed on this corpus, one core: {speeds}. `make bench` has ours.\n")


def presidio_cases(featurize, path):
    with open(path, encoding="utf-8") as file:
        cases = [json.loads(row) for row in file]
    texts = [case["text"].replace("\n", " ").replace("\r", " ") for case in cases]
    findings = scan(featurize, texts, "--entities", "url,uuid")
    by_entity = defaultdict(lambda: {"strong": [0, 0], "weak": [0, 0], "negative": [0, 0]})
    for case, found in zip(cases, findings):
        names = PRESIDIO.get(case["entity"])
        if not names:
            continue
        entry = by_entity[case["entity"]]
        tier = {"strong_positive": "strong", "weak_positive": "weak", "negative": "negative"}.get(case["tier"])
        if tier is None:
            continue
        entry[tier][1] += 1
        own = [f for f in found if f[0] in names]
        if tier == "negative":
            entry[tier][0] += not own
        else:
            entry[tier][0] += all(any(s <= span["start"] and e >= span["end"] for _, s, e in own) for span in case["spans"])

    def cell(pair):
        return f"{pair[0]}/{pair[1]}" if pair[1] else ""

    def macro(tier):
        shares = [entry[tier][0] / entry[tier][1] for entry in by_entity.values() if entry[tier][1]]
        return share(sum(shares) / len(shares))
    rows = [(name, *(cell(entry[tier]) for tier in ("strong", "weak", "negative"))) for name, entry in sorted(by_entity.items())]
    return (
        "## Presidio's own cases\n\nCases that Presidio's unit tests assert (MIT), for the entities that both know; ours is `scan --entities url,uuid`. "
        "Most are numbers with nothing around them, which ours take for nothing where nine digits could be anything: that is the "
        "difference in purpose, and it costs recall here. "
        f"Macro-average: {macro('strong')} % of what Presidio finds with a high score, {macro('weak')} % of what it finds with a low one, "
        f"{macro('negative')} % of what it does not find is clean.\n\n"
        + table(("entity", "strong", "weak", "clean"), rows) + "\n")
