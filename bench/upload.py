"""How fast a file comes in: python bench/upload.py [megabytes]

`storage`  bytes hashed, written, flushed and put in their place
`form`     the same as a multipart form, through Django's parser and our handler
`receive`  the same again, with its type told and all its rows written (SQLite)
"""

import io
import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

HOME = tempfile.mkdtemp(prefix="chahe-bench-", dir=Path.cwd())
os.environ.update(CHAHE_HOME=HOME, CHAHE_SECRET_KEY="bench")
os.environ["DJANGO_SETTINGS_MODULE"] = "chahe.web.settings"
sys.path.insert(0, "src")
LINE = b"2025-03-01T00:00:00+08:00,10.0.0.1,10.0.0.2,443,accept\n"
BOUNDARY = "bench"


class Body(io.RawIOBase):
    """A form with one file of some megabytes, made as it is read."""

    def __init__(self, megabytes: int, seed: bytes) -> None:
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.log"\r\n'
            "Content-Type: text/plain\r\n\r\n"
        ).encode()
        block = (LINE * (1 + (1 << 20) // len(LINE)))[: 1 << 20]
        self.parts = [head, seed, *[block] * megabytes, f"\r\n--{BOUNDARY}--\r\n".encode()]
        self.length = sum(map(len, self.parts))

    def read(self, size: int = -1) -> bytes:
        if not self.parts:
            return b""
        part = self.parts.pop(0)
        if 0 <= size < len(part):
            self.parts.insert(0, part[size:])
            part = part[:size]
        return part


def by_storage(megabytes: int) -> None:
    from chahe.web.evidence import storage

    incoming = storage.Incoming()
    for part in Body(megabytes, str(time.time()).encode()).parts:
        incoming.write(part)
    storage.place(incoming)


def by_form(megabytes: int, seed: bytes = b"form") -> object:
    from django.test import RequestFactory

    body = Body(megabytes, seed)
    request = RequestFactory().generic(
        "POST",
        "/",
        b"-",
        f"multipart/form-data; boundary={BOUNDARY}",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(body.length)},
    )
    return request.FILES["file"]


def by_receive(megabytes: int) -> None:
    from chahe.web.accounts.models import User
    from chahe.web.evidence.actions import receive
    from chahe.web.firms.models import Firm

    receive(
        firm=Firm.objects.get_or_create(code="8888")[0],
        by=User.objects.get_or_create(username="bench")[0],
        upload=by_form(megabytes, str(time.time()).encode()),
        kind="firewall_log",
        collected_on=date(2025, 3, 1),
        where_from="bench",
    )


def main() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    django.setup()
    settings.EVIDENCE_MAX_BYTES = max(settings.EVIDENCE_MAX_BYTES, 2 * megabytes << 20)
    call_command("migrate", verbosity=0)
    for bench in (by_storage, by_form, by_receive):
        best = min(_seconds(bench, megabytes) for _ in range(3))
        print(f"{bench.__name__[3:]:8} {megabytes / best:7.0f} MB/s  ({megabytes} MB, best of 3)")


def _seconds(bench, megabytes: int) -> float:
    started = time.perf_counter()
    left = bench(megabytes)
    taken = time.perf_counter() - started
    if left:
        left.close()
    return taken


if __name__ == "__main__":
    try:
        main()
    finally:
        import shutil

        shutil.rmtree(HOME)
