"""The demonstration's year: planned whole, what was done on paper let off, a sample under way."""

from datetime import date

from chahe.deadlines import Cadence, days_after
from chahe.sampling import Method, Tick
from chahe.web.accounts.models import User
from chahe.web.calendar.actions.adjusting import ask, decide
from chahe.web.calendar.actions.beginning import begin_waiting
from chahe.web.calendar.actions.events import note_event
from chahe.web.calendar.actions.planning import plan_year
from chahe.web.calendar.models import PlanItem
from chahe.web.firms.models import Firm
from chahe.web.inspections.actions import notes, sampling, steps
from chahe.web.inspections.actions.freezing import freeze_listed
from chahe.web.inspections.actions.marking import Marked, mark_items
from chahe.web.inspections.models import Inspection, WorkingPaper

PLANNED = ("twse/mechanism",)
POPULATION, MARKED = 48, 6  # requests of access in a half-year; how many are looked at already


def plan_the_year(firm: Firm, people: dict[str, User], today: date) -> None:
    """Plan the year; let off, with leave, what was inspected on paper before; begin the rest."""
    plan_year(firm=firm, year=today.year, by=people["officer"], documents=PLANNED, today=today)
    gone = PlanItem.objects.filter(
        firm=firm, state=PlanItem.State.PLANNED, period_end__lte=today, inspection=None
    )
    for item in gone:
        asked = ask(
            item=item,
            act="skip",
            reason="導入系統之前以紙本辦理，底稿歸檔於稽核室。",
            by=people["officer"],
            today=today,
        )
        decide(adjustment=asked, granted=True, by=people["ciso"], today=today)
    begin_waiting(today=today, firm=firm)
    _move_one(firm, people, today)
    note_event(firm=firm, trigger="leaver", subject="E0927 許文彬", on=today, by=people["officer"])


def _move_one(firm: Firm, people: dict[str, User], today: date) -> None:
    """Ask for one yearly item to be moved; it waits for the CISO."""
    yearly = PlanItem.objects.filter(firm=firm, cadence=Cadence.ANNUAL, state="begun")
    item = yearly.filter(due_on__gt=today).order_by("code").first()
    if item is not None:
        to = max(days_after(item.due_on, -7), today)
        ask(item=item, act="move", to=to, reason="配合年底稽核排程", by=people["officer"])


def take_a_sample(inspection: Inspection, people: dict[str, User]) -> WorkingPaper | None:
    """Sample requests of access on a draft, part of the way through."""
    rows = inspection.papers.select_related("inspection__firm")
    paper = rows.filter(state="draft", checks=[]).order_by("position").first()
    if paper is None:
        return None
    officer = people["officer"]
    sampling.plan_sample(
        paper=paper,
        by=officer,
        method=Method.RANDOM,
        attributes=["有申請單且經主管核准", "權限與申請內容一致", "核准日早於開通日"],
        size=15,
    )
    taken = freeze_listed(
        paper=paper,
        by=officer,
        keys=[f"AR-{number:04}" for number in range(1, POPULATION + 1)],
        source="服務台系統：本期權限異動申請單",
        expected=POPULATION,
        expected_source="服務台月報的件數合計",
    )
    every = dict.fromkeys("ABC", Tick.MATCH)
    seen = [Marked(item.pk, every) for item in taken.items.order_by("position")[:MARKED]]
    mark_items(paper=paper, by=officer, marked=seen)
    steps.write_steps(paper=paper, by=officer, steps={0: ("已取得申請單清單。", Tick.MATCH)})
    return paper


def ask_about(inspection: Inspection, people: dict[str, User]) -> None:
    """Let the reviewer ask about a paper that waits for them."""
    waiting = inspection.papers.select_related("inspection__firm").filter(state="prepared")
    if paper := waiting.first():
        notes.raise_note(paper=paper, by=people["auditor"], text="清單是從哪個系統、哪一天匯出的？")
