"""Values of each entity: fictitious, and valid by the rules of their issuers (python-stdnum is the judge where it knows
them). Nothing here looks at what featurize accepts."""

import base64
import importlib
import json
import string
import zlib

ALNUM = string.ascii_letters + string.digits
HEX = "0123456789abcdef"


def digits(r, n):
    return "".join(r.choice(string.digits) for _ in range(n))


def of(r, alphabet, n):
    return "".join(r.choice(alphabet) for _ in range(n))


def until_valid(module, candidate):
    """The first candidate that python-stdnum calls valid."""
    validator = importlib.import_module("stdnum." + module)
    for _ in range(1_000_000):
        value = candidate()
        if validator.is_valid(value):
            return value
    raise RuntimeError(f"no valid value for {module}")


def luhn(body):
    from stdnum import luhn as module
    return body + module.calc_check_digit(body)


def grouped(value, sizes, separator):
    parts, start = [], 0
    for size in sizes:
        parts.append(value[start:start + size])
        start += size
    return separator.join(parts)


def date(r, first=1930, last=2005):
    return r.randint(first, last), r.randint(1, 12), r.randint(1, 28)


def email(r, f):
    host = r.choice(["example.org", "mail.example.com", "example.net", "firma.example.org", "example.com"])
    return f.user_name() + r.choice(["", "+news", ".x", "_1", str(r.randint(1, 99))]) + "@" + host


def phone(r, f):
    return r.choice([
        lambda: f"+1 ({r.randint(201, 989)}) 555-01{digits(r, 2)}", lambda: f"+44 20 7946 0{digits(r, 3)}",
        lambda: f"+49 30 23125 {digits(r, 3)}", lambda: f"+33 1 99 00 {digits(r, 2)} {digits(r, 2)}",
        lambda: f"+41446681{digits(r, 3)}", lambda: f"0046 8 465 004 {digits(r, 2)}",
        lambda: f"+48 22 {digits(r, 3)} {digits(r, 2)} {digits(r, 2)}", lambda: f"+919{digits(r, 9)}",
    ])()


def national_phone(r, f):
    return r.choice([
        lambda: f"({r.randint(201, 989)}) 555-01{digits(r, 2)}", lambda: f"020 7946 0{digits(r, 3)}",
        lambda: f"030 23125{digits(r, 3)}", lambda: f"0151 23{digits(r, 6)}",
        lambda: f"01 99 00 {digits(r, 2)} {digits(r, 2)}",
    ])()


