#!/usr/bin/env python3
"""Opens keys from every source that a pipeline may name, real servers among them, and searches the process for copies.

    check.py FEATURIZE

1. Sources. One key, handed over by file, variable, descriptor, OpenBao's key-value and transit engines and moto's Secrets
   Manager, raw or in a key ring, gives the tokens that Python computes from docs/token-format.md.
2. Changes of a ring: killed at any moment, confirmed on a terminal.
3. Failures. Each has its own code, says what went wrong and quotes nothing that a server said; hostile servers too.
4. Memory. In a process that has opened a key, the key's bytes lie in one place, which nobody may access; its spellings,
   passphrases and tokens lie nowhere, nor in the environment; what came in a variable, once, out of reach.
"""

import base64
import contextlib
import hashlib
import json
import os
import pathlib
import pty
import random
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "TokenVectors")]

import servers  # noqa: E402
import verify  # noqa: E402

KEY = os.urandom(32)
PASSPHRASE = "canary passphrase " + os.urandom(8).hex()
PEOPLE = [f"c{number}" for number in range(8)]
FEATURIZE = ""
FOLDER = pathlib.Path()
failures = []
count = 0


def expect(name, is_so, detail=""):
    global count
    count += 1
    if not is_so:
        failures.append(name)
        print(f"check: {name}: {detail}"[:2000])


def kid_of(key):
    """The id of a raw key: base32 of its check value, which is a MAC under purpose key 7."""
    check = hashlib.blake2b(verify.lp("featurize-keyring/1"), digest_size=16, key=verify.purpose_key(key, 7)).digest()
    return base64.b32encode(check).decode().lower()[:4]


def tokens_of(key, kid):
    return [
        verify.token({"key": key.hex(), "kid": kid, "tenant": "", "domain": "customer", "form": "text", "value": value})
        for value in PEOPLE
    ]


def pipeline(secret, uri="people.csv"):
    """JSON is YAML."""
    return json.dumps({
        "featurize": 1, "name": "secrets", "secrets": {"k": secret}, "ledger": {"uri": "none"},
        "sources": {"people": {"format": "csv", "uri": uri, "contract": {"columns": {
            "id": {"type": "string", "role": "key", "unique": True, "pii": "id"}, "n": {"type": "int"}}}}},
        "privacy": {"subject": "people.id", "rules": [
            {"id": "r", "use": "tokenize", "columns": ["id"],
             "with": {"domain": "customer", "key": "k", "canonical": "text"}}]},
        "outputs": {"all": {"format": "csv", "uri": "-"}},
    }, indent=1)


def run(secret, environment=None, descriptor=None):
    """Runs a pipeline with this secret; the outcome and the tokens."""
    (FOLDER / "pipeline.yaml").write_text(pipeline(secret))
    variables = {"PATH": os.environ["PATH"], **(environment or {})}
    outcome = subprocess.run(
        [FEATURIZE, "run", "pipeline.yaml", "--trace"], cwd=FOLDER, env=variables, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, pass_fds=[descriptor] if descriptor else [], timeout=120)
    return outcome, [line.split(",")[0] for line in outcome.stdout.splitlines()[1:]]


def opens(name, secret, key=KEY, kid=None, **options):
    outcome, tokens = run(secret, **options)
    expect(name, outcome.returncode == 0 and tokens == tokens_of(key, kid or kid_of(key)), outcome.stderr)
    hides(name, outcome)


def fails(name, secret, code, words="", **options):
    began = time.monotonic()
    outcome, tokens = run(secret, **options)
    expect(name, outcome.returncode in (2, 3) and f"[{code}]" in outcome.stderr and not tokens, outcome.stderr)
    expect(f"{name}: words", words in outcome.stderr, outcome.stderr)
    expect(f"{name}: time", time.monotonic() - began < 60)
    hides(name, outcome)


