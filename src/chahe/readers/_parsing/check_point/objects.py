"""The objects a rule base names: by uid in its dictionary, or written out in the rule."""

from collections.abc import Iterable
from typing import Any

from ..._model import ReadError
from ..firewall.json_text import Json

ANY_TYPE = "CpmiAnyObject"
_ANY = ("Any", "All")
MAX_NESTING = 64


class Objects:
    """What pages of one rule base know; of an object seen twice, the fuller is kept.

    `read` is what groups were found to hold, by their uid: groups may share groups many times over.
    """

    def __init__(self, pages: Iterable[Json]) -> None:
        self.read: dict[str, Any] = {}
        self._known: dict[str, Json] = {}
        for page in pages:
            for found in objects_in(page.get("objects-dictionary", []), "objects-dictionary"):
                self._keep(found)

    def __contains__(self, uid: object) -> bool:
        return uid in self._known

    def _keep(self, found: Json) -> None:
        uid = found.get("uid")
        if isinstance(uid, str) and len(self._known.get(uid, ())) < len(found):
            self._known[uid] = found

    def of(self, references: Any, where: str) -> list[Json]:
        """Return what a field names; what is nowhere described has no type.

        :raises ReadError: naming the field, if it is not a reference or a list of them
        """
        listed = references if isinstance(references, list) else [references]
        return [self._one(reference, where) for reference in listed]

    def _one(self, reference: Any, where: str) -> Json:
        if isinstance(reference, str):
            return self._known.get(reference, {"name": reference})
        if not isinstance(reference, dict) or not isinstance(reference.get("name"), str):
            raise ReadError("這個欄位不是物件，請以 details-level full 重新匯出", column=where)
        known = self._known.get(str(reference.get("uid")), {})
        return known if len(known) > len(reference) else reference


def objects_in(value: Any, where: str) -> list[Json]:
    """Return a list of objects.

    :raises ReadError: naming the field, if it is anything else
    """
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise ReadError("這個欄位不是物件的清單，請重新匯出", column=where)
    return value


def name_of(found: Json) -> str:
    name = found.get("name")
    return name if isinstance(name, str) else str(found.get("uid", ""))


def type_of(found: Json) -> str:
    kind = found.get("type")
    return kind if isinstance(kind, str) else ""


def is_any(found: Json) -> bool:
    return type_of(found) == ANY_TYPE or (not type_of(found) and name_of(found) in _ANY)
