"""As much of a browser as people need who sign in, send forms and upload slowly."""

import http.client
import random
import re
import time
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import urlencode

BOUNDARY = "resilience"
PIECE = 64 * 1024  # bytes sent at a time


class Gone(Exception):
    """The site went away in the middle of an answer."""


class Browser:
    """Its cookies outlive the site's processes, as sessions do."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {}

    def sign_in(self, username: str, password: str) -> None:
        self.get("/accounts/login/")
        self.post("/accounts/login/", {"login": username, "password": password})
        if "sessionid" not in self.cookies:
            raise AssertionError(f"{username} could not sign in")

    def get(self, path: str) -> str:
        status, _, body = self._ask("GET", path)
        if status not in (200, 302):
            raise AssertionError(f"{path} answered {status}")
        return body

    def post(self, path: str, fields: Mapping[str, str]) -> str:
        """Send a form; return where it leads."""
        body = urlencode({**fields, **self._token()}).encode()
        return self._led(path, body, "application/x-www-form-urlencoded", pause=0)

    def upload(
        self, path: str, fields: Mapping[str, str], name: str, content: bytes, *, pause: float
    ) -> str:
        """Send a form with a file, with a pause of about some seconds after each piece."""
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in {**fields, **self._token()}.items()
        ]
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = "".join([*parts, head]).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self._led(path, body, f"multipart/form-data; boundary={BOUNDARY}", pause=pause)

    def _token(self) -> dict[str, str]:
        return {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}

    def _led(self, path: str, body: bytes, kind: str, *, pause: float) -> str:
        status, location, answer = self._ask("POST", path, body, kind, pause)
        if status != 302:
            said = re.findall(r'class="(?:error|notice)[^>]*>([^<]+)', answer)
            raise AssertionError(f"{path} answered {status} {said}")
        return location

    def _ask(
        self, method: str, path: str, body: bytes = b"", kind: str = "", pause: float = 0
    ) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path)
            connection.putheader("Cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
            connection.putheader("Origin", f"http://127.0.0.1:{self.port}")
            if method == "POST":
                connection.putheader("Content-Type", kind)
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders()
            for at in range(0, len(body), PIECE):
                connection.send(body[at : at + PIECE])
                time.sleep(pause * random.random())
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            raise Gone from error
        finally:
            connection.close()
        for header in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        return response.status, response.headers.get("Location", ""), text
