#!/usr/bin/env python3
"""Verdicts of python-stdnum on valid, mutated and random identifiers, for detectors to be compared with.

    validators.py            writes validators.txt and docs/detection-deviations.md
    validators.py --check    exits with 1 if they are not what it would write

A line of validators.txt is an entity, an identifier and a bit for it and for each of its neighbours: every other
character of the alphabet at every place, then every exchange of two neighbours that differ. The Swift test makes the same
neighbours. python-stdnum is the oracle where it knows the number; where it does not, a few lines here compute the check
digit as its issuer describes it. Where we decide otherwise on purpose, DEVIATIONS says so and why, and each is exercised.
"""

import argparse
import datetime
import importlib
import random
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VECTORS = HERE / "validators.txt"
TABLE = HERE.parent.parent / "docs" / "detection-deviations.md"
SEED = 20260131
VALID, RANDOM = 24, 12
DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def stdnum(name):
    module = importlib.import_module("stdnum." + name)
    return module.is_valid


def digits(rng, count):
    return "".join(rng.choice(DIGITS) for _ in range(count))


def date(rng, form, first=1900, last=1999):
    day = datetime.date(first, 1, 1) + datetime.timedelta(rng.randrange(365 * (last - first) + 300))
    return day.strftime(form)


def is_day(year, month, day):
    try:
        datetime.date(year, month, day)
        return True
    except ValueError:
        return False


def is_two_digit_day(year, month, day):
    return is_day(2000 + year, month, day) or is_day(1900 + year, month, day)


# Oracles for numbers that python-stdnum does not know.


def npi(code):
    return code[0] in "12" and stdnum("luhn")("80840" + code)


def pension(code):
    """VKVV § 4: the letter counts as its two-digit place in the alphabet, products as the sum of their digits."""
    number = code[:8] + "%02d" % (LETTERS.index(code[8]) + 1) + code[9:11]
    total = 0
    for digit, weight in zip(number, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)):
        total += sum(map(int, str(int(digit) * weight)))
    parts = int(code[:2]) >= 2 and 1 <= int(code[2:4]) and 1 <= int(code[4:6]) <= 12
    return parts and total % 10 == int(code[11])


def nric(code):
    """ICA, "NRIC/FIN checksum": the series adds 4 (T, G) or 3 (M)."""
    series = {"S": (0, "JZIHGFEDCBA"), "T": (4, "JZIHGFEDCBA"), "F": (0, "XWUTRQPNMLK"), "G": (4, "XWUTRQPNMLK"),
              "M": (3, "XWUTRQPNJLK")}
    if code[0] not in series:
        return False
    start, letters = series[code[0]]
    return letters[(start + sum(w * int(d) for w, d in zip((2, 7, 6, 5, 4, 3, 2), code[1:8]))) % 11] == code[8]


def medicare(code):
    """AIHW METeOR 270101."""
    total = sum(w * int(d) for w, d in zip((1, 3, 7, 9, 1, 3, 7, 9), code))
    return code[0] in "23456" and total % 10 == int(code[8]) and code[9] != "0"


def mbi(code):
    """CMS, "Understanding the MBI format"."""
    letter = "[AC-HJKMNP-RT-Y]"
    either = "[0-9AC-HJKMNP-RT-Y]"
    return bool(re.fullmatch(f"[1-9]{letter}{either}[0-9]{letter}{either}[0-9]{letter}{letter}[0-9][0-9]", code))


def nino(code):
    """HMRC, NIM39110."""
    return bool(re.fullmatch("(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]", code))


class Kind:
    """An entity: its oracle, how to make one, the shape that a detector must see, and its alphabet."""

    def __init__(self, entity, oracle, make, shape, context, alphabet=DIGITS, minimum=0.5, special=(), count=VALID):
        self.entity, self.make, self.context, self.alphabet = entity, make, context, alphabet
        self.oracle = stdnum(oracle) if isinstance(oracle, str) else oracle
        self.shape = re.compile(shape)
        self.minimum, self.special, self.count = minimum, special, count