def spellings(key):
    return [
        key.hex(), key.hex().upper(), base64.b64encode(key).decode().rstrip("="),
        base64.urlsafe_b64encode(key).decode().rstrip("="),
    ]


def hides(name, outcome):
    text = outcome.stdout + outcome.stderr
    expect(f"{name}: nothing shown", not any(s in text for s in spellings(KEY) + [PASSPHRASE, "canary", "-root-token-"]), text)


def pipe(content):
    reading, writing = os.pipe()
    os.write(writing, content)
    os.close(writing)
    return reading


def make_ring(name, *options, environment=None):
    outcome = subprocess.run(
        [FEATURIZE, "keys", *options[:1], name, *options[1:]], cwd=FOLDER, capture_output=True, text=True,
        env={"PATH": os.environ["PATH"], **(environment or {})})
    expect(f"keys {options[0]}", outcome.returncode == 0, outcome.stderr)
    return (FOLDER / name).read_text()


def ring_tokens(secret, **options):
    """What a key ring gives: its key is random, so rings are compared with each other."""
    outcome, tokens = run(secret, **options)
    expect(f"ring {list(secret)[0]}", outcome.returncode == 0 and len(tokens) == len(PEOPLE), outcome.stderr)
    hides("ring", outcome)
    return tokens


# --- 1. Sources


def local_sources():
    raw = FOLDER / "raw.key"
    raw.write_text(KEY.hex() + "\n")
    raw.chmod(0o600)
    opens("file, raw", {"file": "raw.key", "format": "raw"})
    for spelling in spellings(KEY):
        opens("variable", {"env": "K"}, environment={"K": spelling})
    opens("descriptor", {"fd": 9}, **with_descriptor(KEY.hex().encode()))
    make_ring("ring", "new", "--passphrase-env", "P", environment={"P": PASSPHRASE})
    words = FOLDER / "words"
    words.write_text(PASSPHRASE + "\n")
    words.chmod(0o600)
    reference = ring_tokens({"file": "ring", "passphrase": {"env": "P"}}, environment={"P": PASSPHRASE})
    ring = (FOLDER / "ring").read_bytes()
    for secret, content, environment in [
        ({"file": "ring", "passphrase": {"file": "words"}}, None, {}),
        ({"file": "ring", "passphrase": {"fd": 9}}, PASSPHRASE.encode() + b"\nrest", {}),
        ({"fd": 9, "format": "keyring", "passphrase": {"file": "words"}}, ring, {}),
        ({"env": "RING", "format": "keyring", "passphrase": {"file": "words"}}, None, {"RING": ring.decode()}),
    ]:
        options = with_descriptor(content) if content else {}
        expect(f"{secret}", ring_tokens(secret, environment=environment, **options) == reference)
    return reference, ring.decode()


def with_descriptor(content):
    """Descriptor 9 of the child."""
    reading = pipe(content)
    os.dup2(reading, 9)
    os.close(reading)
    return {"descriptor": 9}


def local_failures():
    raw = FOLDER / "raw.key"
    fails("raw file that is a ring", {"file": "raw.key"}, "F0603")
    raw.chmod(0o640)
    fails("raw file open to others", {"file": "raw.key", "format": "raw"}, "F0602")
    fails("no raw file", {"file": "none.key", "format": "raw"}, "F0614", "No such file")
    fails("no variable", {"env": "K"}, "F0614", "not set")
    fails("short key", {"env": "K"}, "F0614", "32 bytes", environment={"K": KEY.hex()[:-1]})
    fails("zeros", {"env": "K"}, "F0614", "the same", environment={"K": "0" * 64})
    for number in [3, 4, 8]:
        # One of the program's own files may have the number.
        fails(f"no descriptor {number}", {"fd": number}, "F0614", "not handed over")
    fails("ring where a key is due", {"env": "K"}, "F0614", environment={"K": (FOLDER / "ring").read_text()})
    fails("wrong passphrase", {"file": "ring", "passphrase": {"env": "P"}}, "F0604", environment={"P": "canary"})