def card(r, f):
    prefix, length = r.choice([("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("34", 15), ("37", 15), ("6011", 16)])
    value = luhn(prefix + digits(r, length - 1 - len(prefix)))
    if length == 15:
        return grouped(value, (4, 6, 5), r.choice(["", " ", "-"]))
    return grouped(value, (4, 4, 4, 4), r.choice(["", " ", "-"]))


def iban(r, f):
    value = f.iban() if r.random() < 0.1 else r.choice(IBANS)(r)
    return " ".join(value[i:i + 4] for i in range(0, len(value), 4)) if r.random() < 0.5 else value


def _iban(country, body):
    def make(r):
        from stdnum.iso7064 import mod_97_10
        bban = body(r)
        return country + mod_97_10.calc_check_digits(bban + country) + bban
    return make


def _es_iban(r):
    bank, branch, account = digits(r, 4), digits(r, 4), digits(r, 10)

    def check(number):
        value = 11 - sum(w * int(d) for w, d in zip((1, 2, 4, 8, 5, 10, 9, 7, 3, 6), number)) % 11
        return str({10: 1, 11: 0}.get(value, value))
    return bank + branch + check("00" + bank + branch) + check(account) + account


IBANS = [
    _iban("DE", lambda r: digits(r, 18)), _iban("GB", lambda r: of(r, string.ascii_uppercase, 4) + digits(r, 14)),
    _iban("NL", lambda r: of(r, string.ascii_uppercase, 4) + digits(r, 10)), _iban("CH", lambda r: digits(r, 17)),
    _iban("AT", lambda r: digits(r, 16)), _iban("ES", _es_iban), _iban("PL", lambda r: digits(r, 24)),
]


def bic(r, f):
    return of(r, string.ascii_uppercase, 4) + r.choice(["DE", "FR", "GB", "US", "CH"]) + of(r, string.ascii_uppercase + "23456789", 2) + r.choice(["", "XXX"])


def ipv4(r, f):
    return r.choice(["203.0.113", "198.51.100", "192.0.2", "10.1.2", "172.16.9"]) + f".{r.randint(1, 254)}" + r.choice(["", "", "/24"])


def ipv6(r, f):
    return r.choice([
        lambda: "2001:db8::a" + of(r, HEX, 3), lambda: "2001:db8:" + ":".join(of(r, HEX, 4) for _ in range(6)),
        lambda: "fe80::" + ":".join("1" + of(r, HEX, 3) for _ in range(4)), lambda: "::ffff:192.0.2." + str(r.randint(1, 254)),
    ])()


def mac(r, f):
    separator = r.choice(":-")
    return separator.join(of(r, HEX, 2) for _ in range(6)) if r.random() < 0.8 else ".".join(of(r, HEX, 4) for _ in range(3))


def jwt(r, f):
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
    return part({"alg": "HS256", "typ": "JWT"}) + "." + part({"sub": digits(r, 10), "iat": 1700000000}) + "." + of(r, ALNUM + "-_", 43)


def pem(r, f):
    kind = r.choice(["", "RSA ", "EC ", "OPENSSH "])
    return f"-----BEGIN {kind}PRIVATE KEY-----\\nMII{of(r, ALNUM + '+/', 61)}\\n{of(r, ALNUM + '+/', 62)}==\\n-----END {kind}PRIVATE KEY-----"


def github(r, f):
    body = of(r, ALNUM, 30)
    alphabet = string.digits + string.ascii_uppercase + string.ascii_lowercase
    number, tail = zlib.crc32(body.encode()), ""
    while number:
        number, rest = divmod(number, 62)
        tail = alphabet[rest] + tail
    return r.choice(["ghp_", "gho_", "ghs_"]) + body + tail.rjust(6, "0")


def birth(r, f):
    y, m, d = date(r)
    return r.choice([f"{y}-{m:02}-{d:02}", f"{d:02}.{m:02}.{y}", f"{d}/{m}/{y}" if d > 12 else f"{d:02}.{m:02}.{y}"])


def mbi(r, f):
    a, b = "ACDEFGHJKMNPQRTUVWXY", "0123456789ACDEFGHJKMNPQRTUVWXY"
    value = r.choice("123456789") + r.choice(a) + r.choice(b) + digits(r, 1) + r.choice(a) + r.choice(b) + digits(r, 1) + of(r, a, 2) + digits(r, 2)
    return grouped(value, (4, 3, 4), r.choice(["", "-"]))


def npi(r, f):
    body = r.choice("12") + digits(r, 8)
    return luhn("80840" + body)[5:]


def aba(r, f):
    while True:
        n = r.choice(["01", "02", "03", "11", "12", "21", "31"]) + digits(r, 7)
        if sum(w * int(d) for w, d in zip((3, 7, 1) * 3, n)) % 10 == 0:
            return n


def ssn(r, f):
    area = r.choice([n for n in range(1, 900) if n != 666])
    return f"{area:03}-{r.randint(1, 99):02}-{r.randint(1, 9999):04}"


def itin(r, f):
    group = r.choice(list(range(70, 89)) + [90, 91, 92] + list(range(94, 100)))
    return f"9{digits(r, 2)}-{group}-{digits(r, 4)}"


def nino(r, f):
    first, second = "ABCEGHJKLMNOPRSTWXYZ", "ABCEGHJKLMNPRSTWXYZ"
    while True:
        prefix = r.choice(first) + r.choice(second)
        if prefix not in ("BG", "GB", "NK", "KN", "TN", "NT", "ZZ"):
            value = prefix + digits(r, 6) + r.choice("ABCD")
            return grouped(value, (2, 2, 2, 2, 1), r.choice(["", " "]))


def rvnr(r, f):
    while True:
        y, m, d = date(r)
        body = r.choice(["12", "15", "53", "65", "40"]) + f"{d:02}{m:02}{y % 100:02}" + r.choice(string.ascii_uppercase) + digits(r, 2)
        letter = f"{ord(body[8]) - 64:02}"
        number = body[:8] + letter + body[9:]
        total = 0
        for w, c in zip((2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), number):
            product = w * int(c)
            total += product // 10 + product % 10
        return body + str(total % 10)


def medicare(r, f):
    body = r.choice("23456") + digits(r, 7)
    check = sum(w * int(d) for w, d in zip((1, 3, 7, 9, 1, 3, 7, 9), body)) % 10
    return grouped(body + str(check) + r.choice("123456789"), (4, 5, 1), r.choice(["", " "]))


def nric(r, f):
    prefix, n = r.choice("STFG"), digits(r, 7)
    total = sum(w * int(d) for w, d in zip((2, 7, 6, 5, 4, 3, 2), n)) + (4 if prefix in "TG" else 0)
    return prefix + n + ("JZIHGFEDCBA" if prefix in "ST" else "XWUTRQPNMLK")[total % 11]


def mrz(r, f):
    def check(text):
        total = 0
        for index, c in enumerate(text):
            value = 0 if c == "<" else int(c) if c.isdigit() else ord(c) - 55
            total += value * (7, 3, 1)[index % 3]
        return str(total % 10)
    surname, given = of(r, string.ascii_uppercase, 7), of(r, string.ascii_uppercase, 5)
    first = ("P<UTO" + surname + "<<" + given).ljust(44, "<")
    number = "L" + digits(r, 8)
    born, expiry = f"{r.randint(50, 99)}{r.randint(1, 12):02}{r.randint(1, 28):02}", "3104152"[:6]
    second = number + check(number) + "UTO" + born + check(born) + r.choice("MF") + expiry + check(expiry) + "<" * 14
    return first + "\\n" + second + "0" + check(number + check(number) + born + check(born) + expiry + check(expiry) + "<" * 14 + "0")


def btc(r, f):
    import hashlib
    payload = bytes([0]) + bytes(r.randrange(256) for _ in range(20))
    data = payload + hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number, text = int.from_bytes(data, "big"), ""
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    while number:
        number, rest = divmod(number, 58)
        text = alphabet[rest] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def stdnum_value(module, shape, separators=()):
    """A value by brute force: `shape` has 9 for any digit, A for a capital; other characters stand for themselves."""
    def make(r, f):
        def candidate():
            text = shape(r) if callable(shape) else shape
            return "".join(r.choice(string.digits) if c == "9" else r.choice(string.ascii_uppercase) if c == "A" else c for c in text)
        value = until_valid(module, candidate)
        form = r.choice(("",) + separators) if separators else ""
        return form(value) if callable(form) else value
    return make


def dated(layout):
    """A shape that begins with a date of birth."""
    def shape(r):
        y, m, d = date(r)
        return layout.format(yy=f"{y % 100:02}", yyyy=y, mm=f"{m:02}", dd=f"{d:02}")
    return shape


def form(sizes, separator):
    return lambda value: grouped(value, sizes, separator)


def curp(r, f):
    y, m, d = date(r, 1930, 1999)
    return until_valid("mx.curp", lambda: of(r, "BCDFGLMRS", 1) + r.choice("AEIOU") + of(r, "BCDFGLMRS", 2) + f"{y % 100:02}{m:02}{d:02}" + r.choice("HM") + r.choice(["DF", "JC", "NL", "PL"]) + of(r, "BCDFGLMNPRST", 3) + "0" + digits(r, 1))


def codice(r, f):
    y, m, d = date(r)
    return until_valid("it.codicefiscale", lambda: of(r, "BCDFGLMNPRST", 3) + of(r, "BCDFGLMNPRST", 3) + f"{y % 100:02}" + "ABCDEHLMPRST"[m - 1] + f"{d:02}" + r.choice(["H501", "F205", "L219"]) + r.choice(string.ascii_uppercase))


def ric(r, f):
    y, m, d = date(r)
    return until_valid("cn.ric", lambda: r.choice(["110101", "310101", "440103"]) + f"{y}{m:02}{d:02}" + digits(r, 3) + r.choice("0123456789X"))


def hetu(r, f):
    y, m, d = date(r)
    mark = "-" if y < 2000 else "A"
    return until_valid("fi.hetu", lambda: f"{d:02}{m:02}{y % 100:02}{mark}{r.randint(2, 899):03}" + r.choice("0123456789ABCDEFHJKLMNPRSTUVWXY"))


def address(r, f):
    if r.random() < 0.7:
        return f"{r.randint(1, 9999)} {f.last_name()} {r.choice(['St', 'Street', 'Ave', 'Avenue', 'Road', 'Lane', 'Drive'])}"
    return r.choice(["Goethestraße", "Bahnhofstr.", "Lindenallee", "Marktplatz", "Schillerweg"]) + f" {r.randint(1, 180)}" + r.choice(["", "a", "b"])


VALUES = {
    "EMAIL": email, "PHONE_E164": phone, "PHONE_NATIONAL": national_phone, "CREDIT_CARD": card, "IBAN": iban,
    "BIC": bic, "IPV4": ipv4, "IPV6": ipv6, "MAC": mac,
    "URL_CREDENTIALS": lambda r, f: f"{f.user_name()}:{of(r, ALNUM, 10)}",
    "URL_QUERY_SECRET": lambda r, f: of(r, ALNUM, 16),
    "URL": lambda r, f: "https://" + r.choice(["example.org/", "www.example.com/", "shop.example.net/"]) + f.uri_path(),
    "UUID": lambda r, f: str(f.uuid4()), "JWT": jwt, "PEM_PRIVATE_KEY": pem,
    "AWS_ACCESS_KEY_ID": lambda r, f: "AKIA" + of(r, string.ascii_uppercase + "234567", 16),
    "AWS_SECRET": lambda r, f: of(r, ALNUM + "/+", 40), "GITHUB_TOKEN": github,
    "SLACK_TOKEN": lambda r, f: f"xoxb-{digits(r, 12)}-{digits(r, 12)}-{of(r, ALNUM, 24)}",
    "STRIPE_KEY": lambda r, f: r.choice(["sk_live_", "sk_test_", "rk_live_"]) + of(r, ALNUM, 24),
    "GOOGLE_API_KEY": lambda r, f: "AIza" + of(r, ALNUM + "_-", 35),
    "OPENAI_ANTHROPIC_KEY": lambda r, f: r.choice(["sk-proj-", "sk-ant-api03-", "sk-"]) + of(r, ALNUM, 40),
    "AUTH_HEADER": lambda r, f: of(r, ALNUM, 28), "KEYED_SECRET": lambda r, f: of(r, ALNUM + "!$%", 12),
    "CRYPTO_BTC": btc, "CRYPTO_ETH": lambda r, f: "0x" + of(r, HEX, 40),
    "GPS": lambda r, f: f"{r.uniform(-80, 80):.6f}, {r.uniform(-170, 170):.6f}", "DATE_OF_BIRTH": birth,
    "US_SSN": ssn, "US_ITIN": itin, "US_MBI": mbi, "US_NPI": npi, "US_ABA": aba,
    "US_PASSPORT": lambda r, f: r.choice([r.choice("ABCD"), r.choice("12345")]) + digits(r, 8),
    "MRN": lambda r, f: r.choice([digits(r, 8), "H" + digits(r, 7)]),
    "UK_NHS": stdnum_value("gb.nhs", "9999999999", (form((3, 3, 4), " "), form((3, 3, 4), "-"))),
    "UK_NINO": nino, "DE_STEUER_ID": stdnum_value("de.idnr", "99999999999", (form((2, 3, 3, 3), " "),)),
    "DE_RVNR": rvnr,
    "FR_NIR": stdnum_value(
        "fr.nir", lambda r: r.choice("12") + f"{r.randint(0, 99):02}{r.randint(1, 12):02}{r.randint(1, 95):02}" + "99999999",
        (form((1, 2, 2, 2, 3, 3, 2), " "),)),
    "ES_DNI": stdnum_value("es.dni", "99999999A", (form((8, 1), "-"),)),
    "ES_NIE": stdnum_value("es.nie", lambda r: r.choice("XYZ") + "9999999A", (form((1, 7, 1), "-"),)),
    "IT_CODICE_FISCALE": codice, "PL_PESEL": stdnum_value("pl.pesel", dated("{yy}{mm}{dd}99999")),
    "NL_BSN": stdnum_value("nl.bsn", "999999999", (form((4, 2, 3), "."),)),
    "SE_PERSONNUMMER": stdnum_value("se.personnummer", dated("{yy}{mm}{dd}-9999")),
    "FI_HETU": hetu,
    "DK_CPR": stdnum_value("dk.cpr", dated("{dd}{mm}{yy}9999"), (form((6, 4), "-"),)),
    "NO_FNR": stdnum_value("no.fodselsnummer", dated("{dd}{mm}{yy}99999"), (form((6, 5), " "),)),
    "BE_NN": stdnum_value("be.nn", dated("{yy}{mm}{dd}99999"), (lambda v: f"{v[:2]}.{v[2:4]}.{v[4:6]}-{v[6:9]}.{v[9:]}",)),
    "AT_SVNR": stdnum_value("at.vnr", dated("9999{dd}{mm}{yy}"), (form((4, 6), " "),)),
    "CH_AHV": stdnum_value("ch.ssn", "7569999999999", (form((3, 4, 4, 2), "."),)),
    "PT_NIF": stdnum_value("pt.nif", "999999999", (form((3, 3, 3), " "),)),
    "IE_PPS": stdnum_value("ie.pps", "9999999A"),
    "RO_CNP": stdnum_value("ro.cnp", lambda r: r.choice("12") + dated("{yy}{mm}{dd}")(r) + "12" + "9999"),
    "CZ_SK_RC": stdnum_value("cz.rc", dated("{yy}{mm}{dd}9999"), (form((6, 4), "/"),)),
    "TR_TCKN": stdnum_value("tr.tckimlik", "99999999999"),
    "IN_AADHAAR": stdnum_value("in_.aadhaar", "999999999999", (form((4, 4, 4), " "),)),
    "IN_PAN": stdnum_value("in_.pan", lambda r: "AAAPA9999A"),
    "BR_CPF": stdnum_value("br.cpf", "99999999999", (lambda v: f"{v[:3]}.{v[3:6]}.{v[6:9]}-{v[9:]}",)),
    "BR_CNPJ": stdnum_value("br.cnpj", "99999999000199", (lambda v: f"{v[:2]}.{v[2:5]}.{v[5:8]}/{v[8:12]}-{v[12:]}",)),
    "MX_CURP": curp,
    "CL_RUT": lambda r, f: (lambda v: f"{v[:2]}.{v[2:5]}.{v[5:8]}-{v[8:]}" if r.random() < 0.5 else f"{v[:8]}-{v[8:]}")(
        until_valid("cl.rut", lambda: r.choice("12") + digits(r, 7) + r.choice("0123456789K"))),
    "CA_SIN": stdnum_value("ca.sin", lambda r: r.choice("1234567") + "99999999", (form((3, 3, 3), " "), form((3, 3, 3), "-"))),
    "AU_TFN": stdnum_value("au.tfn", "999999999", (form((3, 3, 3), " "),)), "AU_MEDICARE": medicare, "SG_NRIC": nric,
    "CN_RIC": ric, "KR_RRN": stdnum_value("kr.rrn", lambda r: dated("{yy}{mm}{dd}")(r) + r.choice("12") + "999999", (form((6, 7), "-"),)),
    "TH_PIN": stdnum_value("th.pin", lambda r: r.choice("12345678") + "999999999999", (form((1, 4, 5, 2, 1), "-"),)),
    "ZA_ID": stdnum_value("za.idnr", lambda r: dated("{yy}{mm}{dd}")(r) + "9999" + r.choice("01") + "89"),
    "IMEI": lambda r, f: luhn("35" + digits(r, 12)), "STREET_ADDRESS": address,
    "POSTCODE_UK": lambda r, f: r.choice(["SW1A", "M1", "EC2V", "B33", "CR2", "LS9"]) + " " + digits(r, 1) + of(r, "ABDEFGHJLNPQRSTUWXYZ", 2),
    "PASSPORT_MRZ": mrz,
}