def with_check(make, alphabet=DIGITS):
    return lambda rng: make(rng) + rng.choice(alphabet)


KINDS = [
    Kind("US_SSN", "us.ssn", lambda r: f"{digits(r, 3)}-{digits(r, 2)}-{digits(r, 4)}", r"\d{3}-\d\d-\d{4}", "ssn",
         DIGITS, special=["078-05-1120", "219-09-9999"]),
    Kind("CH_AHV", "ch.ssn", lambda r: "756" + digits(r, 10), r"\d{13}", "ahv"),
    Kind("US_ITIN", "us.itin", lambda r: f"9{digits(r, 2)}{digits(r, 6)}", r"\d{9}", "itin",
         special=["900501234", "911651234"]),
    Kind("US_NPI", npi, lambda r: r.choice("12") + digits(r, 9), r"\d{10}", "npi"),
    Kind("US_ABA", "us.rtn", lambda r: digits(r, 9), r"\d{9}", "routing number", special=["400000007"]),
    Kind("US_MBI", mbi, lambda r: "1EG4TE5MK7" + digits(r, 1), r"\d[A-Z].\d[A-Z].\d[A-Z]{2}\d\d", "mbi",
         DIGITS + LETTERS, count=6),
    Kind("UK_NHS", "gb.nhs", lambda r: digits(r, 10), r"\d{10}", "nhs", special=["4444444444"]),
    Kind("UK_NINO", nino, lambda r: r.choice("ABCEGHJ") + r.choice("ABCEGHJ") + digits(r, 6) + r.choice("ABCD"),
         r"[A-Z]{2}\d{6}[A-Z]", "nino", DIGITS + LETTERS, count=8),
    Kind("DE_STEUER_ID", "de.idnr", lambda r: digits(r, 11), r"\d{11}", "steuer-id", minimum=0.8),
    Kind("DE_RVNR", pension, lambda r: f"{r.randrange(2, 90):02}" + date(r, "%d%m%y") + r.choice(LETTERS) + digits(r, 3),
         r"\d{8}[A-Z]\d{3}", "rvnr", DIGITS + LETTERS),
    Kind("FR_NIR", "fr.nir", lambda r: r.choice("12") + digits(r, 2) + f"{r.randrange(1, 13):02}" +
         r.choice(["75", "2A", "2B", "97"]) + digits(r, 8), r"\d{5}[0-9A-Z]{2}\d{8}", "nir", DIGITS + "AB",
         special=["585037504082971", "185137504082981"]),
    Kind("ES_DNI", "es.dni", lambda r: digits(r, 8) + r.choice(LETTERS), r"\d{8}[A-Z]", "dni", DIGITS + LETTERS),
    Kind("ES_NIE", "es.nie", lambda r: r.choice("XYZ") + digits(r, 7) + r.choice(LETTERS), r"[A-Z]\d{7}[A-Z]", "nie",
         DIGITS + LETTERS),
    Kind("IT_CODICE_FISCALE", "it.codicefiscale",
         lambda r: "RCCMN" + r.choice(LETTERS) + digits(r, 2) + r.choice("ABCDEHLMPRST") + f"{r.randrange(1, 29):02}" +
         r.choice("HFL") + digits(r, 3) + r.choice(LETTERS),
         r"[A-Z]{6}[0-9A-Z]{2}[A-Z][0-9A-Z]{2}[A-Z][0-9A-Z]{3}[A-Z]", "codice fiscale", DIGITS + LETTERS, count=8,
         special=["RCCMNL85L81H501V"]),
    Kind("PL_PESEL", "pl.pesel", lambda r: date(r, "%y%m%d") + digits(r, 5), r"\d{11}", "pesel"),
    Kind("NL_BSN", "nl.bsn", lambda r: digits(r, 9), r"\d{9}", "bsn"),
    Kind("SE_PERSONNUMMER", "se.personnummer", lambda r: date(r, "%Y%m%d", 1900, 2020) + digits(r, 4), r"\d{12}",
         "personnummer", special=["197010632391", "170101011231"]),
    Kind("FI_HETU", "fi.hetu", lambda r: date(r, "%d%m%y") + "-" + digits(r, 3) + r.choice("0123456789ABCDEFHJKLMNPRSTUVWXY"),
         r"\d{6}[-+A-Z]\d{3}[0-9A-Z]", "hetu", DIGITS + LETTERS, special=["010594Y9032"]),
    Kind("DK_CPR", "dk.cpr", lambda r: date(r, "%d%m%y") + digits(r, 4), r"\d{10}", "cpr", special=["0101578000"]),
    Kind("NO_FNR", "no.fodselsnummer", lambda r: date(r, "%d%m%y") + digits(r, 5), r"\d{11}", "fnr",
         special=["01015759947"]),
    Kind("BE_NN", "be.nn", lambda r: date(r, "%y%m%d") + digits(r, 5), r"\d{11}", "rijksregister",
         special=["85271477543"]),
    Kind("AT_SVNR", "at.vnr", lambda r: r.choice("123456789") + digits(r, 3) + date(r, "%d%m%y"), r"\d{10}", "svnr",
         special=["1230991885"]),
    Kind("PT_NIF", "pt.nif", lambda r: digits(r, 9), r"\d{9}", "nif"),
    Kind("IE_PPS", "ie.pps", lambda r: digits(r, 7) + r.choice(LETTERS) + r.choice(["", "A", "B", "W"]),
         r"\d{7}[A-Z]{1,2}", "pps", DIGITS + LETTERS),
    Kind("RO_CNP", "ro.cnp", lambda r: r.choice("12") + date(r, "%y%m%d") + "12" + digits(r, 4), r"\d{13}", "cnp",
         special=["7000229121234"]),
    Kind("CZ_SK_RC", "cz.rc", lambda r: date(r, "%y%m%d", 1954, 1999) + digits(r, 4), r"\d{9,10}", "rodné číslo",
         special=["8801015120", "530714123"]),
    Kind("TR_TCKN", "tr.tckimlik", lambda r: digits(r, 11), r"\d{11}", "tckn"),
    Kind("IN_AADHAAR", "in_.aadhaar", lambda r: digits(r, 12), r"\d{12}", "aadhaar"),
    Kind("IN_PAN", "in_.pan", lambda r: "ABC" + r.choice("ABCFGHJKLPT") + r.choice(LETTERS) + digits(r, 4) + r.choice(LETTERS),
         r"[A-Z]{5}\d{4}[A-Z]", "pan", DIGITS + LETTERS, count=6),
    Kind("BR_CPF", "br.cpf", lambda r: digits(r, 11), r"\d{11}", "cpf", special=["11111111111"]),
    Kind("BR_CNPJ", "br.cnpj", lambda r: "".join(r.choice(DIGITS + LETTERS) for _ in range(12)) + digits(r, 2),
         r"[0-9A-Z]{12}\d\d", "cnpj", DIGITS + LETTERS, count=6),
    Kind("MX_CURP", "mx.curp", lambda r: "BOXW" + date(r, "%y%m%d") + r.choice("HM") + "DFXXN" + r.choice("01") + digits(r, 1),
         r"[A-Z]{4}\d{6}[A-Z]{6}[0-9A-Z]\d", "curp", DIGITS + LETTERS, count=6, special=["BUEI850714HDFXXN01"]),
    Kind("CL_RUT", "cl.rut", lambda r: digits(r, 8) + r.choice(DIGITS + "K"), r"\d{8}[0-9A-Z]", "rut", DIGITS + "K"),
    Kind("CA_SIN", "ca.sin", lambda r: r.choice("12345679") + digits(r, 8), r"\d{9}", "sin"),
    Kind("AU_TFN", "au.tfn", lambda r: digits(r, 9), r"\d{8,9}", "tfn"),
    Kind("AU_MEDICARE", medicare, lambda r: r.choice("23456") + digits(r, 9), r"\d{10}", "medicare"),
    Kind("SG_NRIC", nric, lambda r: r.choice("STFGM") + digits(r, 7) + r.choice(LETTERS), r"[A-Z]\d{7}[A-Z]", "nric",
         DIGITS + LETTERS),
    Kind("CN_RIC", "cn.ric", lambda r: r.choice(["110101", "310101", "440103"]) + date(r, "%Y%m%d", 1960, 2015) +
         digits(r, 3) + r.choice(DIGITS + "X"), r"\d{17}[0-9A-Z]", "身份证", DIGITS + "X"),
    Kind("KR_RRN", "kr.rrn", lambda r: date(r, "%y%m%d") + r.choice("12") + digits(r, 6), r"\d{13}", "rrn", minimum=0.9,
         special=["8507145240084", "0507149240086"]),
    Kind("TH_PIN", "th.pin", lambda r: r.choice("12345678") + r.choice(["10", "35", "57", "96"]) + digits(r, 10),
         r"\d{13}", "thai id", special=["1594567890124"]),
    Kind("ZA_ID", "za.idnr", lambda r: date(r, "%y%m%d") + digits(r, 4) + r.choice("01") + digits(r, 2), r"\d{13}",
         "id number", special=["8507142797285"]),
    Kind("IMEI", "imei", lambda r: "35" + digits(r, 13), r"\d{15}", "imei"),
    Kind("BIC", "bic", lambda r: "".join(r.choice(LETTERS) for _ in range(4)) + r.choice(["DE", "FR", "US", "XK", "QQ"]) +
         "".join(r.choice(LETTERS + DIGITS) for _ in range(2)), r"[A-Z]{6}[0-9A-Z]{2}", "bic", DIGITS + LETTERS, count=6),
    Kind("CRYPTO_BTC", "bitcoin", None, r"[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,87}", "btc", BASE58,
         special=["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
                  "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
                  "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"]),
]


