"""Work done in the background; every task may be run twice."""

from django_tasks import task

from .actions.everyone import perform_run


@task()
def plan_all(run_id: int) -> None:
    """Plan a year for every firm."""
    perform_run(run_id)
