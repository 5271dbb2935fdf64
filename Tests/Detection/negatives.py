"""Lines without personal data that look as if they had some: what logs and tables are full of."""

import string

from values import ALNUM, HEX, digits, of


def lines(r):
    """One line of each kind, in the order of the kinds."""
    return [
        f"app version {r.randint(1, 30)}.{r.randint(0, 20)}.{r.randint(0, 50)}.{r.randint(0, 9999)} started",
        f"upgrade from v{r.randint(1, 9)}.{r.randint(0, 99)}.{r.randint(0, 99)} to {r.randint(1, 9)}.{r.randint(0, 99)}.{r.randint(0, 99)}-rc.{r.randint(1, 9)}",
        f"commit {of(r, HEX, 40)} merged", f"sha256:{of(r, HEX, 64)} pulled", f"etag \"{of(r, HEX, 32)}\"",
        f"request_id={of(r, HEX, 8)}-{of(r, HEX, 4)}-4{of(r, HEX, 3)}-a{of(r, HEX, 3)}-{of(r, HEX, 12)} status=200",
        f"trace {of(r, HEX, 32)} span {of(r, HEX, 16)}", f"2026-{r.randint(1, 12):02}-{r.randint(1, 28):02}T{r.randint(0, 23):02}:{r.randint(0, 59):02}:{r.randint(0, 59):02}.{digits(r, 3)}Z INFO ready",
        f"ts={r.randint(1600000000, 1900000000)} took {r.randint(1, 900)}ms", f"ts={r.randint(1600000000000, 1900000000000)} bytes={r.randint(1000, 99999999)}",
        f"total: {r.randint(1, 9999)}.{digits(r, 2)} EUR, tax {r.randint(1, 99)}.{digits(r, 2)}", f"price $ {r.randint(1, 9)},{digits(r, 3)}.{digits(r, 2)} per unit",
        f"order {digits(r, 10)} shipped", f"order no. {digits(r, 8)}-{digits(r, 3)} is late", f"invoice INV-2026-{digits(r, 6)} paid",
        f"tracking 1Z{of(r, string.ascii_uppercase + string.digits, 16)}", f"parcel {digits(r, 12)} in transit", f"ticket #{digits(r, 7)} reopened",
        f"ISBN 978-{r.randint(0, 9)}-{digits(r, 4)}-{digits(r, 4)}-{r.randint(0, 9)}", f"EAN {digits(r, 13)}", f"SKU {of(r, string.ascii_uppercase, 3)}-{digits(r, 5)}-{of(r, string.ascii_uppercase, 2)}",
        f"row {digits(r, 9)} of {digits(r, 9)} read", f"batch {digits(r, 11)} done", f"job {digits(r, 14)} queued", f"id {digits(r, 16)} not found",
        f"offset 0x{of(r, HEX, 8)} length 0x{of(r, HEX, 4)}", f"pid {r.randint(2, 65000)} exited with code {r.randint(0, 255)} after {r.randint(1, 999)}.{digits(r, 3)} s",
        f"memory {r.randint(1, 64)}.{r.randint(0, 9)}G of 128G, load {r.randint(0, 9)}.{digits(r, 2)} {r.randint(0, 9)}.{digits(r, 2)}",
        f"GET /api/v2/items/{digits(r, 6)}?page={r.randint(1, 99)}&sort=asc 200 {r.randint(100, 99999)}", f"listening on 0.0.0.0:{r.randint(1024, 65000)} and 127.0.0.1:{r.randint(1024, 65000)}",
        f"std::vector<int>::at: index {r.randint(1, 9)}:{r.randint(1, 9)}:{r.randint(1, 9)}", f"at {r.randint(0, 23):02}:{r.randint(0, 59):02}:{r.randint(0, 59):02} the queue was empty",
        f"loss={r.random():.8f} acc={r.random():.6f} step {r.randint(1, 99999)}", f"grid {r.uniform(-90, 90):.6f} {r.uniform(-180, 180):.6f} residual",
        f"INTRODUCTORY offer {of(r, string.ascii_uppercase, 2)}{digits(r, 6)} ends soon", f"flight {of(r, string.ascii_uppercase, 2)}{digits(r, 4)} gate {r.choice('ABCD')}{r.randint(1, 60)}",
        f"colour #{of(r, HEX, 6)}, size {r.randint(10, 99)}x{r.randint(10, 99)}", f"password reset mail sent, token expires in {r.randint(5, 60)} minutes",
        f"icon@2x.png and logo@3x.png copied", f"cursor {of(r, ALNUM, 22)}== next", f"schema_version: {digits(r, 14)}", f"phone support is open from 9 to {r.randint(16, 20)}",
        f"range {digits(r, 4)}-{digits(r, 4)} of {digits(r, 5)}", f"{digits(r, 3)}-{digits(r, 3)} points, {digits(r, 2)}.{digits(r, 2)}.{digits(r, 2)} interval", f"ratio {digits(r, 3)} {digits(r, 3)} {digits(r, 3)}",
        f"2026-W{r.randint(1, 52):02} report: {r.randint(1, 999)} signups, {r.randint(1, 99)} % churn", f"delivered on {r.randint(1, 28):02}.{r.randint(1, 12):02}.2026 at dock {r.randint(1, 9)}",
    ]


COUNT = 12