def luhn(code):
    return stdnum("luhn")(code)


# What we decide otherwise: entity, what and why, whom it concerns, our verdict.
DEVIATIONS = [
    ("US_SSN", "Numbers that advertisements made public (078-05-1120, 457-55-5462, 219-09-9999) are found like any "
     "other: a log that holds one may hold the real one beside it.", lambda c: c in ("078-05-1120", "457-55-5462", "219-09-9999"), True),
    ("US_ITIN", "Groups 50 to 65 are accepted: the IRS assigns them since 2011; python-stdnum has 70 to 99 only.",
     lambda c: c[0] == "9" and 50 <= int(c[3:5]) <= 65, True),
    ("US_ABA", "The first two digits must be a prefix that the ABA issues.",
     lambda c: not (int(c[:2]) <= 12 or 21 <= int(c[:2]) <= 32 or 61 <= int(c[:2]) <= 72 or c[:2] == "80"), False),
    ("*", "One digit repeated all along is refused: it is a placeholder, whatever its check digit.",
     lambda c: len(set(c)) == 1, False),
    ("FR_NIR", "The first digit must be a sex or a temporary number (1 to 4, 7, 8), the month 1 to 12 or one of those for "
     "unknown months (20 and more); python-stdnum checks neither.",
     lambda c: c[0] not in "123478" or not (1 <= int(c[3:5]) <= 12 or int(c[3:5]) >= 20), False),
    ("IT_CODICE_FISCALE", "A day above 71 is refused; python-stdnum takes it modulo 40.",
     lambda c: italian_number(c[9:11]) > 71, False),
    ("SE_PERSONNUMMER", "Coordination numbers (day plus 60) are accepted.",
     lambda c: int(c[6:8]) > 60 and is_day(int(c[:4]) or 1, int(c[4:6]), int(c[6:8]) - 60) and luhn(c[2:])
     and 1880 <= int(c[:4]) <= 2099, True),
    ("SE_PERSONNUMMER", "Years before 1880 and after 2099 are refused.", lambda c: not 1880 <= int(c[:4]) <= 2099, False),
    ("FI_HETU", "Temporary numbers (serials 900 to 999) are accepted: they are given to people too.",
     lambda c: c[7] == "9" and stdnum_temporary(c), True),
    ("DK_CPR", "The century is not told from the seventh digit, and no clock is asked whether somebody is born yet: the "
     "same text gives the same findings tomorrow. A day of either century counts.",
     lambda c: is_two_digit_day(int(c[4:6]), int(c[2:4]), int(c[:2])), True),
    ("NO_FNR", "Likewise; the serial is not compared with the year.",
     lambda c: norwegian(c), True),
    ("BE_NN", "BIS numbers (month plus 20 or 40) are accepted; python-stdnum has them apart. The day must exist where day "
     "and month are known; no clock is asked.", lambda c: True, None),
    ("AT_SVNR", "The birth day must exist (months 13 to 15 stand for unknown ones); python-stdnum does not look at it.",
     lambda c: not austrian_day(c), False),
    ("RO_CNP", "Residents and foreigners (7 to 9) may be born in either century, which 29 February tells.",
     lambda c: romanian(c), True),
    ("CZ_SK_RC", "A remainder of 10 may be written as 0 only for births from 1954 to 1985, as the law had it.",
     lambda c: len(c) == 10 and int(c[:9]) % 11 == 10 and not 54 <= int(c[:2]) <= 85, False),
    ("CZ_SK_RC", "No birth of the 19th century, and none in the future by the clock, is told apart; nine digits are "
     "births before 1954 and have no overflow months.", lambda c: True, None),
    ("MX_CURP", "Names that the register avoids are accepted: nothing is lost by redacting them.",
     lambda c: c[:4] in importlib.import_module("stdnum.mx.curp")._name_blacklist and mexican(c), True),
    ("CN_RIC", "Years before 1850 and after 2099 are refused.", lambda c: not 1850 <= int(c[6:10]) <= 2099, False),
    ("CN_RIC", "The region is checked by province, not by the list of counties of each year.",
     lambda c: chinese(c), True),
    ("KR_RRN", "Foreigners' check digits count two more, and both forms are accepted.",
     lambda c: c[6] in "5678" and korean(c), True),
    ("KR_RRN", "Births of the 19th century (9 and 0) are refused.", lambda c: c[6] in "90", False),
    ("TH_PIN", "The second and third digit must be a province (ISO 3166-2:TH).",
     lambda c: not any(a <= int(c[1:3]) <= b for a, b in ((10, 27), (30, 58), (60, 67), (70, 77), (80, 86), (90, 96))), False),
    ("ZA_ID", "Refugees (2 at the eleventh place) are accepted.",
     lambda c: c[10] == "2" and is_two_digit_day(int(c[:2]), int(c[2:4]), int(c[4:6])) and luhn(c), True),
    ("CRYPTO_BTC", "Witness versions from 1 have the checksum of Bech32m (BIP 350), which python-stdnum does not know, and "
     "only version 0 that of Bech32.", lambda c: c.startswith("bc1") and c[3] != "q", None),
]


