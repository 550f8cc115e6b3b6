"""收件資料夾: files that other systems put into DROP/<firm's code>/<kind of evidence>/.

A file is taken once nobody has written to it for a minute. What was taken moves to
DROP/<code>/received/, what was refused to DROP/<code>/refused/ with the reason in a file beside it
and in the journal: nothing is ever removed. Names that begin with a dot are left alone, so a file
can be written under one and then renamed.
"""

import logging
import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils import timezone

from chahe.rulebook.vocabulary import evidence_kinds
from chahe.web.accounts.models import User
from chahe.web.evidence.models import Evidence
from chahe.web.firms.models import Firm
from chahe.web.jobs import LONGEST
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from .intake import hand_to_papers, take_in

logger = logging.getLogger(__name__)
STILL = 60  # seconds without a write
ENDS = ("received", "refused")
_TAKING = ".taking-"


@dataclass(frozen=True)
class _Dropped:
    """A file that only this process takes: it was renamed to `path`."""

    path: Path
    name: str
    kind: str
    box: Path


def sweep_drops() -> int:
    """Take in what lies in the folder of `settings.DROP_ROOT`; return how many files were taken.

    Nothing happens without the folder and the account of `settings.DROP_AS`.
    """
    if not (settings.DROP_ROOT and settings.DROP_AS):
        return 0
    by = User.objects.filter(username=settings.DROP_AS, is_active=True).first()
    if by is None:
        logger.error("CHAHE_DROP_AS names no account that is in use: %s", settings.DROP_AS)
        return 0
    return sum(
        _sweep_box(Path(settings.DROP_ROOT, firm.code), firm, by) for firm in Firm.objects.all()
    )


def _sweep_box(box: Path, firm: Firm, by: Any) -> int:
    if not box.is_dir() or not by.has_perm("evidence.upload", firm):
        return 0
    taken = [evidence for each in _claimed(box) if (evidence := _take(each, firm, by))]
    hand_to_papers(taken, firm=firm, by=by)
    return len(taken)


def _claimed(box: Path) -> Iterator[_Dropped]:
    """Yield the files that are whole, each renamed so that no other process takes it too."""
    for folder in sorted(each for each in box.iterdir() if each.is_dir() and each.name not in ENDS):
        _give_back(folder)
        for path in sorted(folder.iterdir()):
            if path.name.startswith(".") or not _is_still(path):
                continue
            claimed = path.with_name(f"{_TAKING}{os.getpid()}-{path.name}")
            with suppress(OSError):  # another process was first
                path.rename(claimed)
                yield _Dropped(claimed, path.name, folder.name, box)


def _give_back(folder: Path) -> None:
    """Let be taken again what a process that died had claimed: a rename sets the time of change."""
    for path in folder.glob(f"{_TAKING}*"):
        with suppress(OSError):
            if time.time() - path.lstat().st_ctime >= LONGEST.total_seconds():
                path.rename(path.with_name(path.name.removeprefix(_TAKING).partition("-")[2]))


def _is_still(path: Path) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and time.time() - found.st_mtime >= STILL


def _take(dropped: _Dropped, firm: Firm, by: Any) -> Evidence | None:
    try:
        if dropped.kind not in evidence_kinds():
            raise Refused(f"沒有「{dropped.kind}」這種佐證；資料夾的名稱請用佐證種類的代號。")
        with _opened(dropped.path) as content:
            evidence = take_in(
                firm=firm,
                by=by,
                name=dropped.name,
                kind=dropped.kind,
                content=content,
                where=f"收件資料夾 {dropped.kind}",
            )
    except Refused as refused:
        _refuse(dropped, firm, str(refused))
        return None
    except OSError:
        logger.exception("a dropped file could not be read: %s", dropped.path)
        dropped.path.rename(dropped.path.with_name(dropped.name))
        return None
    _move(dropped, "received")
    return evidence


def _opened(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb")


def _refuse(dropped: _Dropped, firm: Firm, why: str) -> None:
    place = _move(dropped, "refused")
    place.with_name(f"{place.name}.txt").write_text(f"{why}\n", "utf-8")
    record(
        "drop.refused",
        subject=f"firm:{firm.code}",
        by=None,
        firm=firm.code,
        detail={"name": dropped.name, "kind": dropped.kind, "reason": why},
    )


def _move(dropped: _Dropped, end: str) -> Path:
    folder = dropped.box / end / dropped.kind
    folder.mkdir(parents=True, exist_ok=True)
    at = timezone.localtime().strftime("%Y%m%d-%H%M%S-%f")
    return dropped.path.rename(folder / f"{at}-{dropped.name}")
