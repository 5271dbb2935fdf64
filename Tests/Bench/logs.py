"""Logs that nobody wrote, with what was planted in them: the same bytes for the same seed.

`lines(count, seed, share)` yields (line, [(kind, text), ...]): of `share` of the lines the second part is not empty. The
planted values are of tier A, each valid by its check digits; the other lines hold what looks like them and is not:
times, versions, request ids, counters, hashes, paths, names in code.
"""

import base64
import json
import random


def luhn(digits):
    total = 0
    for position, digit in enumerate(reversed(digits)):
        digit = int(digit)
        if position % 2 == 0:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return str(-total % 10)


def iban(draw):
    country, length = draw.choice([("DE", 18), ("CH", 17), ("AT", 16), ("NL", 14)])
    account = "".join(draw.choice("0123456789") for _ in range(length))
    if country == "NL":
        account = "ABNA" + account[4:]
    number = "".join(str(int(letter, 36)) for letter in account + country + "00")
    return f"{country}{98 - int(number) % 97:02}{account}"


WORDS = "amber birch cedar delta ember fjord grove haven inlet jetty knoll ledge maple north ocean prairie".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz"
BASE62 = LETTERS + LETTERS.upper() + "0123456789"


def some(draw, alphabet, length):
    return "".join(draw.choice(alphabet) for _ in range(length))


def secret(draw, prefix, length):
    # One of each class, so that it is no word.
    return prefix + "aZ3" + some(draw, BASE62, length - 3)


PLANTED = {
    "EMAIL": lambda draw: f"{draw.choice(WORDS)}.{some(draw, LETTERS, 6)}@{draw.choice(WORDS)}-mail.example",
    "PHONE_E164": lambda draw: f"+4144{draw.randrange(2, 9)}{draw.randrange(10**5, 10**6)}",
    "CREDIT_CARD": lambda draw: (lambda digits: digits + luhn(digits))("4" + str(draw.randrange(10**13, 10**14))),
    "IBAN": iban,
    "IPV4": lambda draw: ".".join(str(draw.randrange(11, 120)) for _ in range(4)),
    "IPV6": lambda draw: f"2001:db8:{draw.randrange(1, 65536):x}::{draw.randrange(1, 65536):x}",
    "MAC": lambda draw: ":".join(f"{draw.randrange(1, 255):02x}" for _ in range(6)),
    "US_SSN": lambda draw: f"{draw.randrange(100, 600)}-{draw.randrange(10, 99)}-{draw.randrange(1000, 9999)}",
    "GITHUB_TOKEN": lambda draw: secret(draw, "ghp_", 36),
    "SLACK_TOKEN": lambda draw: "xoxb-" + str(draw.randrange(10**11, 10**12)) + "-" + some(draw, BASE62, 20),
    "STRIPE_KEY": lambda draw: secret(draw, "sk_live_", 24),
    "JWT": lambda draw: ".".join(
        base64.urlsafe_b64encode(part.encode()).decode().rstrip("=")
        for part in ('{"alg":"HS256","typ":"JWT"}', json.dumps({"sub": some(draw, LETTERS, 12)}))) + "."
        + some(draw, BASE62, 43),
    "KEYED_SECRET": lambda draw: secret(draw, "", 12),
    "URL_CREDENTIALS": lambda draw: f"{draw.choice(WORDS)}:{secret(draw, '', 10)}",
}


def phrase(kind, value):
    return {
        "KEYED_SECRET": f"password={value}", "URL_CREDENTIALS": f"postgres://{value}@db.internal/app",
    }.get(kind, value)


def lines(count, seed, share):
    draw = random.Random(seed)
    for number in range(count):
        clock = f"2026-{1 + number // 10**7 % 12:02}-{1 + number // 86400 % 28:02}T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}.{draw.randrange(1000):03}"
        request = f"{draw.getrandbits(128):032x}"
        uuid = f"{request[:8]}-{request[8:12]}-4{request[13:16]}-a{request[17:20]}-{request[20:]}"
        word = draw.choice(WORDS)
        planted = []
        note = f"{word} {draw.choice(WORDS)} took {draw.randrange(1, 9000)} ms for {draw.randrange(1, 100000)} rows"
        if draw.random() < share:
            kind = draw.choice(sorted(PLANTED))
            value = PLANTED[kind](draw)
            planted.append((kind, value))
            note = f"{word} for {phrase(kind, value)} after {draw.randrange(1, 9000)} ms"
        form = draw.randrange(5)
        if form == 0:
            line = f"{clock[:19].replace('T', ' ')},{clock[20:]} INFO [worker-{draw.randrange(64)}] c.e.{word.title()}Handler - {note}"
        elif form == 1:
            line = f'time={clock}Z level=info msg="{note}" request_id={uuid} status={draw.choice([200, 204, 404])} bytes={draw.randrange(10**6)}'
        elif form == 2:
            line = json.dumps({"time": clock + "Z", "level": "info", "msg": note, "id": uuid, "n": draw.randrange(10**6),
                               "version": "1.24.3", "sha": request[:12], "path": f"/api/v1/{word}/{draw.randrange(10**5)}"})
        elif form == 3:
            line = f'{clock[11:19]} {word} app[{draw.randrange(30000)}]: GET /{word}/{draw.randrange(10**6)}?page={draw.randrange(99)}&sort=asc HTTP/1.1 200 {draw.randrange(10**6)} - {note}'
        else:
            line = f"{clock}Z DEBUG std::{word}::run(0x{request[:12]}) v1.{draw.randrange(40)}.{draw.randrange(9)} {note} sha256:{request}"
        yield line, planted
