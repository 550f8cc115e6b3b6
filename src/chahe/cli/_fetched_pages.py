"""Web pages by their addresses as the entries of a snapshot: only hosts of the list are asked."""

import http.client
from collections.abc import Collection, Iterable
from email.message import Message
from pathlib import Path
from string import punctuation
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from ..readers._parsing.web_page import Page, parse_page
from ._model import UsageError
from ._saved_pages import MAX_BYTES, TOO_LARGE, entry

_SECONDS = 30
_AGENT = "chahe-integrity"


def sites_in(name: str) -> dict[str, list[str]]:
    """Read a list of addresses, one a line; `#` begins a remark. Return them by site.

    :raises UsageError: if it cannot be read, holds none, or a line is no address of a web page
    """
    try:
        text = Path(name).read_text("utf-8-sig")
    except (OSError, ValueError):
        raise UsageError(f"讀不到網址清單「{name}」，請確認路徑與編碼（UTF-8）") from None
    sites: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        url = line.partition("#")[0].strip()
        if not url:
            continue
        site, path = _parted(url)
        if not site:
            raise UsageError(
                f"{name} 第 {number} 行：看不懂網址「{url[:60]}」，請寫成 https://www.example.tw/"
            )
        sites.setdefault(site, []).append(f"{site}{path}")
    if not sites:
        raise UsageError(f"網址清單「{name}」裡沒有網址")
    return sites


def _parted(url: str) -> tuple[str, str]:
    """Return the site of an address, and the rest of it as browsers send it; "" if it is none."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError:  # a port beyond all, half an address in brackets, no name at all
        return "", ""
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return "", ""
    query = f"?{parts.query}" if parts.query else ""
    where = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{where}{port}", quote(f"{parts.path}{query}", punctuation)


def fetched(urls: Iterable[str], hosts: Collection[str]) -> list[dict[str, Any]]:
    """Fetch pages in the order of their addresses; of one that cannot be had the entry says why.

    A page may send on to another of `hosts`, and to none else.
    """
    opener = build_opener(_Within(hosts))
    return [_entry(opener, url) for url in sorted(set(urls))]


class _Within(HTTPRedirectHandler):
    def __init__(self, hosts: Collection[str]) -> None:
        self._hosts = hosts

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        host = urlsplit(newurl).hostname or ""
        if host not in self._hosts:
            raise URLError(f"轉到清單以外的主機 {host[:80]}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _entry(opener: OpenerDirector, url: str) -> dict[str, Any]:
    page, error = Page(), ""
    try:
        request = Request(url, headers={"User-Agent": _AGENT})  # noqa: S310 (http or https)
        with opener.open(request, timeout=_SECONDS) as answer:
            content, at = answer.read(MAX_BYTES + 1), answer.geturl()
            missing = answer.length
        if len(content) > MAX_BYTES:
            error = TOO_LARGE
        elif missing:  # http.client does not say so of a read that is bounded
            error = "連線中斷，內容不完整"
        else:
            page = parse_page(content.decode("utf-8-sig"), at)
    except HTTPError as refused:
        error = f"HTTP {refused.code}"
        refused.close()
    except UnicodeDecodeError:
        error = "不是 UTF-8"
    except (OSError, http.client.HTTPException, ValueError) as failed:
        error = str(getattr(failed, "reason", failed) or type(failed).__name__)[:200]
    return entry(url, page, error)
