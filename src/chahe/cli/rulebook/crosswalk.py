"""對照：哪些條款問的是同一件事，依據是什麼"""

import argparse
from collections import Counter
from collections.abc import Iterable
from typing import Any

from ...rulebook import load_editions
from ...rulebook.crosswalk import Crosswalk, Relation
from ...rulebook.likely import proposals
from ...rulebook.relations import load_crosswalk
from .._model import UsageError
from ._model import action, find_edition, print_json


@action
def crosswalk(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        metavar="DOC@EDITION#PATH|DOC",
        help="例如 twse/mechanism@2018-11-30#9.9 或 tsa/emerging-technology；不給時列出各文件之間",
    )
    parser.add_argument("--proposed", action="store_true", help="列出尚待確認的建議")
    parser.add_argument("--json", action="store_true", help="輸出 JSON")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    known = load_crosswalk()
    what = options.what or ""
    relations = _proposed(known) if options.proposed else known.relations
    if not what:
        found = list(relations)
    elif "#" in what:
        _hold_rule(what)
        found = list(_facing(what, relations) if options.proposed else known.of(what))
    else:
        _hold_document(what)
        found = [each for relation in relations for each in _of_document(what, relation)]
    if options.json:
        print_json(_as_data(what, found, known))
    else:
        _print(what, found, known, proposed=options.proposed)
    return 0


def _proposed(known: Crosswalk) -> Iterable[Relation]:
    newest = {edition.document: edition for edition in load_editions()}
    return proposals(newest.values(), crosswalk=known)


def _facing(citation: str, relations: Iterable[Relation]) -> Iterable[Relation]:
    for relation in relations:
        if citation in relation.pair:
            yield relation if relation.start == citation else relation.flipped


def _of_document(document: str, relation: Relation) -> list[Relation]:
    """Return a relation as a document's rules see it; twice when both are its own."""
    seen = (relation, relation.flipped)
    return [each for each in seen if each.start.partition("@")[0] == document.partition("@")[0]]


def _hold_rule(citation: str) -> None:
    edition, _, path = citation.partition("#")
    if path not in find_edition(edition).by_path:
        raise UsageError(f"「{edition}」沒有這一條：{path}")


def _hold_document(name: str) -> None:
    documents = sorted({edition.document for edition in load_editions()})
    if name.partition("@")[0] not in documents:
        raise UsageError(f"沒有這份文件：{name}；現有：{'、'.join(documents)}")


def _as_data(what: str, found: list[Relation], known: Crosswalk) -> dict[str, Any]:
    data: dict[str, Any] = {
        "relations": [
            {
                "from": each.start,
                "to": each.end,
                "kind": each.kind.value,
                "basis": each.basis.value,
                "note": each.note,
                "by": each.by,
                "likeness": round(each.likeness, 3),
            }
            for each in found
        ]
    }
    if "#" in what:
        data["same_question"] = list(known.same_question(what))
    else:
        data["groups"] = [list(group) for group in known.groups()]
    return data


def _print(what: str, found: list[Relation], known: Crosswalk, *, proposed: bool) -> None:
    if not what and not proposed:
        pairs = Counter(
            tuple(sorted(end.partition("@")[0] for end in (each.start, each.end))) for each in found
        )
        for (one, other), count in sorted(pairs.items()):
            print(f"{one} ↔ {other}：{count} 筆")
        print(f"共 {len(found)} 筆關係；問同一件事的條款有 {len(known.groups())} 組")
        return
    for each in found:
        basis = f"{each.basis.label} {each.likeness:.0%}" if proposed else each.basis.label
        note = f"：{each.note}" if each.note else ""
        print(f"{each.start} {each.kind.label} {each.end}（{basis}）{note}")
    if "#" in what and len(known.same_question(what)) > 1:
        print("一份佐證可以回覆：" + "、".join(known.same_question(what)))
    print(f"共 {len(found)} 筆")
