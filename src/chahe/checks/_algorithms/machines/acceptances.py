"""Accepted risks: until which day a finding on a machine may stay."""

from collections.abc import Iterable
from datetime import date

from ....readers import Table
from .register import Machine, key_of


class Acceptances:
    """The end days of acceptances that have a reason, who accepted, and an end day."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._until: dict[tuple[str, str], date] = {}
        for table in tables:
            for row in table.rows:
                until = row["until"]
                if not (until and row["reason"].strip() and row["accepted_by"].strip()):
                    continue
                system = row["system"].strip()
                for name in {system.casefold(), key_of(system) or system.casefold()}:
                    key = (name, row["vulnerability"].strip().casefold())
                    self._until[key] = max(until, self._until.get(key, until))

    def until(self, machine: Machine, plugin: str, cves: tuple[str, ...]) -> date | None:
        """Return the last day the finding is accepted; None where it never was."""
        days = [self._one(machine, plugin)]
        if cves:
            each = [self._one(machine, cve) for cve in cves]
            days.append(None if None in each else min(day for day in each if day))
        return max((day for day in days if day), default=None)

    def _one(self, machine: Machine, vulnerability: str) -> date | None:
        names = {"", key_of(machine.name), *machine.addresses, machine.use.casefold()}
        days = [self._until.get((name, vulnerability.casefold())) for name in names]
        return max((day for day in days if day), default=None)
