#!/usr/bin/env python3
"""Recomputes the token test vectors from docs/token-format.md alone, with the standard library.

An implementation of its own, sharing no code with the Swift one: keyed BLAKE2b is hashlib's, libsodium's key derivation
is BLAKE2b with salt and personalisation, and nothing else is needed.

  verify.py           checks tokens.json and fails at the first difference
  verify.py --record  writes what it computes into tokens.json
"""

import argparse
import base64
import hashlib
import json
import pathlib
import sys
import unicodedata

FILE = pathlib.Path(__file__).with_name("tokens.json")


def lp(text):
    data = text.encode()
    return len(data).to_bytes(4, "little") + data


def purpose_key(epoch_key, purpose):
    """crypto_kdf_derive_from_key(32, purpose, "FGprivK1", epoch_key)"""
    salt = purpose.to_bytes(8, "little") + bytes(8)
    return hashlib.blake2b(b"", digest_size=32, key=epoch_key, salt=salt, person=b"FGprivK1" + bytes(8)).digest()


def domain_key(epoch_key, tenant, domain):
    return hashlib.blake2b(lp(tenant) + lp(domain), digest_size=32, key=purpose_key(epoch_key, 1)).digest()


def crc10(data):
    register = 0
    for byte in data:
        for bit in range(7, -1, -1):
            top = register >> 9 & 1
            register = (register << 1) & 0x3FF
            if top ^ (byte >> bit & 1):
                register ^= 0x233
    return register


def canonical(form, value):
    """The canonical text, or None."""
    text = unicodedata.normalize("NFC", value.strip())
    if not text:
        return None
    if form == "id":
        text = "".join(c for c in text if c not in " -./_").upper() if text.isascii() else ""
        return text if text.isalnum() else None
    if form == "email":
        local, at, domain = text.rpartition("@")
        if not at or not local or "@" in local or " " in local:
            return None
        labels = [label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in domain.lower().split(".")]
        return local + "@" + ".".join(labels) if len(labels) > 1 and all(labels) else None
    if form == "phone":
        digits = "".join(c for c in text.replace("(0)", "") if c.isdigit())
        if text.startswith("00"):
            return "+" + digits[2:]
        return "+" + digits if text.startswith("+") else None
    return text


def token(case):
    epoch_key = bytes.fromhex(case["key"])
    text, version = canonical(case["form"], case["value"]), "1"
    if text is None:
        if not case.get("raw"):
            return None
        text, version = case["value"], "raw"
    message = b"\x01" + case["kid"].encode() + lp(case["form"]) + lp(version) + lp(text)
    digest = hashlib.blake2b(
        message, digest_size=16, key=domain_key(epoch_key, case["tenant"], case["domain"])
    ).digest()
    hashed = base64.b32encode(digest).decode().rstrip("=").lower()
    body = f"pt1_{case['domain']}_{case['kid']}_{hashed}_"
    check = crc10(body.encode())
    alphabet = "abcdefghijklmnopqrstuvwxyz234567"
    return body + alphabet[check >> 5] + alphabet[check & 31]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--record", action="store_true")
    record = parser.parse_args().record
    assert crc10(b"123456789") == 0x199, "CRC-10/ATM"
    document = json.loads(FILE.read_text())
    failures = 0
    for case in document["tokens"]:
        computed = token(case)
        if record:
            case["token"] = computed
        elif computed != case["token"]:
            failures += 1
            print(f"{case['name']}: {case['token']} in the file, {computed} computed", file=sys.stderr)
    if record:
        FILE.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    print(f"{len(document['tokens'])} token vectors, {failures} differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
