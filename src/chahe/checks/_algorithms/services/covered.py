"""What port scans cover of the machines there are."""

from collections.abc import Iterable

from ..machines.register import Register
from .placed import Seen
from .sweeps import Sweeps


def machines_covered(seen: Iterable[Seen], *, registered: bool) -> set[object]:
    """Return the machines that answered: those of the register, where it is there."""
    answered = [each for each in seen if each.host.answered]
    if not registered:
        return {each.host.address for each in answered}
    return {each.machine for each in answered if each.machine}


def incomplete(
    sweeps: Sweeps, seen: list[Seen], register: Register, covered: set[object], wanted: int
) -> str:
    """Say why the scans cannot show that all is well; "" if they can."""
    known = bool(register.in_use)
    for names, why in (
        (list(sweeps.undated), "台主機沒有掃描完成的時間，請重新掃描"),
        (
            [each.name for each in seen if len(each.machines) > 1],
            "台主機在清冊上對到不只一台，請更正清冊的名稱與位址",
        ),
        (
            [each.name for each in seen if known and each.is_public and not each.machines],
            "個公開位址對不到清冊上的主機，請在清冊補上位址",
        ),
        (
            [each.name for each in seen if not each.host.answered and each.machine not in covered],
            "台主機的連接埠全被過濾，請從掃得到的地方重新掃描",
        ),
        (
            [each.name for each in register.in_use if each.is_system and each not in covered],
            "台清冊上的主機不在掃描結果裡，請補掃",
        ),
        (
            [each.name for each in seen if each.host.tcp_tried() < wanted],
            f"台主機掃描的 TCP 連接埠不到 {wanted} 個，請以 -p- 重新掃描",
        ),
    ):
        if names:
            return f"{len(names)} {why}（{names[0]} 等）"
    return ""