def vault_sources(server, ring, reference):
    """Over plain HTTP, or TLS with the server's own authority."""
    def vault(**other):
        own = {"ca": server.ca} if server.ca else {}
        return {"vault": {"address": server.address, "token": {"env": "T"}, **own, **other}}

    token = {"T": server.token}
    server.call("POST", "secret/data/team/featurize", {"data": {
        "key": KEY.hex(), "key64": base64.b64encode(KEY).decode(), "ring": ring, "words": PASSPHRASE, "number": 5}})
    opens("vault, hexadecimal", vault(path="team/featurize"), environment=token)
    opens("vault, base64", vault(path="team/featurize", field="key64"), environment=token)
    opens("vault, token by descriptor", {"vault": {**vault(path="team/featurize")["vault"], "token": {"fd": 9}}},
          **with_descriptor(server.token.encode() + b"\n"))
    other = os.urandom(32)
    server.call("POST", "secret/data/team/featurize", {"data": {"key": other.hex()}})
    opens("vault, newest version", vault(path="team/featurize"), key=other, environment=token)
    opens("vault, first version", vault(path="team/featurize", version=1), environment=token)
    first = {"path": "team/featurize", "version": 1}
    for secret in [
        {**vault(**first, field="ring"), "format": "keyring", "passphrase": vault(**first, field="words")},
        {"file": "ring", "passphrase": vault(**first, field="words")},
    ]:
        expect(f"vault, ring {secret.get('file')}", ring_tokens(secret, environment=token) == reference)
    # Transit: a data key that the server makes and never stores.
    server.call("POST", "sys/mounts/transit", {"type": "transit"})
    server.call("POST", "transit/keys/featurize", {})
    wrapped = server.call("POST", "transit/encrypt/featurize", {"plaintext": base64.b64encode(KEY).decode()})
    file = f"key-{server.port}.transit"
    (FOLDER / file).write_text(wrapped["data"]["ciphertext"] + "\n")
    transit = vault(transit={"key": "featurize", "file": file})
    opens("transit", transit, environment=token)
    server.call("POST", "transit/keys/featurize/rotate", {})
    opens("transit, rotated there", transit, environment=token)
    made = server.call("POST", "transit/datakey/plaintext/featurize", {})["data"]
    (FOLDER / "made.transit").write_text(made["ciphertext"])
    opens("transit, data key of the server", vault(transit={"key": "featurize", "file": "made.transit"}),
          key=base64.b64decode(made["plaintext"]), environment=token)

    fails("vault, wrong token", vault(path="team/featurize"), "F0617", "403", environment={"T": "canary"})
    fails("vault, no token", vault(path="team/featurize"), "F0614")
    fails("vault, token with a line end", vault(path="a"), "F0614", environment={"T": "a\r\nX-Evil: canary"})
    fails("vault, no such secret", vault(path="team/other"), "F0617", "404", environment=token)
    fails("vault, no such field", vault(path="team/featurize", field="no"), "F0618", "data.data.no", environment=token)
    fails("vault, number", vault(**first, field="number"), "F0618", "number", environment=token)
    fails("vault, no key", vault(**first, field="words"), "F0614", "32 bytes", environment=token)
    server.call("DELETE", "secret/data/team/featurize")
    fails("vault, deleted", vault(path="team/featurize"), "F0617", "404", environment=token)
    server.call("POST", "transit/keys/other", {})
    fails("transit, other key", vault(transit={"key": "other", "file": file}), "F0617", "400", environment=token)
    (FOLDER / "bad.transit").write_text(KEY.hex())
    fails("transit, no wrapped key", vault(transit={"key": "featurize", "file": "bad.transit"}), "F0614", environment=token)
    server.call("POST", "sys/policies/acl/reader", {"policy": 'path "secret/data/allowed" {capabilities = ["read"]}'})
    limited = server.call("POST", "auth/token/create", {"policies": ["reader"]})["auth"]["client_token"]
    server.call("POST", "secret/data/allowed", {"data": {"key": KEY.hex()}})
    opens("vault, token that may read one secret", vault(path="allowed"), environment={"T": limited})
    fails("vault, token that may not", vault(path="team/featurize"), "F0617", "403", environment={"T": limited})
    server.call("POST", "sys/namespaces/team", {})
    server.call("POST", "sys/mounts/kv", {"type": "kv", "options": {"version": "2"}}, namespace="team")
    for _ in range(50):
        with contextlib.suppress(RuntimeError):
            server.call("POST", "kv/data/a b/ü", {"data": {"key": KEY.hex()}}, namespace="team")
            break
        time.sleep(0.1)
    opens("vault, namespace, mount and an odd path", vault(namespace="team", mount="kv", path="a b/ü"), environment=token)


