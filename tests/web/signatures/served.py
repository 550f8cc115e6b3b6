"""A time-stamp service over HTTP, on this machine, that answers as a test tells it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.ledger.tsa import Answer, quick


@dataclass
class Service:
    """`answer` makes the body; what was asked is kept, so that a test can see that nothing was."""

    url: str
    answer: Answer = quick
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str, bytes]] = field(default_factory=list)


@contextmanager
def served() -> Iterator[Service]:
    service = Service("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.asked.append((self.path, self.headers["Content-Type"], body))
            answer = service.answer(body)
            self.send_response(service.status)
            headers = {"Content-Type": "application/timestamp-reply", **service.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            with suppress(ConnectionError):  # who asked may have left
                self.end_headers()
                self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service.url = f"http://127.0.0.1:{server.server_port}/tsa"
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
