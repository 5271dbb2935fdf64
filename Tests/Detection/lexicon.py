"""Writes the lexicon of names that the detector of persons knows, from the lists of faker (MIT).

    lexicon.py          writes Sources/CKernels/names.c
    lexicon.py --check  fails if the committed file is not what it writes

A name is given or family or both; one that is also a common word of English, German, French, Spanish or Italian (faker's
word lists), a month, a day, a place or a word of the list below is ambiguous: alone it says nothing.
"""

import importlib
import pathlib
import re
import sys
import unicodedata

LOCALES = (
    "en_US en_GB en_IN de_DE de_AT de_CH fr_FR es_ES es_MX it_IT pt_BR pt_PT nl_NL nl_BE pl_PL sv_SE da_DK no_NO fi_FI "
    "cs_CZ sk_SK ro_RO hu_HU hr_HR sl_SI tr_TR et_EE lt_LT lv_LV ga_IE id_ID"
).split()
WORDS = ["en_US", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL"]
TARGET = pathlib.Path(__file__).resolve().parent.parent.parent / "Sources/CKernels/names.c"

GIVEN, FAMILY, AMBIGUOUS = 1, 2, 4

# Words of business, logs and tickets, greetings, places and firms that are names too.
ALSO_WORDS = """
will mark grant rose may june april august summer autumn dawn eve hope faith grace joy charity patience prudence chase
bill frank rich dean earl duke king prince bishop pope baker cook carpenter butler cooper mason miller potter smith
taylor turner walker wright archer hunter fisher shepherd gardener young old long short small little black white brown
green gray grey gold silver stone wood woods forest hill hills field fields rivers brook brooks lake banks bank bridge
bridges church castle hall house park parks street lane page paige price cash sales buyer law may case day days week
monday friday sunday love dear gay fair good goodman best worth wise swift sharp strong power powers field press post
service support team data test tester user login order update error status report manager director office london paris
berlin madrid rome milan vienna austin charlotte dallas houston jackson madison lincoln washington sydney florence
victoria georgia virginia carolina dakota israel jordan kenya chad india china asia america york chelsea brooklyn kent
essex ford lincoln mercedes porsche tesla ferrari bentley morgan chase wells stanley goldman sachs watson alexa siri
cortana java ruby perl python pascal ada julia swift sky star north south east west major general sergeant marshal
chance rusty sandy stormy ray roman max drew pat rob nick sue bob art guy van ben den der die das des del los las
guten beste sehr kaiser könig koch weber schneider fischer meyer becker richter neumann wolf klein gross groß schwarz
weiß braun lang kurz jung alt berg stein busch vogel fuchs hahn engel herr frau herrn dame graf morgen abend heute
montag sommer winter herbst bauer müller pfeiffer roth winkler bitte danke rechnung kunde post bahn nord süd
petit grand blanc noir roux leblanc lebrun legrand marchand boucher boulanger berger clerc mercier martin bernard
cruz campo calle rey reina rico blanco rubio moreno santos santo san santa luz sol mar alba rosa flor victoria mercedes
costa bianchi rossi russo bruno ricci conti marino greco gallo fontana leone bella bello monti bar case star plus
order visa premium web cloud media digital mobile express central royal national international world nova delta alpha
beta gamma omega iris lily ivy holly heather violet daisy jasmine ginger olive pearl ruby amber crystal jade opal destiny
""".split()


def provider(kind, locale):
    return importlib.import_module(f"faker.providers.{kind}.{locale}").Provider


def listed(owner, prefix):
    """Of every list whose name holds `prefix`: `first_names_female`, `unisex_last_names`."""
    names = set()
    for attribute in dir(owner):
        value = getattr(owner, attribute)
        if prefix in attribute and not callable(value):
            names |= {name for name in value if isinstance(name, str)}
    return names


def parts(names):
    """Single words, in the form NFC; of hyphenated and double names each part."""
    for name in names:
        for part in re.split(r"[\s,'’\-]+", unicodedata.normalize("NFC", name)):
            if len(part) >= 3 and part[0].isupper() and part.isalpha() and not part.isupper() and latin(part):
                yield part


def latin(word):
    return all(ord(c) < 0x250 for c in word)


def common_words():
    words = set(ALSO_WORDS)
    for locale in WORDS:
        words |= {word.lower() for word in provider("lorem", locale).word_list}
    for locale in ["en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT"]:
        owner = provider("address", locale)
        for attribute in ("cities", "countries", "states", "city_prefixes", "street_suffixes"):
            for place in getattr(owner, attribute, ()):
                place = place if isinstance(place, str) else place[-1]
                words |= {part.lower() for part in place.split()}
    return words


def lexicon():
    kinds = {}
    for locale in LOCALES:
        owner = provider("person", locale)
        for prefix, kind in (("first_name", GIVEN), ("last_name", FAMILY)):
            for part in parts(listed(owner, prefix)):
                kinds[part] = kinds.get(part, 0) | kind
    words = common_words()
    return {name: kind | (AMBIGUOUS if name.lower() in words else 0) for name, kind in kinds.items()}


def source(names):
    """Names in the order of their bytes, each followed by a digit that says what it is."""
    lines = [
        "// Written by Tests/Detection/lexicon.py from the lists of faker (MIT License, Copyright (c) 2012 Daniele Faraglia);",
        f"// {len(names)} names. Do not edit.",
        '#include "ckernels_names.h"',
        "",
        "static const char names[] =",
    ]
    line = ""
    for name in sorted(names, key=lambda name: name.encode()):
        entry = f"{name}{names[name]}"
        if len(line) + len(entry) > 112:
            lines.append(f'    "{line}"')
            line = ""
        line += entry
    lines += [f'    "{line}";', "", "const char *ck_names(void) { return names; }", "const uint32_t ck_names_size = sizeof names - 1;", ""]
    return "\n".join(lines)


def main(arguments):
    text = source(lexicon())
    if arguments == ["--check"]:
        if TARGET.read_text(encoding="utf-8") != text:
            print(f"{TARGET.name} is not what lexicon.py writes", file=sys.stderr)
            return 1
        print(f"{TARGET.name} is as generated")
        return 0
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
