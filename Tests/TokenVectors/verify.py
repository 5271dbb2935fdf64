#!/usr/bin/env python3
"""Recomputes the token test vectors from docs/token-format.md alone.

An implementation of its own, sharing no code with the Swift one: keyed BLAKE2b is hashlib's, libsodium's key derivation
is BLAKE2b with salt and personalisation. The boxes of the vault need XChaCha20-Poly1305, which the standard library has
not: for these libsodium itself is called.

  verify.py           checks tokens.json and fails at the first difference
  verify.py --record  writes what it computes into tokens.json
"""

import argparse
import base64
import ctypes
import ctypes.util
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


TOKEN, VAULT, BLIND_INDEX, DATE_SHIFT = 1, 2, 3, 5


def domain_key(epoch_key, tenant, domain, purpose=TOKEN):
    return hashlib.blake2b(lp(tenant) + lp(domain), digest_size=32, key=purpose_key(epoch_key, purpose)).digest()


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


def message(case, kind, salt=b""):
    """What is hashed, or None for a value that has no token."""
    text, version = canonical(case["form"], case["value"]), "1"
    if text is None:
        if not case.get("raw"):
            return None
        text, version = case["value"], "raw"
    return bytes([kind]) + case["kid"].encode() + lp(case["form"]) + lp(version) + salt + lp(text)


def hashed(case, purpose, data):
    key = domain_key(bytes.fromhex(case["key"]), case["tenant"], case["domain"], purpose)
    return hashlib.blake2b(data, digest_size=16, key=key).digest()


def token(case, kind=0x01, salt=b""):
    data = message(case, kind, salt)
    if data is None:
        return None
    text = base64.b32encode(hashed(case, TOKEN, data)).decode().rstrip("=").lower()
    body = f"pt1_{case['domain']}_{case['kid']}_{text}_"
    check = crc10(body.encode())
    alphabet = "abcdefghijklmnopqrstuvwxyz234567"
    return body + alphabet[check >> 5] + alphabet[check & 31]


def surrogate(case, kind=0x11, salt=b""):
    return int.from_bytes(hashed(case, TOKEN, message(case, kind, salt))[:8], "big") >> 1


def box(case, index):
    """commitment, nonce, ciphertext"""
    key = domain_key(bytes.fromhex(case["key"]), case["tenant"], case["domain"], VAULT)
    salt, nonce = bytes.fromhex(case["salt"]), bytes.fromhex(case["nonce"])
    commitment = hashlib.blake2b(lp("featurize vault commitment"), digest_size=16, key=key).digest()
    bound = b"\x01" + lp(case["kid"]) + lp(case["tenant"]) + lp(case["domain"]) + lp(case["form"]) + index
    sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
    assert sodium.sodium_init() >= 0
    sealed, length = ctypes.create_string_buffer(len(salt) + 16), ctypes.c_ulonglong()
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        sealed, ctypes.byref(length), salt, ctypes.c_ulonglong(len(salt)), bound, ctypes.c_ulonglong(len(bound)), None,
        nonce, key)
    return commitment + nonce + sealed.raw


def vaulted(case):
    salt = bytes.fromhex(case["salt"])
    index = hashed(case, BLIND_INDEX, message(case, 0x01))
    return {
        "token": token(case, 0x02, salt), "integer": str(surrogate(case, 0x12, salt)), "index": index.hex(),
        "box": box(case, index).hex(),
    }


def shift(case):
    key = domain_key(bytes.fromhex(case["key"]), case["tenant"], "", DATE_SHIFT)
    data = b"\x01" + case["kid"].encode() + lp(case["token"])
    place = int.from_bytes(hashlib.blake2b(data, digest_size=16, key=key).digest()[:8], "big") % (2 * case["days"])
    return place - case["days"] + (place >= case["days"])


#: By list of the file, what is computed of a row.
COMPUTED = {
    "tokens": lambda case: {"token": token(case)},
    "surrogates": lambda case: {"integer": str(surrogate(case))},
    "vaulted": vaulted,
    "shifts": lambda case: {"shift": shift(case)},
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--record", action="store_true")
    record = parser.parse_args().record
    assert crc10(b"123456789") == 0x199, "CRC-10/ATM"
    document = json.loads(FILE.read_text())
    failures = count = 0
    for name, compute in COMPUTED.items():
        for case in document[name]:
            count += 1
            computed = compute(case)
            if record:
                case.update(computed)
                continue
            for member, value in computed.items():
                if case.get(member, 0) != value:
                    failures += 1
                    print(f"{case['name']}: {member} {case.get(member)} in the file, {value} computed", file=sys.stderr)
    if record:
        FILE.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    print(f"{count} vectors, {failures} differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