def aws_sources(endpoint, ring, reference):
    import boto3

    credentials = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret/canary+key"}
    client = boto3.client(
        "secretsmanager", endpoint_url=endpoint, region_name="eu-central-1",
        aws_access_key_id=credentials["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=credentials["AWS_SECRET_ACCESS_KEY"])
    client.create_secret(Name="team/key", SecretString=KEY.hex())
    client.create_secret(Name="json", SecretString=json.dumps({"key": KEY.hex(), "words": PASSPHRASE}))
    client.create_secret(Name="binary", SecretBinary=KEY)
    client.create_secret(Name="ring", SecretString=ring)
    version = client.describe_secret(SecretId="team/key")["VersionIdsToStages"]
    other = os.urandom(32)
    client.put_secret_value(SecretId="team/key", SecretString=other.hex())

    def aws(**other):
        return {"aws": {"endpoint": endpoint, "region": "eu-central-1", **other}}

    opens("aws", aws(secret_id="team/key"), key=other, environment=credentials)
    opens("aws, version", aws(secret_id="team/key", version_id=next(iter(version))), environment=credentials)
    opens("aws, stage", aws(secret_id="team/key", version_stage="AWSPREVIOUS"), environment=credentials)
    opens("aws, field", aws(secret_id="json", field="key"), environment=credentials)
    opens("aws, binary", aws(secret_id="binary"), environment=credentials)
    opens("aws, session token", aws(secret_id="json", field="key"), environment={**credentials, "AWS_SESSION_TOKEN": "canary"})
    opens("aws, region of the environment", {"aws": {"endpoint": endpoint, "secret_id": "json", "field": "key"}},
          environment={**credentials, "AWS_DEFAULT_REGION": "eu-central-1"})
    secret = {**aws(secret_id="ring"), "format": "keyring", "passphrase": aws(secret_id="json", field="words")}
    expect("aws, ring", ring_tokens(secret, environment=credentials) == reference)
    fails("aws, no such secret", aws(secret_id="none"), "F0617", environment=credentials)
    fails("aws, no credentials", aws(secret_id="json"), "F0614", "AWS_ACCESS_KEY_ID")
    fails("aws, no region", {"aws": {"endpoint": endpoint, "secret_id": "json"}}, "F0614", "AWS_REGION", environment=credentials)
    fails("aws, no field", aws(secret_id="json", field="no"), "F0618", "no", environment=credentials)
    fails("aws, text that is no object", aws(secret_id="team/key", field="no"), "F0618", environment=credentials)


def aws_signature():
    """What is sent is what botocore, AWS's own client, signs for the same request."""
    import botocore.auth
    import botocore.awsrequest
    import botocore.credentials

    body = b'{"SecretId":"a","VersionStage":"AWSCURRENT"}'
    for session in (None, "canary/session+token=="):
        answer = answer_of(json.dumps({"SecretString": KEY.hex()}).encode())
        environment = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "s3cr3t/k3y"}
        if session:
            environment["AWS_SESSION_TOKEN"] = session
        with servers.answering(answer) as (port, requests):
            host = f"127.0.0.1:{port}"
            opens("aws, signed", {"aws": {
                "secret_id": "a", "region": "eu-central-1", "version_stage": "AWSCURRENT",
                "endpoint": f"http://{host}"}}, environment=environment)
        head, _, sent = requests[0].partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        expect("aws, body", json.loads(sent) == json.loads(body) and headers["Content-Length"] == str(len(sent)), sent)
        request = botocore.awsrequest.AWSRequest("POST", f"http://{host}/", data=sent, headers={
            name: headers[name] for name in ("Content-Type", "X-Amz-Target")})
        request.context["timestamp"] = headers["X-Amz-Date"]
        signer = botocore.auth.SigV4Auth(
            botocore.credentials.Credentials("AKIDEXAMPLE", "s3cr3t/k3y", session), "secretsmanager", "eu-central-1")
        request.headers["X-Amz-Date"] = headers["X-Amz-Date"]
        if session:
            request.headers["X-Amz-Security-Token"] = session
        text = signer.string_to_sign(request, signer.canonical_request(request))
        expect("aws, signature", signer.signature(text, request) in headers["Authorization"], headers["Authorization"])


# --- 2. Changes of a ring


def keys(*arguments, **options):
    return subprocess.run(
        [FEATURIZE, "keys", *arguments], cwd=FOLDER, capture_output=True, text=True, stdin=subprocess.DEVNULL,
        timeout=120, **options)


def listing(ring):
    outcome = keys("list", ring, "--format", "json")
    expect("list", outcome.returncode == 0, outcome.stderr)
    return {entry["kid"]: entry["status"] for entry in json.loads(outcome.stdout)["keys"]}


def killed_changes():
    """A process that is killed at any moment leaves the old ring or the new one."""
    keys("new", "killed", "--unprotected")
    seed = int.from_bytes(os.urandom(4))
    chance = random.Random(seed)
    known, kept = listing("killed"), 0
    for round in range(40):
        process = subprocess.Popen(
            [FEATURIZE, "keys", "rotate", "killed"], cwd=FOLDER, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * 0.06)
        process.kill()
        process.wait()
        now = listing("killed")
        expect(f"killed, round {round}, seed {seed}", now.keys() >= known.keys() and len(now) - len(known) <= 1
               and list(now.values()).count("primary") == 1, f"{known} {now}")
        kept += len(now) > len(known)
        known = now
    expect("not killed", keys("rotate", "killed").returncode == 0)
    expect("nothing left over", not (FOLDER / ".killed.part").exists())
    print(f"check: {kept} of 40 killed rotations had come through (seed {seed})")


def confirmation():
    """Destroying asks on a terminal, and takes nothing but the key's id."""
    for answer, is_destroyed in [("yes", False), ("", False), (None, True)]:
        keys("new", "asked", "--unprotected")
        kid = next(iter(listing("asked")))
        keys("rotate", "asked")
        keys("retire", "asked", kid)
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(FOLDER)
            os.execv(FEATURIZE, [FEATURIZE, "keys", "destroy", "asked", kid, "--no-ledger"])
        text = b""
        with contextlib.suppress(OSError):
            while b"Type its id" not in text:
                text += os.read(terminal, 4096)
            os.write(terminal, (kid if answer is None else answer).encode() + b"\n")
            while part := os.read(terminal, 4096):
                text += part
        _, status = os.waitpid(pid, 0)
        os.close(terminal)
        expect(f"asked, {answer}", os.waitstatus_to_exitcode(status) == (0 if is_destroyed else 2), text)
        expect(f"asked, {answer}: status", listing("asked")[kid] == ("destroyed" if is_destroyed else "retired"))
        (FOLDER / "asked").unlink()
    # The owner stays, whoever makes the change.
    keys("new", "owned", "--unprotected")
    if os.geteuid() == 0:
        os.chown(FOLDER / "owned", 10001, 10001)
        keys("rotate", "owned")
        status = (FOLDER / "owned").stat()
        expect("owner", (status.st_uid, status.st_gid, status.st_mode & 0o7777) == (10001, 10001, 0o600))


# --- 3. Hostile servers


def answer_of(body, head=None):
    head = head or f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nContent-Type: application/json\r\n\r\n".encode()

    def answer(connection, _):
        connection.sendall(head + body)
    return answer


def drip(connection, _):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
    for _ in range(200):
        time.sleep(0.2)
        connection.sendall(b" ")


def reset(connection, _):
    connection.setsockopt(servers.socket.SOL_SOCKET, servers.socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()


def flood(connection, _):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def hostile_servers():
    good = json.dumps({"data": {"data": {"key": KEY.hex()}}}).encode()
    canary = b'{"errors":["canary %s"]}' % KEY.hex().encode()

    def status(line, body=canary, extra=b""):
        return answer_of(body, b"HTTP/1.1 " + line + b"\r\n" + extra + b"Content-Length: %d\r\n\r\n" % len(body))

    half = len(good) // 2
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (half, good[:half], len(good) - half, good[half:])
    escaped = json.dumps({"data": {"data": {"key": "%"}}}).replace("%", "".join(f"\\u{ord(c):04x}" for c in KEY.hex()))
    cases = [
        ("good", answer_of(good), None, "", 1), ("in chunks", answer_of(chunks, chunked), None, "", 1),
        ("escaped", answer_of(escaped.encode()), None, "", 1),
        ("redirect", status(b"302 Found", extra=b"Location: http://127.0.0.1:1/canary\r\n"), "F0617", "redirects", 1),
        ("moved for good", status(b"308 Moved", extra=b"Location: http://127.0.0.1:1/canary\r\n"), "F0617", "308", 1),
        ("quoting what was asked", status(b"400 Bad canary"), "F0617", "400", 1),
        ("sealed", status(b"503 Sealed"), "F0617", "503", 3), ("busy", status(b"429 Slow down"), "F0617", "429", 3),
        ("created", status(b"201 Created", good), "F0617", "201", 1),
        ("HTML", answer_of(b"<html>canary</html>"), "F0618", "JSON", 1),
        ("nothing", reset, "F0615", "", 3), ("hanging up", lambda c, _: None, "F0618", "early", 1),
        ("cut", answer_of(good[:-9], b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(good)), "F0618", "early", 1),
        ("without a length", answer_of(good, b"HTTP/1.1 200 OK\r\n\r\n"), "F0618", "length", 1),
        ("flood", flood, "F0618", "too long", 1),
        ("endless head", answer_of(b"X: canary\r\n" * 40000, b"HTTP/1.1 200 OK\r\n"), "F0618", "too long", 1),
        ("no HTTP", answer_of(b"", b"SSH-2.0-canary\r\n\r\n"), "F0618", "HTTP", 1),
        ("key twice", answer_of(b'{"data":{"data":{"key":"canary","key":"%s"}}}' % KEY.hex().encode()), "F0618", "JSON", 1),
        ("deep", answer_of(b'{"data":' + b"[" * 100000), "F0618", "JSON", 1),
        ("drip", drip, "F0615", "too long", 1),
    ]
    for name, answer, code, words, tries in cases:
        with servers.answering(answer) as (port, requests):
            secret = {"vault": {"address": f"http://127.0.0.1:{port}", "token": {"env": "T"}, "path": "a"}}
            environment = {"T": "canary-token"}
            if code is None:
                opens(f"server: {name}", secret, environment=environment)
            else:
                fails(f"server: {name}", secret, code, words, environment=environment)
            expect(f"server: {name}: tries", len(requests) == tries, len(requests))
    port = servers.free_port()
    secret = {"vault": {"address": f"http://127.0.0.1:{port}", "token": {"env": "T"}, "path": "a"}}
    fails("nobody there", secret, "F0615", "refused", environment={"T": "canary"})
    secret["vault"]["address"] = "https://no-such-host.invalid"
    fails("no such host", secret, "F0615", "resolved", environment={"T": "canary"})


def tls():
    files = servers.certificates(FOLDER)
    good = answer_of(json.dumps({"data": {"data": {"key": KEY.hex()}}}).encode())
    for name, certificate, ca, code in [
        ("good", "good", "authority.pem", None), ("no authority", "good", None, "F0616"),
        ("no such authority", "good", "none.pem", "F0616"), ("no PEM", "good", "people.csv", "F0616"),
        ("other name", "other-name", "authority.pem", "F0616"), ("expired", "expired", "authority.pem", "F0616"),
    ]:
        with servers.answering(good, files[certificate]) as (port, requests):
            secret = {"vault": {"address": f"https://127.0.0.1:{port}", "token": {"env": "T"}, "path": "a"}}
            if ca:
                secret["vault"]["ca"] = ca
            if code is None:
                opens(f"tls: {name}", secret, environment={"T": "canary-token"})
            else:
                fails(f"tls: {name}", secret, code, environment={"T": "canary-token"})
                expect(f"tls: {name}: nothing sent", not requests)
    with servers.answering(good, files["good"]) as (port, _):
        secret = {"vault": {"address": f"https://127.0.0.1:{port}", "token": {"env": "T"}, "path": "a"}}
        opens("tls: authority of the environment", secret,
              environment={"T": "canary", "SSL_CERT_FILE": str(FOLDER / "authority.pem")})
    with servers.answering(good) as (port, _):
        secret["vault"]["address"] = f"https://127.0.0.1:{port}"
        secret["vault"]["ca"] = "authority.pem"
        fails("tls: none there", secret, "F0615", environment={"T": "canary"})


# --- 4. Memory


def copies(pid, needles):
    """For each needle the permissions of the mappings that it lies in; all memory of the process is read, also what
    the process itself may not."""
    found = {name: {} for name in needles}
    overlap = max(map(len, needles.values()))
    step = 1 << 24
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            span, permissions, *_ = line.split()
            if line.rstrip().endswith(("[vvar]", "[vsyscall]")):
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            for position in range(start, end, step):
                try:
                    memory.seek(position)
                    block = memory.read(min(step + overlap, end - position))
                except OSError:
                    break
                for name, needle in needles.items():
                    place = block.find(needle)
                    while place >= 0:
                        found[name][position + place] = permissions
                        place = block.find(needle, place + 1)
    return {name: list(places.values()) for name, places in found.items()}


def memory_of(name, secret, environment, needles, descriptor=None):
    """Opens the secret in a process that then waits for its data, and searches it."""
    (FOLDER / "waiting.yaml").write_text(pipeline(secret, uri="-"))
    process = subprocess.Popen(
        [FEATURIZE, "run", "waiting.yaml", "--verbose"], cwd=FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env={"PATH": os.environ["PATH"], **environment},
        pass_fds=[descriptor] if descriptor else [])
    try:
        # Half a record, so that the process has its keys and is at the data when it is searched.
        process.stdin.write(b"id,n\nc0")
        process.stdin.flush()
        wait_until_idle(process)
        if os.geteuid() == 0:
            found = copies(process.pid, {"key": KEY, **needles})
            key = found.pop("key")
            expect(f"memory: {name}: the key once, out of reach", key == ["---p"], key)
            # A variable is taken once and may be asked for again: what it held is kept, out of reach.
            for what, places in found.items():
                allowed = ["---p"] * sum(needles[what].decode() in value for value in environment.values())
                expect(f"memory: {name}: no {what}", places == allowed, places)
            seen = pathlib.Path(f"/proc/{process.pid}/environ").read_bytes()
            for what, needle in needles.items():
                expect(f"environment: {name}: no {what}", needle not in seen)
            limits = pathlib.Path(f"/proc/{process.pid}/limits").read_text()
            expect(f"limits: {name}", re.search(r"Max core file size +0 +0 ", limits), limits)
        process.stdin.write(b",1\n" + "".join(f"{c},1\n" for c in PEOPLE[1:]).encode())
        output, errors = process.communicate(timeout=60)
        tokens = [line.split(",")[0] for line in output.decode().splitlines()[1:]]
        expect(f"memory: {name}: tokens", tokens == tokens_of(KEY, kid_of(KEY)), errors.decode())
    finally:
        process.kill()
        process.wait()


def wait_until_idle(process, seconds=60):
    """Until it has used no processor time for a while, and has started to wait in earnest."""
    deadline = time.monotonic() + seconds
    used, since = None, time.monotonic()
    while time.monotonic() < deadline and process.poll() is None:
        fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        now = (fields[11], fields[12])
        if now != used:
            used, since = now, time.monotonic()
        if time.monotonic() - since > 1.5:
            return
        time.sleep(0.05)


def memory(bao, bao_tls, aws):
    hexadecimal = {"hexadecimal": KEY.hex().encode()}
    base64s = {"base64": base64.b64encode(KEY)[:40], "hexadecimal": KEY.hex().encode()}
    raw = FOLDER / "raw.key"
    raw.chmod(0o600)
    memory_of("variable", {"env": "K"}, {"K": KEY.hex()}, hexadecimal)
    memory_of("file", {"file": "raw.key", "format": "raw"}, {}, hexadecimal)
    memory_of("descriptor", {"fd": 9}, {}, hexadecimal, **with_descriptor(KEY.hex().encode()))
    for name, server in [("vault", bao), ("vault over TLS", bao_tls)]:
        own = {"ca": server.ca} if server.ca else {}
        vault = {"address": server.address, "token": {"env": "T"}, **own}
        token = {"token": server.token.encode()}
        memory_of(name, {"vault": {**vault, "path": "allowed"}}, {"T": server.token}, {**hexadecimal, **token})
        memory_of(f"{name}, transit", {"vault": {**vault, "transit": {"key": "featurize", "file": f"key-{server.port}.transit"}}},
                  {"T": server.token}, {**base64s, **token})
    secret, session = "aws-secret-" + os.urandom(8).hex(), "aws-session-" + os.urandom(8).hex()
    memory_of(
        "aws", {"aws": {"endpoint": aws, "region": "eu-central-1", "secret_id": "json", "field": "key"}},
        {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": secret, "AWS_SESSION_TOKEN": session},
        {**hexadecimal, "secret key": secret.encode(), "session token": session.encode()})


def main():
    global FEATURIZE, FOLDER
    FEATURIZE = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory(prefix="featurize-secrets-") as folder:
        FOLDER = pathlib.Path(folder)
        (FOLDER / "people.csv").write_text("id,n\n" + "".join(f"{c},1\n" for c in PEOPLE))
        reference, ring = local_sources()
        local_failures()
        killed_changes()
        confirmation()
        with servers.bao(FOLDER, tls=False) as bao, servers.bao(FOLDER, tls=True) as bao_tls, servers.moto(FOLDER) as aws:
            vault_sources(bao, ring, reference)
            vault_sources(bao_tls, ring, reference)
            aws_sources(aws, ring, reference)
            aws_signature()
            hostile_servers()
            tls()
            memory(bao, bao_tls, aws)
    if failures:
        print(f"check: {len(failures)} of {count} expectations failed")
        return 1
    print(f"check: {count} expectations about keys and their sources hold")
    return 0


if __name__ == "__main__":
    sys.exit(main())
