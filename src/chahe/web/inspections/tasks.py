"""Work done in the background; every task may be run twice."""

from datetime import date

from django_tasks import task

from chahe.web.firms.models import Firm

from .actions.campaigns import ask_all
from .actions.checking import perform_check
from .actions.rescoping import rescope


@task()
def run_check(run_id: int) -> None:
    """Run a queued check."""
    perform_check(run_id)


@task()
def rescope_firm(firm_id: int, on: str, because: str) -> None:
    """Rescope a firm's open inspections, on or after the day its facts became true."""
    rescope(Firm.objects.get(pk=firm_id), on=date.fromisoformat(on), by=None, because=because)


@task()
def ask_firms(campaign_id: int) -> None:
    """Ask a campaign's question of its firms."""
    ask_all(campaign_id)
