"""Books of our own, of as many editions as a test likes."""

from chahe.deadlines import Cadence
from chahe.rulebook import Change, ChangeKind, Edition, Rule, Strength


def rule(path, question="紀錄是否留存？", *, origin="", **more):
    """Make a leaf; `origin` says that it is unchanged from that path of the edition before."""
    said = {
        "code": "甲",
        "ref": path,
        "title": f"第{path}條",
        "strength": Strength.SHALL,
        "cadence": (Cadence.ANNUAL,),
        "applies": None,
        "scope_text": "",
        "leaf": True,
        "parent": None,
        "change": Change(ChangeKind.SAME, origin, "") if origin else None,
    }
    return Rule(path=path, question=question, **{**said, **more})


def book(document, *rules, edition="2020-01-01", start=None):
    return Edition(document, edition, f"{document} 規範", "公會", "來源", start, tuple(rules))
