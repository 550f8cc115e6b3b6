"""Work done in the background; every task may be run twice."""

from django_tasks import task

from .actions.checking import perform_check


@task()
def run_check(run_id: int) -> None:
    """Run a queued check."""
    perform_check(run_id)
