"""Servers for check.py: real OpenBao and moto, and hostile ones. All listen on 127.0.0.1, on ports that were free, and
are stopped by their process ids."""

import contextlib
import datetime
import http.client
import ipaddress
import json
import os
import pathlib
import re
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import time
import urllib.parse

SCRIPTS = pathlib.Path(sys.executable).parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args[0]} ended with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{process.args[0]} does not answer on port {port}")


@contextlib.contextmanager
def running(arguments, port, log):
    environment = {"PATH": os.environ["PATH"], "HOME": str(log.parent)}
    with open(log, "wb") as output:
        process = subprocess.Popen(
            arguments, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment)
    try:
        wait_for(port, process)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Bao:
    """OpenBao in development mode, in memory."""

    def __init__(self, port, token, ca=None):
        self.port, self.token, self.ca = port, token, ca
        self.address = f"http{'s' if ca else ''}://127.0.0.1:{port}"

    def call(self, method, path, body=None, namespace=None):
        if self.ca:
            context = ssl.create_default_context(cafile=self.ca)
            connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=context, timeout=30)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(
            method, f"/v1/{urllib.parse.quote(path)}", body=json.dumps(body) if body is not None else None,
            headers={"X-Vault-Token": self.token, **({"X-Vault-Namespace": namespace} if namespace else {})})
        response = connection.getresponse()
        text = response.read()
        connection.close()
        if response.status not in (200, 204):
            raise RuntimeError(f"bao: {method} {path}: {response.status} {text!r}")
        return json.loads(text) if text else None


@contextlib.contextmanager
def bao(folder, tls):
    port = free_port()
    token = "bao-root-token-" + os.urandom(8).hex()
    arguments = [
        SCRIPTS / "bao", "server", "-dev", f"-dev-root-token-id={token}", f"-dev-listen-address=127.0.0.1:{port}",
        "-dev-no-store-token",
    ]
    ca = None
    if tls:
        arguments += ["-dev-tls", f"-dev-tls-cert-dir={folder}"]
        ca = str(folder / "vault-ca.pem")
    with running([str(a) for a in arguments], port, folder / f"bao-{port}.log"):
        server = Bao(port, token, ca)
        # It listens before it is ready.
        for _ in range(100):
            with contextlib.suppress(RuntimeError, OSError):
                server.call("GET", "sys/mounts")
                break
            time.sleep(0.1)
        yield server


@contextlib.contextmanager
def moto(folder):
    port = free_port()
    with running([str(SCRIPTS / "moto_server"), "-H", "127.0.0.1", "-p", str(port)], port, folder / "moto.log"):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def answering(answer, certificate=None):
    """A server that reads a request and hands the connection to `answer(connection, request)`; counts requests."""
    requests = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.settimeout(30)
            with contextlib.suppress(OSError):
                data = b""
                while b"\r\n\r\n" not in data and (part := self.request.recv(65536)):
                    data += part
                head, _, body = data.partition(b"\r\n\r\n")
                if length := re.search(rb"(?i)content-length: (\d+)", head):
                    while len(body) < int(length[1]) and (part := self.request.recv(65536)):
                        data, body = data + part, body + part
                requests.append(data)
                answer(self.request, data)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

        def handle_error(self, *_):
            pass

        def get_request(self):
            connection, address = super().get_request()
            if certificate:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(*certificate)
                connection = context.wrap_socket(connection, server_side=True)
            return connection, address

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.server_address[1], requests
        finally:
            server.shutdown()
            thread.join()


def certificates(folder):
    """An authority and certificates of it: a good one for 127.0.0.1, one of another name, one that has expired."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    now = datetime.datetime.now(datetime.timezone.utc)
    authority_key = ec.generate_private_key(ec.SECP256R1())
    authority = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test authority")])

    def certificate(subject, key, names, end, is_authority=False):
        builder = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(authority).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=9))
            .not_valid_after(end).add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        )
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(authority_key, hashes.SHA256())

    def write(name, certificate, key=None):
        path = folder / f"{name}.pem"
        path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        if key is None:
            return str(path)
        key_path = folder / f"{name}-key.pem"
        key_path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        return str(path), str(key_path)

    later = now + datetime.timedelta(days=9)
    here = [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    files = {"authority": write("authority", certificate(authority, authority_key, None, later, True))}
    for name, names, end in [
        ("good", here, later), ("other-name", [x509.DNSName("vault.example")], later),
        ("expired", here, now - datetime.timedelta(days=1)),
    ]:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        files[name] = write(name, certificate(subject, key, names, end), key)
    return files
