"""Ask servers with the `sslyze` that the user has installed.

It is AGPL-3.0 and no part of this system: it runs as a process of its own, and only what it writes
is read. It has no `--version`; its help says which it is.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..readers import ReadError, Source
from ..readers.sslyze import sslyze
from ._listed_hosts import Host
from ._model import UsageError

_OLDEST = 5
_HELP_SECONDS = 60
_VERSION = re.compile(r"SSLyze version ((\d{1,4})[\w.]{0,20})")
# named one by one: else it compares with Mozilla's advice, and does not ask for HTTP headers
_COMMANDS = (
    *("--certinfo", "--sslv2", "--sslv3", "--tlsv1", "--tlsv1_1", "--tlsv1_2", "--tlsv1_3"),
    *("--compression", "--heartbleed", "--openssl_ccs", "--robot", "--reneg", "--http_headers"),
)
_INSTALL = "請先安裝：uv tool install sslyze（或 pip install sslyze）"


class _Failed(Exception):
    """A server could not be scanned; says why."""


@dataclass(frozen=True)
class Program:
    path: str
    version: str


@dataclass(frozen=True)
class Answer:
    """Entries of `server_scan_results` and of `invalid_server_strings`, and what is missing."""

    servers: tuple[Any, ...]
    invalid: tuple[Any, ...]
    gaps: tuple[str, ...]


def program(name: str) -> Program:
    """Find a program, and ask it which version it is.

    :raises UsageError: if it is not there, is not sslyze, or is too old
    """
    path = shutil.which(name)
    if path is None:
        raise UsageError(f"找不到程式「{name}」；{_INSTALL}，或以 --program 指定它的路徑")
    path = os.path.abspath(path)  # noqa: PTH100 (a link stays: what it names may look at its name)
    try:
        told = subprocess.run(  # noqa: S603 (the program the user names)
            [path, "--help"], capture_output=True, stdin=subprocess.DEVNULL, timeout=_HELP_SECONDS
        ).stdout.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        raise UsageError(f"「{path} --help」{_HELP_SECONDS} 秒內沒有回應；{_INSTALL}") from None
    except OSError:
        raise UsageError(f"無法執行「{path}」，請確認權限；{_INSTALL}") from None
    version = _VERSION.search(told)
    if not version:
        raise UsageError(f"「{path}」不是 sslyze，或無法執行；{_INSTALL}")
    if int(version[2]) < _OLDEST:
        raise UsageError(
            f"sslyze {version[1]} 太舊，需要 {_OLDEST} 以上的版本，"
            "請更新：uv tool upgrade sslyze（或 pip install -U sslyze）"
        )
    return Program(path, version[1])


def ask(found: Program, host: Host, seconds: int) -> Answer:
    """Scan one server. One that fails or takes longer is an invalid entry that says why."""
    try:
        with tempfile.TemporaryDirectory(prefix="chahe-tls-") as folder:
            return _answer(_scan(found, host, seconds, Path(folder)), host)
    except _Failed as failed:
        entry = {"server_string": str(host), "error_message": f"chahe：{failed}"}
        return Answer((), (entry,), (f"{host} {failed}",))


def document(found: Program, answers: Sequence[Answer], started: str, completed: str) -> bytes:
    """Return answers as one file, as sslyze writes one for many servers."""
    whole = {
        "invalid_server_strings": [entry for answer in answers for entry in answer.invalid],
        "server_scan_results": [server for answer in answers for server in answer.servers],
        "date_scans_started": started,
        "date_scans_completed": completed,
        "sslyze_version": found.version,
        "sslyze_url": "https://github.com/nabla-c0d3/sslyze",
    }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace")


def _scan(found: Program, host: Host, seconds: int, folder: Path) -> Path:
    output, said = folder / "result.json", folder / "said.txt"
    with said.open("wb") as stderr:
        process = subprocess.Popen(  # noqa: S603 (the program the user names)
            [found.path, "--quiet", *_COMMANDS, f"--json_out={output}", str(host)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            cwd=folder,
            start_new_session=True,
        )
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise _Failed(f"{seconds} 秒內沒有檢測完，已中止") from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    # it ends with 0 even where it refused what it was asked, so what counts is what it wrote
    if not output.is_file() or not output.stat().st_size:
        raise _Failed(f"sslyze 沒有寫出結果（結束狀態 {process.returncode}{_last(said)}）")
    return output


def _last(said: Path) -> str:
    with said.open("rb") as stream:
        stream.seek(max(0, said.stat().st_size - 4096))
        lines = stream.read().decode("utf-8", "replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f"：{last[:200]}" if last else ""


def _answer(output: Path, host: Host) -> Answer:
    """Take what was written only if the reader of evidence reads it, and it is of this host."""
    try:
        table = sslyze.read(Source.from_path(output))
    except ReadError as error:
        raise _Failed(f"sslyze 的結果無法判讀：{error}") from None
    if any((row["host"], row["port"]) != (host.name, host.port) for row in table.rows):
        raise _Failed("sslyze 的結果不是這台主機的")
    whole = json.loads(output.read_bytes())
    return Answer(
        tuple(whole["server_scan_results"]), tuple(whole["invalid_server_strings"]), table.gaps
    )
