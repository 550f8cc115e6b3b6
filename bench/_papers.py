"""The papers of one inspection of the invented market, with all that hangs on them."""

from datetime import date
from hashlib import sha256
from typing import Any

from chahe.deadlines import days_after

AGAINST = 60  # one paper in so many is against
STAGES = ("draft", "prepared", "reviewed", "approved")
STEPS = (
    ("prepare", "officer", "paper.prepared"),
    ("review", "auditor", "paper.reviewed"),
    ("approve", "ciso", "paper.approved"),
)
KINDS_OF_CHECKS = {"firewall_exposure": "firewall_config", "account_review": "account_list"}


class Inspecting:
    """One inspection at work on a day; every paper is of every stage while it is not sealed."""

    def __init__(self, market: Any, rows: Any, inspection: Any, *, on: date, sealed: bool) -> None:
        self.market, self.rows, self.inspection = market, rows, inspection
        self.firm, self.people = inspection.firm, market.people
        self.on, self.sealed = on, sealed
        self.handed_in: dict[str, Any] = {}

    def write(self, leaves: Any) -> None:
        self._note("inspection.planned", 9, "inspection", self.inspection.pk, "officer")
        for position, rule in enumerate(leaves):
            self._paper(position, rule)
        if self.sealed:
            self.inspection.reason = _digest("inspection", self.inspection.pk)
            self._note("inspection.sealed", 18, "inspection", self.inspection.pk, "ciso")
            self._pack()
        else:
            self._requests()

    def _paper(self, position: int, rule: Any) -> None:

        from chahe.web.inspections.models import WorkingPaper
        from chahe.web.rulebooks.queries import checks_of

        number = self.market.next("paper")
        stage = "approved" if self.sealed else STAGES[number % 4]
        verdict = "nonconforming" if number % AGAINST == 7 else "conforming"
        checks = [check.id for check in checks_of(self.market.edition, rule)]
        paper = WorkingPaper(
            id=number,
            inspection=self.inspection, position=position, edition=self.inspection.edition,
            path=rule.path, code=rule.code,
            ref=rule.ref, title=rule.title, question=rule.question, strength=rule.strength,
            scope_reason="適用：所有證券商", evidence_kinds=list(rule.evidence), checks=checks,
            procedure=[[step.method.label, step.text] for step in rule.procedure],
            proposed=verdict if checks else "", verdict=verdict,
            population="本期資料全部取得，與系統清單核對無遺漏。", sample="全部檢查。",
            conclusion="檢視佐證，與條款要求一致。", digest=_digest("paper", number),
            note=stage, changed_at=self.market.at(self.on, 15),
        )  # fmt: skip
        self.rows.papers.append(paper)
        self._attach(paper)
        for check in checks:
            self._run(paper, check)
        if verdict == "nonconforming":
            self._finding(paper)
        self._note("paper.written", 13, "paper", number, "officer")
        self._sign(paper, STAGES.index(stage))

    def _sign(self, paper: Any, steps: int) -> None:

        from chahe.web.inspections.models import Signature

        for hour, (step, person, act) in enumerate(STEPS[:steps], 15):
            at = self._note(act, hour, "paper", paper.pk, person, after=paper.digest)
            self.rows.signatures.append(
                Signature(paper=paper, round=1, step=step, signer=self.people[person],
                          title="專員", at=at, digest=paper.digest)
            )  # fmt: skip

    def _attach(self, paper: Any) -> None:
        from chahe.web.evidence.models import Custody
        from chahe.web.inspections.models import Attachment

        kinds = [KINDS_OF_CHECKS[check] for check in paper.checks] or paper.evidence_kinds[:1]
        for kind in kinds:
            evidence = self.handed_in.get(kind) or self._hand_in(kind)
            officer = self.people["officer"]
            at = self._note("paper.evidence_attached", 12, "paper", paper.pk, "officer")
            self.rows.attachments.append(
                Attachment(paper=paper, evidence=evidence, attached_by=officer, attached_at=at)
            )
            self.rows.custody.append(
                Custody(evidence=evidence, at=at, by=officer, act="attached", purpose=paper.ref)
            )

    def _hand_in(self, kind: str) -> Any:
        from chahe.web.evidence.models import Blob, Custody, Evidence

        number, owner = self.market.next("evidence"), self.people["owner"]
        at = self._note("evidence.uploaded", 10, "evidence", number, "owner")
        blob = Blob(
            sha256=_digest("blob", number), size=40_000, media_type="text/plain", stored_at=at
        )
        evidence = Evidence(
            id=number, firm=self.firm, blob=blob, name=f"{kind}_{self.on:%Y%m%d}.txt", kind=kind,
            collected_on=self.on, uploaded_at=at, uploaded_by=owner,
            period_start=self.inspection.period_start, period_end=self.inspection.period_end,
        )  # fmt: skip
        self.rows.blobs.append(blob)
        self.rows.evidence.append(evidence)
        self.rows.custody.append(
            Custody(evidence=evidence, at=at, by=owner, act="uploaded", where_from="資訊部匯出")
        )
        self.handed_in[kind] = evidence
        return evidence

    def _run(self, paper: Any, check: str) -> None:
        from chahe.web.inspections.models import CheckRun

        number, against = self.market.next("run"), paper.verdict == "nonconforming"
        asked = self._note("check.asked", 12, "check_run", number, "officer")
        at = self._note("check.finished", 12, "check_run", number, "officer")
        row = {"policy": "7", "why": "來源 all，服務 ALL", "source": "fw.conf", "line": 88}
        self.rows.runs.append(
            CheckRun(
                id=number, paper=paper, check_id=check, title=check, on=self.on, state="done",
                progress=100, asked_by=self.people["officer"], asked_at=asked, finished_at=at,
                inputs=[{"name": "fw.conf", "sha256": "0" * 64, "reader": "fortigate"}],
                verdict=paper.verdict, reason="檢查 120 條政策。", population=120,
                rows=[row] * 40 if against else [], digest=_digest("run", number),
            )
        )  # fmt: skip

    def _finding(self, paper: Any) -> None:
        from chahe.web.inspections.models import Finding

        number, owner = self.market.next("finding"), self.people["owner"]
        state = ("closed", "closed", "closed", "closed", "planned", "cured")[number % 6]
        at = self._note("finding.opened", 14, "finding", number, "officer")
        cured = {"cured_by": owner, "cured_at": at, "cured_on": self.on, "cure": "已刪除規則"}
        closed = {"closed_by": self.people["auditor"], "closed_at": at, "closing": "複查無誤"}
        self.rows.findings.append(
            Finding(
                id=number, firm=self.firm, paper=paper, ref=paper.ref, severity="high",
                number=f"{self.on.year - 1911}-{number:06}", criteria=paper.question,
                condition="防火牆 7 號政策來源為 all，服務為 ALL。", cause="臨時開放沒有收回。",
                effect="外部可能直接連入。", recommendation="刪除規則。", state=state,
                opened_by=self.people["officer"], opened_at=at, response="刪除規則。", owner=owner,
                due_on=days_after(self.on, 30), **(cured if state in ("cured", "closed") else {}),
                **(closed if state == "closed" else {}),
            )
        )  # fmt: skip

    def _requests(self) -> None:
        from chahe.web.inspections.models import Request

        for kind in list(self.handed_in)[:2]:
            at = self._note("request.asked", 9, "inspection", self.inspection.pk, "officer")
            self.rows.requests.append(
                Request(inspection=self.inspection, kind=kind, asked_of=self.people["owner"],
                        asked_by=self.people["officer"], asked_at=at, due_on=days_after(self.on, 9))
            )  # fmt: skip

    def _pack(self) -> None:
        from chahe.web.inspections.models import Pack

        at = self._note("pack.made", 19, "inspection", self.inspection.pk, "officer")
        digest = _digest("pack", self.inspection.pk)
        self.rows.packs.append(
            Pack(inspection=self.inspection, made_by=self.people["officer"], made_at=at,
                 manifest=digest, file=digest, size=900_000, name="pack.zip")
        )  # fmt: skip

    def _note(
        self, act: str, hour: int, noun: str, number: int, person: str, after: str = ""
    ) -> Any:
        at = self.market.at(self.on, hour)
        self.rows.acts.append((at, act, (noun, number), person, after))
        return at


def _digest(noun: str, number: int) -> str:
    return sha256(f"{noun} {number}".encode()).hexdigest()
