"""What must be true of a site whatever killed it: each returns what is not, in words."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

STEPS = {"draft": (), "prepared": ("prepare",), "reviewed": ("prepare", "review"),
         "approved": ("prepare", "review", "approve")}  # fmt: skip
ACTS = {"prepare": "paper.prepared", "review": "paper.reviewed", "approve": "paper.approved",
        "return": "paper.returned"}  # fmt: skip


class Truths:
    """Blobs found whole are not read again until the end."""

    def __init__(self) -> None:
        self.whole: set[str] = set()

    def broken(self, told: Any, *, again: bool = False) -> list[str]:
        """Return everything that is not as it must be; [] when all is well."""
        if again:
            self.whole.clear()
        checks = (_database, self._evidence, _custody, _runs, _papers, _counts, _ledger)
        found = [problem for check in checks for problem in check()]
        return [*found, *_acknowledged(told), *told.wrong]

    def _evidence(self) -> Iterator[str]:
        from chahe.web.evidence import storage
        from chahe.web.evidence.models import Blob

        for digest, size in Blob.objects.values_list("sha256", "size"):
            path = storage.path_of(digest)
            if digest not in self.whole and not storage.verify(digest):
                yield f"blob {digest} is not whole"
            if path.parent.parent.parent.name != "sha256" or path.stat().st_size != size:
                yield f"blob {digest} is not where or as long as it says"
            self.whole.add(digest)
        if orphans := Blob.objects.filter(evidence=None).count():
            yield f"{orphans} blobs without evidence"


def _database() -> Iterator[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        if (said := cursor.fetchall()) != [("ok",)]:
            yield f"quick_check: {said}"
        cursor.execute("PRAGMA foreign_key_check")
        if said := cursor.fetchall():
            yield f"foreign_key_check: {said}"


def _custody() -> Iterator[str]:
    from chahe.web.evidence.models import Custody, Evidence

    uploaded = Counter(Custody.objects.filter(act="uploaded").values_list("evidence_id", flat=True))
    entered = Counter(_subjects("evidence.uploaded"))
    for pk in Evidence.objects.values_list("pk", flat=True):
        if uploaded[pk] != 1 or entered[f"evidence:{pk}"] != 1:
            yield f"evidence {pk}: {uploaded[pk]} links, {entered[f'evidence:{pk}']} entries"


def _runs() -> Iterator[str]:
    from chahe.ledger.canonical import digest
    from chahe.web.inspections.models import CheckRun

    asked, finished = Counter(_subjects("check.asked")), Counter(_subjects("check.finished"))
    for run in CheckRun.objects.all():
        said = {
            "check": run.check_id, "on": run.on, "inputs": run.inputs, "figures": run.figures,
            "verdict": run.verdict,
            "reason": run.reason, "population": run.population, "rows": run.rows,
        }  # fmt: skip
        subject = f"check_run:{run.pk}"
        if run.is_live:
            yield f"run {run.pk} is stuck: {run.state}"
        elif run.digest != digest(said):
            yield f"run {run.pk} is not what its digest says"
        elif run.verdict != "nonconforming":
            yield f"run {run.pk} came to {run.verdict}: {run.reason}"
        if asked[subject] != 1 or finished[subject] != (not run.is_live):
            yield f"run {run.pk}: {asked[subject]} asked, {finished[subject]} finished"


def _papers() -> Iterator[str]:
    from chahe.web.inspections.digests import INPUTS, paper_digest
    from chahe.web.inspections.models import WorkingPaper

    papers = WorkingPaper.objects.filter(signatures__isnull=False).distinct()
    wanted = papers.select_related("inspection__firm").prefetch_related("signatures", *INPUTS)
    for paper in wanted:
        rounds: dict[int, list[str]] = {}
        for each in paper.signatures.all():
            rounds.setdefault(each.round, []).append(each.step)
        current = rounds.pop(paper.round, [])
        if tuple(current) != STEPS[paper.state]:
            yield f"paper {paper.pk} is {paper.state} with {current}"
        if (
            any(steps[-1] != "return" for steps in rounds.values())
            or paper.round != len(rounds) + 1
        ):
            yield f"paper {paper.pk} is in round {paper.round} with {rounds}"
        signed = {s.digest for s in paper.signatures.all() if s.round == paper.round}
        if current and signed != {paper.digest} | {paper_digest(paper)}:
            yield f"paper {paper.pk} is not what was signed"
    unsigned = WorkingPaper.objects.filter(signatures=None).exclude(state="draft")
    yield from (f"paper {paper.pk} is {paper.state} unsigned" for paper in unsigned)


def _counts() -> Iterator[str]:
    from chahe.web.evidence.models import Evidence
    from chahe.web.inspections.models import Attachment, CheckRun, Inspection, Signature
    from chahe.web.journal.models import Entry

    rows = {
        "evidence.uploaded": Evidence.objects.count(),
        "evidence.attached": Attachment.objects.count(),
        "paper.evidence_attached": Attachment.objects.count(),
        "check.asked": CheckRun.objects.count(),
        "check.finished": CheckRun.objects.filter(state="done").count(),
        "inspection.planned": Inspection.objects.count(),
        **{act: Signature.objects.filter(step=step).count() for step, act in ACTS.items()},
    }
    for act, number in rows.items():
        if (entries := Entry.objects.filter(act=act).count()) != number:
            yield f"{number} rows and {entries} entries of {act}"


def _ledger() -> Iterator[str]:
    from chahe.web.journal.verify import verify_ledger

    yield from (f"{problem.where}: {problem.message}" for problem in verify_ledger())


def _acknowledged(told: Any) -> Iterator[str]:
    from chahe.web.evidence.models import Evidence
    from chahe.web.inspections.models import Signature

    kept = dict(Evidence.objects.values_list("pk", "blob_id"))
    for pk, digest in told.uploads:
        if kept.get(pk) != digest:
            yield f"evidence {pk} was acknowledged and is {kept.get(pk, 'lost')}"
    signed = set(Signature.objects.values_list("paper_id", "round", "step"))
    for each in told.signatures:
        if each not in signed:
            yield f"signature {each} was acknowledged and is lost"


def _subjects(act: str) -> Any:
    from chahe.web.journal.models import Entry

    return Entry.objects.filter(act=act).values_list("subject", flat=True)
