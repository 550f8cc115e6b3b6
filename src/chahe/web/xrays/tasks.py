"""Work done in the background; every task may be run twice."""

from django_tasks import task

from .actions import perform_scan


@task(priority=-10)
def scan_firm(scan_id: int) -> None:
    """Scan a firm; what is not done in one turn goes on in another, behind what waits."""
    if not perform_scan(scan_id):
        scan_firm.enqueue(scan_id)
