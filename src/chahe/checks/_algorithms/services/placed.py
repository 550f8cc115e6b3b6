"""Hosts of port scans, placed in the register and among the firm's allowed services."""

from collections.abc import Iterator
from dataclasses import dataclass

from ....readers import Table
from ..internet import is_public
from ..machines.register import Machine, Register, key_of
from .allowed import Allowed, Entry, Zones
from .sweeps import Host, Sweeps

_THINGS = (
    *("物聯網", "監視", "攝影", "錄影", "錄音", "影印", "事務機", "印表機", "傳真", "電話交換"),
    *("門禁", "感測", "iot", "camera", "printer"),
)


@dataclass(frozen=True)
class Seen:
    """A host, the machines of the register it may be, and the entries that may be about it."""

    host: Host
    machines: list[Machine]
    entries: list[Entry]
    uses: set[str]

    @property
    def name(self) -> str:
        return self.machines[0].name if len(self.machines) == 1 else self.host.name

    @property
    def machine(self) -> Machine | None:
        """The machine in use it is, if it is clear which."""
        found = self.machines[0] if len(self.machines) == 1 else None
        return found if found and found.in_use else None

    @property
    def is_public(self) -> bool:
        return is_public(self.host.address)

    @property
    def is_guest(self) -> bool:
        return not self.uses.isdisjoint(("guest", "partner"))

    @property
    def is_thing(self) -> bool:
        """Say whether the register calls it a device with a computer in it, not a computer."""
        return any(
            word in machine.category.casefold() for machine in self.machines for word in _THINGS
        )


def place(
    sweeps: Sweeps, register: Register, zones: Zones, lists: tuple[Table, ...]
) -> Iterator[Seen]:
    """Yield each host that answered, or should have: one of the register in use.

    What the register says was retired after it last answered is left out.
    """
    hosts = sweeps.hosts()
    known = {key_of(name) for host in hosts for name in host.names}
    for machine in register.in_use:
        known |= {key_of(machine.name), *machine.addresses}
    allowed = Allowed(lists, zones, known)
    for host in hosts:
        names = [name for name in host.names if key_of(name) != host.address]
        machines = register.find(names, host.address)
        if _is_of_now(host, machines):
            names += [each for one in machines for each in (one.name, *one.addresses)]
            entries = allowed.about([*names, host.address], host.address)
            yield Seen(host, machines, entries, zones.uses(host.address))


def _is_of_now(host: Host, machines: list[Machine]) -> bool:
    if any(machine.in_use for machine in machines):
        return True
    last = host.last_answer
    if last is None:
        return False
    return not machines or any(each.retired is None or each.retired <= last for each in machines)
