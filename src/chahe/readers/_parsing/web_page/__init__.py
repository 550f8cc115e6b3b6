"""A saved web page: what it loads, where it sends, and a digest of what it is.

The digest is of its tags with their attributes in order, and its text with runs of space made one.
What is new on every visit is left out: comments that hold no tag (what one parser takes for a
comment another may run), `nonce`, and the value of a hidden field or of a `meta` whose name is that
of a known anti-forgery token. Everything else counts, so a page that greets somebody or shows a
price is different each time; it has to be saved in one state, or left out. Of styles within the
page `url()` and `@import` are loaded, as they are written plainly.
"""

import hashlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

_TOKENS = (
    "__viewstate",
    "__eventvalidation",
    "__requestverificationtoken",
    "_csrf",
    "_csrf_token",
    "_token",
    "authenticity_token",
    "csrf-token",
    "csrf_token",
    "csrfmiddlewaretoken",
)
_TOKEN_IN = {"input": "value", "meta": "content"}
_NO_LOAD = {"alternate", "author", "canonical", "help", "license", "next", "prev", "shortlink"}
_STYLED = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))|@import\s*(?:"([^"]*)"|'([^']*)')""", re.I
)
_LOADING = ("src", "data", "poster", "srcset", "background")
_FRAMES = ("iframe", "frame", "embed", "object")

Attributes = list[tuple[str, str | None]]


@dataclass
class Page:
    """`scripts` are addresses, and "sha256:…" of those within; all addresses are whole."""

    digest: str = ""
    scripts: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    frames: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)


def parse_page(html: str, url: str) -> Page:
    """Take a page apart; never fails, for browsers do not either."""
    parser = _Parser(url)
    parser.feed(html)
    parser.close()
    return parser.finish()


class _Parser(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self._page, self._base, self._own = Page(), url, urlsplit(url).hostname
        self._digest = hashlib.sha256()
        self._inline: list[str] | None = None
        self._in_style = False
        self._text: list[str] = []

    def finish(self) -> Page:
        if self.rawdata:  # a script that never ends
            self.handle_data(self.rawdata)
        self._end_script()
        self._say_text()
        self._page.digest = self._digest.hexdigest()
        return self._page

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        said = {name: value or "" for name, value in reversed(attrs)}  # the first of two counts
        self._say_text()
        self._say("<", tag, *(f"{name}={said[name]}" for name in _lasting(tag, said)))
        if tag == "base" and said.get("href"):
            self._base = _joined(self._base, said["href"])
        if tag == "script":
            self._inline = None if "src" in said else []
        self._in_style = tag == "style"
        self._note(tag, said)

    def handle_endtag(self, tag: str) -> None:
        self._say_text()
        self._say(">", tag)
        self._in_style = False
        if tag == "script":
            self._end_script()

    def handle_data(self, data: str) -> None:
        self._text.append(data)
        if self._inline is not None:
            self._inline.append(data)
        elif self._in_style:
            self._note_style(data)

    def handle_comment(self, data: str) -> None:
        if "<" in data or ">" in data:
            self._say_text()
            self._say("!", data)

    def handle_decl(self, decl: str) -> None:
        self._say_text()
        self._say("!", decl)

    def handle_pi(self, data: str) -> None:
        self.handle_decl(data)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Take one that the standard library refuses for the comment that browsers see in it."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def _note(self, tag: str, said: dict[str, str]) -> None:
        if tag == "script" and "src" in said:
            self._page.scripts.add(self._whole(said["src"]))
        if tag == "form":
            self._page.forms.add(self._whole(said.get("action", "")))
        if "formaction" in said:
            self._page.forms.add(self._whole(said["formaction"]))
        if tag in _FRAMES:
            self._page.frames.add(self._whole(said.get("src") or said.get("data", "")))
        self._note_style(said.get("style", ""))
        told = {*said.get("rel", "").casefold().split()} if tag == "link" else set()
        for name, value in said.items():
            if name == "href" and told and told <= _NO_LOAD:
                continue
            if name in _LOADING or (name == "href" and tag in ("link", "base", "use", "image")):
                for each in value.split(",") if name == "srcset" else [value]:
                    self._whole((each.split() or [""])[0] if name == "srcset" else each)
            elif name.startswith("on") and value:
                self._page.scripts.add(_hashed(value))

    def _note_style(self, text: str) -> None:
        for found in _STYLED.findall(text):
            self._whole("".join(found))

    def _whole(self, address: str) -> str:
        """Return an address in full, and note its host where it is another's."""
        whole = _joined(self._base, address.strip().replace("\\", "/"))  # as browsers do
        if (host := _host(whole)) and host != self._own:
            self._page.hosts.add(host)
        return whole

    def _end_script(self) -> None:
        if self._inline is not None:
            self._page.scripts.add(_hashed("".join(self._inline)))
        self._inline = None

    def _say_text(self) -> None:
        if text := " ".join("".join(self._text).split()):
            self._say("=", text)
        self._text = []

    def _say(self, *parts: str) -> None:
        self._digest.update("\0".join(parts).encode("utf-8", "replace") + b"\1")


def _lasting(tag: str, said: dict[str, str]) -> list[str]:
    token = _TOKEN_IN.get(tag) if said.get("name", "").casefold() in _TOKENS else None
    return sorted(name for name in said if name not in ("nonce", token))


def _hashed(script: str) -> str:
    return f"sha256:{hashlib.sha256(script.encode('utf-8', 'replace')).hexdigest()}"


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address).encode("utf-8", "replace").decode()
    except ValueError:
        return address.encode("utf-8", "replace").decode()


def _host(address: str) -> str:
    """Return the host of an address; the address itself where it should have one and does not."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return parts.hostname or (address if parts.scheme in ("http", "https", "ws", "wss") else "")
