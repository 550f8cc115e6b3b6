"""What the invented people do, one paper at a time; every act is a real one of the product."""

from collections.abc import Callable
from datetime import date
from typing import Any

from chahe.checks import identity
from chahe.deadlines import days_after
from chahe.rulebook import evidence_kinds
from chahe.web.accounts.models import User
from chahe.web.evidence.actions import receive_bytes
from chahe.web.evidence.models import Evidence
from chahe.web.firms.models import Firm
from chahe.web.inspections.actions import checking, exempting, findings, papers
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.models import Exemption, Finding, WorkingPaper
from chahe.workflow import Verdict

from . import exports, files

# The checks that the invented firm has files for; of the others it judges by eye.
MACHINE_READ = {
    "firewall_exposure": ("firewall_config",),
    "account_review": ("account_list", "hr_roster"),
    "lockout_policy": ("password_settings",),
    "password_policy": ("password_settings",),
    "malware_protection": ("malware_console", "asset_inventory"),
    "patch_coverage": ("patch_record", "asset_inventory"),
    "default_credentials": ("account_list",),
    "log_retention": ("log_review", "system_log"),
}

EXPORTED: dict[str, tuple[str, Callable[[date], bytes], str]] = {
    "account_list": ("ad_accounts_{}.csv", files.accounts, "PowerShell 7.4"),
    "hr_roster": ("人事名冊_{}.csv", files.roster, "人資系統"),
    "password_settings": ("dc01_secedit_{}.inf", files.password_settings, "secedit"),
    "malware_console": ("防毒主控台_{}.csv", files.malware_console, "防毒主控台"),
    "asset_inventory": ("資訊資產清冊_{}.csv", files.assets, "資產管理系統"),
    "patch_record": ("wsus_{}.csv", exports.patches, "WSUS"),
    "log_review": ("應留存日誌的系統_{}.csv", exports.log_sources, ""),
    "system_log": ("日誌留存清單_{}.csv", exports.log_coverage, "日誌主機"),
}
"""What a kind of evidence is here: its name, what makes it for a day, and the tool it came from."""


class Office:
    """The people of a firm at work on a day; what they hand in that day is handed in once."""

    def __init__(self, firm: Firm, people: dict[str, User], on: date, *, exposed: bool) -> None:
        self.firm, self.people, self.on, self.exposed = firm, people, on, exposed
        self.handed_in: dict[str, Evidence] = {}

    def hand_in(self, kind: str) -> Evidence:
        """Hand in the day's evidence of a kind."""
        if kind not in self.handed_in:
            name, content, tool = self._file(kind)
            self.handed_in[kind] = receive_bytes(
                name=name,
                content=content,
                firm=self.firm,
                by=self.people["owner"],
                kind=kind,
                collected_on=self.on,
                where_from="資訊部匯出",
                tool=tool,
                purpose="每月資安查核",
            )
        return self.handed_in[kind]

    def _file(self, kind: str) -> tuple[str, bytes, str]:
        day = f"{self.on:%Y%m%d}"
        if kind == "firewall_config":
            return f"FW-DEMO-01_{day}.conf", files.firewall(exposed=self.exposed), "FortiOS 7.4.3"
        if kind in EXPORTED:
            name, content, tool = EXPORTED[kind]
            return name.format(day), content(self.on), tool
        title = f"{self.firm.name} {self.on:%m} 月"
        content = files.record(kind, title=title, on=self.on)
        return f"{evidence_kinds()[kind]}_{day}.txt", content, ""

    def attach(self, paper: WorkingPaper) -> None:
        """Attach what a paper needs: for its checks the machine's files, else its first kind."""
        kinds = [kind for check in paper.checks for kind in MACHINE_READ.get(check, ())]
        for kind in dict.fromkeys(kinds or paper.evidence_kinds[:1]):
            attaching.attach_evidence(
                paper=paper, evidence=self.hand_in(kind), by=self.people["officer"]
            )

    def look_at(self, paper: WorkingPaper) -> None:
        """Attach what the machine reads and have it checked; the paper stays to be written."""
        if any(map(MACHINE_READ.get, paper.checks)):
            self.attach(paper)
            self._checked(paper)

    def prepare(self, paper: WorkingPaper) -> Finding | None:
        """Do a paper: attach, check, write, open a finding where it is against, sign."""
        self.attach(paper)
        verdict = self._checked(paper) or Verdict.CONFORMING
        officer = self.people["officer"]
        papers.write_paper(paper=paper, by=officer, values=_words(paper, verdict))
        finding = None
        if verdict is Verdict.NONCONFORMING:
            finding = findings.open_finding(
                paper=paper, by=officer, severity="high", **_five(paper)
            )
            self._let_one_stand(paper)
        papers.sign_paper(paper=paper, step="prepare", by=officer)
        return finding

    def _checked(self, paper: WorkingPaper) -> Verdict | None:
        for check in filter(MACHINE_READ.get, paper.checks):
            run = checking.ask_for_check(
                paper=paper, check_id=check, by=self.people["officer"], enqueue=False
            )
            checking.perform_check(run.pk)
        paper.refresh_from_db()
        return Verdict(paper.proposed) if paper.proposed else None

    def _let_one_stand(self, paper: WorkingPaper) -> None:
        """Have the last exception of a check approved to stand until another is bought."""
        run = paper.check_runs.filter(verdict=Verdict.NONCONFORMING.value).first()
        if run is None or Exemption.objects.exists():
            return
        asked = exempting.ask_exemption(
            run=run,
            key=identity(run.rows[-1]),
            until=days_after(self.on, 60),
            reason="設備汰換中，已限制管理網段才能連入。",
            by=self.people["officer"],
        )
        exempting.decide_exemption(
            asked=asked, granted=True, words="同意到汰換完成為止。", by=self.people["ciso"]
        )

    def sign_off(self, paper: WorkingPaper) -> None:
        """Review and approve a prepared paper, by two more people."""
        papers.sign_paper(paper=paper, step="review", by=self.people["auditor"])
        papers.sign_paper(paper=paper, step="approve", by=self.people["ciso"])


def _words(paper: WorkingPaper, verdict: Verdict) -> dict[str, Any]:
    said = {
        Verdict.CONFORMING: "檢視佐證，與條款要求一致。",
        Verdict.NONCONFORMING: "自動檢測列出不符規定的項目，已開立缺失。",
        Verdict.INSUFFICIENT: "佐證不足以判斷，下期補齊後重新查核。",
    }
    return {
        "verdict": verdict.value,
        "population": "本期資料全部取得，與系統清單核對無遺漏。",
        "sample": "母體 12 項以下，全部檢查。",
        "conclusion": said[verdict],
    }


def _five(paper: WorkingPaper) -> dict[str, str]:
    runs = [run for run in paper.check_runs.all() if run.verdict == Verdict.NONCONFORMING]
    return {
        "criteria": f"{paper.ref} {paper.title}：{paper.question}",
        "condition": "；".join(run.reason for run in runs) or "抽核結果與規定不符。",
        "cause": "臨時開放的設定，作業完成後沒有收回。",
        "effect": "外部可能直接連入內部系統，增加入侵風險。",
        "recommendation": "刪除不需要的規則，並在變更單結案前確認設定已還原。",
    }