def italian_number(text):
    return int("".join(str("LMNPQRSTUV".index(x)) if x in "LMNPQRSTUV" else x if x in DIGITS else "0" for x in text))


def stdnum_temporary(code):
    return importlib.import_module("stdnum.fi.hetu").is_valid(code, allow_temporary=True)


def norwegian(code):
    day = int(code[:2])
    module = importlib.import_module("stdnum.no.fodselsnummer")
    return (module.calc_check_digit1(code) == code[9] and module.calc_check_digit2(code) == code[10]
            and is_two_digit_day(int(code[4:6]), int(code[2:4]), day - 40 if day > 40 else day))


def belgian(code):
    year, month, day = int(code[:2]), int(code[2:4]), int(code[4:6])
    if month >= 60 or month % 20 > 12 or day > 31:
        return False
    known = month % 20 and day
    old = 97 - int(code[:9]) % 97 == int(code[9:])
    new = 97 - int("2" + code[:9]) % 97 == int(code[9:])
    return bool(old and (not known or is_day(1900 + year, month % 20, day))
                or new and (not known or is_day(2000 + year, month % 20, day)))


def austrian_day(code):
    day, month, year = int(code[4:6]), int(code[6:8]), int(code[8:])
    return 1 <= day <= 31 and (13 <= month <= 15 or is_two_digit_day(year, month, day))


