"""Writes the corpus that recall and precision are measured on.

    generate.py          writes corpus.tsv
    generate.py --check  fails if the committed corpus is not what it writes

Each line: country (`-` where none), kind, text. What is to be found stands as ⟦ENTITY:value⟧. The persons, keys and
numbers belong to nobody; seeds are fixed, so that the file is the same everywhere.
"""

import pathlib
import random
import sys

from faker import Faker
from mimesis import Person
from mimesis.locales import Locale

import negatives
import sentences
import values

HERE = pathlib.Path(__file__).parent
EACH = 24
NEUTRAL = ["", "note: ", "2026-03-01 12:00:01 INFO ", "ticket 4711: "]


def positives(entity, country, templates):
    r = random.Random(f"{entity} {country}")
    fake = Faker("en_GB")
    fake.seed_instance(f"{entity} {country}")
    for index in range(EACH):
        template = templates[index % len(templates)]
        value = values.VALUES[entity](r, fake)
        if "⟦" in value:
            raise ValueError(value)
        yield country, "value", r.choice(NEUTRAL) + template.format(v=f"⟦{entity}:{value}⟧")


def persons():
    """Names of two sources: faker's lists, which the lexicon is made of, and mimesis's, which it is not."""
    r = random.Random("persons")
    locales = ["en_GB", "en_US", "de_DE", "fr_FR", "es_ES", "it_IT", "pl_PL", "nl_NL", "sv_SE"]
    for locale in locales:
        fake = Faker(locale)
        fake.seed_instance(f"persons {locale}")
        for _ in range(12):
            name = f"{fake.first_name()} {fake.last_name()}"
            yield locale[-2:], "person-known", r.choice(sentences.PERSON).format(v=f"⟦PERSON:{name}⟧")
    others = [Locale.EN, Locale.EN_GB, Locale.DE, Locale.FR, Locale.ES, Locale.IT, Locale.PL, Locale.NL, Locale.SV]
    for locale, code in zip(others, locales):
        person = Person(locale, seed=2026)
        for _ in range(12):
            name = f"{person.first_name()} {person.last_name()}"
            yield code[-2:], "person-other", r.choice(sentences.PERSON).format(v=f"⟦PERSON:{name}⟧")
    for text in sentences.NOT_PERSON:
        yield "-", "no-person", text


def corpus():
    for entity, templates in sentences.GENERAL.items():
        yield from positives(entity, "-", templates)
    for country, entities in sentences.BY_COUNTRY.items():
        for entity, templates in entities.items():
            yield from positives(entity, country, templates)
    yield from persons()
    for round_ in range(negatives.COUNT):
        for text in negatives.lines(random.Random(f"negatives {round_}")):
            yield "-", "clean", text


def main(arguments):
    lines = [f"{country}\t{kind}\t{text}\n" for country, kind, text in corpus()]
    if any(line.count("\t") != 2 or line.count("\n") != 1 for line in lines):
        raise ValueError("a text with a tab or a line end")
    text, path = "".join(lines), HERE / "corpus.tsv"
    if arguments == ["--check"]:
        if path.read_text(encoding="utf-8") != text:
            print(f"{path.name} is not what generate.py writes", file=sys.stderr)
            return 1
        print(f"{path.name}: {len(lines)} lines as generated")
        return 0
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
