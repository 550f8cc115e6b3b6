"""PAN-OS configurations for tests."""

from tests.readers.sources import DATA, of

from chahe.readers import Row, Table
from chahe.readers.palo_alto import palo_alto

SAMPLE = (DATA / "palo_alto.xml").read_bytes()
ALL4 = ((0, 2**32 - 1),)


def read(content: bytes | str) -> Table:
    return palo_alto.read(of(content, "pa.xml"))


def rule(name: str = "r", more: str = "", **lists: str) -> str:
    """Write a rule; what is not said is any, allowed and described."""
    plain = dict.fromkeys(("from", "to", "source", "destination", "application", "service"), "any")
    said = {**plain, **{tag.rstrip("_"): value for tag, value in lists.items()}}
    held = "".join(
        f"<{tag}>{''.join(f'<member>{one}</member>' for one in value.split())}</{tag}>"
        for tag, value in said.items()
    )
    action = "" if "<action>" in more else "<action>allow</action>"
    return f'<entry name="{name}">{held}{action}{more}</entry>'


def security(*rules: str) -> str:
    return f"<security><rules>{''.join(rules)}</rules></security>"


def firewall(
    *rules: str, vsys: str = "", device: str = "", outside: str = "", nat: str = ""
) -> str:
    nat = f"<nat><rules>{nat}</rules></nat>"
    return (
        f'<config urldb="paloaltonetworks">{outside}<devices><entry name="localhost.localdomain">'
        f'{device}<vsys><entry name="vsys1">{vsys}<rulebase>{security(*rules)}{nat}</rulebase>'
        "</entry></vsys></entry></devices></config>"
    )


def one(vsys: str = "", more: str = "", **lists: str) -> Row:
    return read(firewall(rule(more=more, **lists), vsys=vsys)).rows[0]


def entries(tag: str, **held: str) -> str:
    inside = "".join(f'<entry name="{name}">{text}</entry>' for name, text in held.items())
    return f"<{tag}>{inside}</{tag}>"


def members(*names: str) -> str:
    return "".join(f"<member>{name}</member>" for name in names)