def romanian(code):
    module = importlib.import_module("stdnum.ro.cnp")
    county, sex = int(code[7:9]), int(code[0])
    day = (int(code[1:3]), int(code[3:5]), int(code[5:7]))
    known = county in range(1, 49) or county in (51, 52, 70, 80, 81, 82, 83)
    if sex == 0 or not known or module.calc_check_digit(code[:-1]) != code[-1]:
        return False
    return is_two_digit_day(*day) if sex >= 7 else is_day([1900, 1800, 2000][(sex - 1) // 2] + day[0], *day[1:])


def czech(code):
    year, month, day = int(code[:2]), int(code[2:4]), int(code[4:6])
    if month > 50:
        month -= 50
    if len(code) == 9:
        return year < 54 and is_day(1900 + year, month, day)
    if month > 20:
        month -= 20
    rest = int(code[:9]) % 11
    checked = rest == int(code[9]) or rest == 10 and code[9] == "0" and 54 <= year <= 85
    return checked and is_day(year + (2000 if year < 54 else 1900), month, day)


def mexican(code):
    module = importlib.import_module("stdnum.mx.curp")
    return module.calc_check_digit(code) == code[-1] and stdnum("mx.curp")("BOXW" + code[4:17] + module.calc_check_digit("BOXW" + code[4:]))


def chinese(code):
    module = importlib.import_module("stdnum.cn.ric")
    provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
    return (code[:2] in provinces.split() and 1850 <= int(code[6:10]) <= 2099 and code[:17].isdigit()
            and is_day(int(code[6:10]), int(code[10:12]), int(code[12:14])) and module.calc_check_digit(code) == code[-1])


def korean(code):
    module = importlib.import_module("stdnum.kr.rrn")
    checks = (module.calc_check_digit(code[:-1]), str((int(module.calc_check_digit(code[:-1])) + 2) % 10))
    century = 1900 if code[6] in "56" else 2000
    return (code[-1] in checks and int(code[7:9]) <= 96
            and is_day(century + int(code[:2]), int(code[2:4]), int(code[4:6])))


def bech32(code):
    """BIP 173 and BIP 350, by their reference description."""
    values = ["qpzry9x8gf2tvdw0s3jn54khce6mua7l".find(x) for x in code[3:]]
    if min(values) < 0 or len(values) < 8 or values[0] > 16:
        return False
    register = 1
    for value in [3, 3, 0, 2, 3] + values:
        top, register = register >> 25, (register & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            register ^= generator if top >> bit & 1 else 0
    bits = (len(values) - 7) * 5
    rest = bits % 8
    if register != (1 if values[0] == 0 else 0x2BC830A3) or rest >= 5 or values[-7] & ((1 << rest) - 1):
        return False
    return bits // 8 in (20, 32) if values[0] == 0 else 2 <= bits // 8 <= 40


# Deviations whose verdict is a function of its own.
VERDICTS = {"BE_NN": belgian, "CZ_SK_RC": czech, "CRYPTO_BTC": bech32}


class Judge:
    def __init__(self):
        self.used = set()

    def verdict(self, kind, code):
        if not kind.shape.fullmatch(code):
            return False
        try:
            theirs = bool(kind.oracle(code))
        except (KeyError, IndexError, ValueError):
            theirs = False  # python-stdnum stumbles over some numbers that it does not take
        ours = theirs
        # The first that applies and decides otherwise; refusals go before what they would refuse.
        for index, (entity, _, applies, verdict) in enumerate(DEVIATIONS):
            if entity not in (kind.entity, "*") or entity == "*" and not code.isdigit() or not applies(code):
                continue
            decided = VERDICTS[entity](code) if verdict is None else verdict
            if decided != theirs:
                self.used.add(index)
            ours = decided
            if not decided:
                break
        return ours


def neighbours(code, alphabet):
    yield code
    for place, character in enumerate(code):
        for other in alphabet:
            if other != character:
                yield code[:place] + other + code[place + 1:]
    for place in range(len(code) - 1):
        if code[place] != code[place + 1]:
            yield code[:place] + code[place + 1] + code[place] + code[place + 2:]


def vectors():
    judge = Judge()
    lines = ["# Written by validators.py: entity, identifier, verdicts on it and its neighbours. See there.\n"]
    for kind in KINDS:
        rng = random.Random(f"{SEED} {kind.entity}")
        codes = list(kind.special)
        attempts = 0
        while kind.make and len(codes) < kind.count + len(kind.special):
            code = kind.make(rng)
            attempts += 1
            if judge.verdict(kind, code):
                codes.append(code)
            if attempts > 2_000_000:
                sys.exit(f"no valid {kind.entity} is made")
        codes += [kind.make(rng) for _ in range(RANDOM if kind.count == VALID else 2)] if kind.make else []
        lines.append(f"@ {kind.entity} {kind.minimum} {kind.alphabet} {kind.context}\n")
        for code in codes:
            bits = "".join("1" if judge.verdict(kind, each) else "0" for each in neighbours(code, kind.alphabet))
            bits += "0" * (-len(bits) % 4)
            lines.append(f"{code} {int('1' + bits, 2):x}\n")
    unused = [text for index, (_, text, _, verdict) in enumerate(DEVIATIONS) if index not in judge.used]
    return "".join(lines), unused


def table():
    rows = "".join(f"| {entity if entity != '*' else 'all'} | {text} |\n" for entity, text, _, _ in DEVIATIONS)
    return f"""# Where detectors decide otherwise than python-stdnum

Written by `Tests/Detection/validators.py`, which compares every detector that [python-stdnum](https://arthurdejong.org/python-stdnum/)
2.2 has a counterpart for with it, over valid numbers, each of their neighbours (every other character at every place, every
exchange of neighbours) and random ones. The differences, each on purpose and each exercised:

| entity | difference |
|---|---|
{rows}
python-stdnum takes separators away before it looks; a detector wants the forms that `docs/detection-entities.md` lists. It
fills a BSN of eight digits up with a 0, and takes 14 and 16 digits for an IMEI; we do neither.

It has no counterpart for DE_RVNR, SG_NRIC, AU_MEDICARE, US_MBI, UK_NINO and US_NPI: their check digits are compared with a few
lines of Python after the issuers' descriptions. EIP-55 (CRYPTO_ETH) is tested with the addresses of its specification.
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    text, unused = vectors()
    if unused:
        sys.exit("deviations that no vector exercises:\n" + "\n".join(unused))
    wanted = {VECTORS: text, TABLE: table()}
    if not options.check:
        for path, content in wanted.items():
            path.write_text(content, encoding="utf-8")
        return
    stale = [path.name for path, content in wanted.items()
             if not path.exists() or path.read_text(encoding="utf-8") != content]
    if stale:
        sys.exit(f"not what Tests/Detection/validators.py writes: {', '.join(stale)}")
    print(f"{text.count(chr(10))} lines of vectors are what python-stdnum says, but for {len(DEVIATIONS)} deviations")


if __name__ == "__main__":
    main()
