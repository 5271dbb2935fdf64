#!/usr/bin/env python3
"""Verifies receipts of erasures from docs/erasure.md alone: Python's JSON and BLAKE2b, and libsodium's Ed25519.

An implementation of its own, sharing no code with the Swift one.

    verify.py                                checks receipt.json, whose key is known, and that no changed copy passes
    verify.py --record                       writes what it computes into receipt.json
    verify.py --receipt FILE [--key HEX]     checks a receipt, and that this is the public key
"""

import argparse
import copy
import ctypes
import ctypes.util
import hashlib
import json
import pathlib
import sys

FILE = pathlib.Path(__file__).with_name("receipt.json")
# The epoch key of the sample, and the id of its entry in the ring.
EPOCH_KEY, KID = bytes(range(32)), "abcd"
ACCOUNT = {
    "featurize_receipt": 1,
    "id": "q7x2c4",
    "issued": "2026-01-31T12:00:00Z",
    "artefacts": [{"path": "out/ä \"1\"\b\t.csv", "rows": 12}, {"path": "out/state.json", "rows": None}],
    "verified": True,
}

sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
assert sodium.sodium_init() >= 0


def canonical(value):
    """The canonical JSON of a value, which in a receipt holds no float."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode())
        return "{" + ",".join(f"{canonical(name)}:{canonical(item)}" for name, item in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, str):
        escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
        return '"' + "".join(escapes.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in value) + '"'
    return json.dumps(value)


def message(receipt):
    content = {name: value for name, value in receipt.items() if name != "signature"}
    return b"featurize receipt 1\n" + canonical(content).encode()


def faults(receipt, key=None):
    """What is wrong with a receipt."""
    signature = receipt.get("signature") or {}
    if receipt.get("featurize_receipt") != 1 or signature.get("algorithm") != "ed25519":
        yield "it is no receipt of this version"
        return
    public_key, value = bytes.fromhex(signature["public_key"]), bytes.fromhex(signature["value"])
    if len(public_key) != 32 or len(value) != 64:
        yield "key or signature have another length"
        return
    if key is not None and public_key.hex() != key.lower():
        yield "it was signed with another key"
    data = message(receipt)
    if sodium.crypto_sign_verify_detached(value, data, ctypes.c_ulonglong(len(data)), public_key) != 0:
        yield "it is not what was signed"


def pair():
    """The pair of keys that the epoch key leads to: purpose 10, tenant and domain empty."""
    salt = (10).to_bytes(8, "little") + bytes(8)
    purpose = hashlib.blake2b(b"", digest_size=32, key=EPOCH_KEY, salt=salt, person=b"FGprivK1" + bytes(8)).digest()
    seed = hashlib.blake2b(bytes(8), digest_size=32, key=purpose).digest()
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
    assert sodium.crypto_sign_seed_keypair(public, secret, seed) == 0
    return public.raw, secret.raw


def sample():
    public, secret = pair()
    data, value = message(ACCOUNT), ctypes.create_string_buffer(64)
    assert sodium.crypto_sign_detached(value, None, data, ctypes.c_ulonglong(len(data)), secret) == 0
    signature = {"algorithm": "ed25519", "key": KID, "public_key": public.hex(), "value": value.raw.hex()}
    text = json.dumps({**ACCOUNT, "signature": signature}, indent=2, ensure_ascii=False) + "\n"
    return text.replace("\\b", "\\u0008")  # as featurize writes it


def check_sample():
    text = FILE.read_text(encoding="utf-8")
    if text != sample():
        yield f"{FILE.name} is not what this script computes"
    receipt = json.loads(text)
    yield from faults(receipt, pair()[0].hex())
    changed = copy.deepcopy(receipt)
    changed["artefacts"][0]["rows"] = 13
    if not list(faults(changed)):
        yield "a changed receipt passed"
    if not list(faults(receipt, "00" * 32)):
        yield "a receipt of another key passed"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--receipt", type=pathlib.Path)
    parser.add_argument("--key")
    arguments = parser.parse_args()
    if arguments.record:
        FILE.write_text(sample(), encoding="utf-8")
    if arguments.receipt:
        found = list(faults(json.loads(arguments.receipt.read_text(encoding="utf-8")), arguments.key))
    else:
        found = list(check_sample())
    for fault in found:
        print(f"receipt: {fault}", file=sys.stderr)
    print(f"receipt: {'not ' if found else ''}as signed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
