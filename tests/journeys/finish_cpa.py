"""Do every paper of an engagement that is not done, by the same actions as the pages.

One row has too little evidence; one is tested on a sample drawn at random; the others conform.
"""

import json
import sys

import django

django.setup()

from django.utils import timezone

from chahe.sampling import Method, Tick
from chahe.web.accounts.models import User
from chahe.web.evidence.actions import receive_bytes
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.actions import freezing, marking, papers, sampling, steps
from chahe.web.inspections.actions.marking import Marked
from chahe.web.inspections.models import WorkingPaper

MISSING, SAMPLED = "3.9.2", "3.17"  # 備份回存測試, 釣魚網站偵測與提醒


def main(engagement: str) -> None:
    people = {user.username: user for user in User.objects.all()}
    left = WorkingPaper.objects.filter(
        inspection__engagement_link__engagement=engagement, state="draft"
    ).select_related("inspection__firm")
    found = list(left.order_by("inspection__section", "position"))
    for paper in found:
        prepare(paper, by=people["wu"])
        papers.sign_paper(paper=paper, step="review", by=people["hsu"])
        papers.sign_paper(paper=paper, step="approve", by=people["tsai"])
    print(json.dumps({"done": len(found)}))


def prepare(paper: WorkingPaper, by: User) -> None:
    carry_out(paper, by)
    attach(paper, by)
    verdict, said = "conforming", "依執行之程序，未發現例外。"
    population, drawn = "公司提供之全部文件，與其清單核對無缺漏。", "全部檢查。"
    if paper.path == MISSING:
        verdict, said = "insufficient", "公司未能提供完整的備份還原紀錄。"
    if paper.path == SAMPLED:
        sample(paper, by)
        said, population, drawn = "樣本逐筆核對，未發現例外。", "", ""
    values = {"verdict": verdict, "conclusion": said, "population": population, "sample": drawn}
    papers.write_paper(paper=paper, by=by, values=values)
    papers.sign_paper(paper=paper, step="prepare", by=by)


def carry_out(paper: WorkingPaper, by: User) -> None:
    written = {
        position: (f"已依程序{method}相關文件與紀錄，內容與規定相符。", Tick.MATCH)
        for position, (method, _) in enumerate(paper.procedure)
    }
    steps.write_steps(paper=paper, by=by, steps=written)


def attach(paper: WorkingPaper, by: User) -> None:
    handed_in = receive_bytes(
        name=f"{paper.ref}佐證.txt",
        content=f"{paper.ref} {paper.title}\n".encode(),
        firm=paper.inspection.firm,
        by=by,
        kind=paper.evidence_kinds[0],
        collected_on=timezone.localdate(),
        where_from="受查公司",
    )
    attaching.attach_evidence(paper=paper, evidence=handed_in, by=by)


def sample(paper: WorkingPaper, by: User) -> None:
    """Draw 25 of 300 at random, and find nothing wrong with them."""
    asked = {"attributes": ["已通知客戶", "已通報下架"], "size": 25}
    sampling.plan_sample(paper=paper, by=by, method=Method.RANDOM, reason="母體同質", **asked)
    keys = [f"PHISH-{number:04}" for number in range(1, 301)]
    drawn = freezing.freeze_listed(
        paper=paper, by=by, keys=keys, source="偵測服務匯出清單", expected=300,
        expected_source="偵測服務首頁總數",
    )  # fmt: skip
    ticks = {key: Tick.MATCH for key, _ in drawn.attributes}
    marked = [Marked(item.pk, ticks) for item in drawn.items.all()]
    marking.mark_items(paper=paper, by=by, marked=marked)


if __name__ == "__main__":
    main(*sys.argv[1:])
