"""What every OSCAL document has: metadata, a uuid of its content, bytes that never vary."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Any

from .markup import as_markup, as_value
from .names import OSCAL_VERSION, OURS, uuid_of
from .references import problems

Json = dict[str, Any]
_TAIPEI = timezone(timedelta(hours=8))


def document(
    kind: str,
    *,
    title: str,
    version: str,
    at: datetime,
    props: Iterable[Json],
    body: Json,
    known: Iterable[str] = (),
    remarks: str = "",
) -> Json:
    """Return a whole document of a kind. Its uuid changes when anything but the instant does.

    :raises ValueError: if `at` has no time zone, or the document names what is not there;
        `known` are the ids that other documents define
    """
    if at.tzinfo is None:
        raise ValueError("at: an instant needs its time zone")
    about = {
        "title": as_markup(title),
        "last-modified": at.astimezone(_TAIPEI).isoformat(timespec="seconds"),
        "version": as_value(version),
        "oscal-version": OSCAL_VERSION,
        "props": [*props],
        "remarks": as_markup(remarks),
    }
    content = json.dumps([about | {"last-modified": ""}, body], ensure_ascii=False, sort_keys=True)
    made = {kind: {"uuid": uuid_of(kind, content), "metadata": trimmed(about), **trimmed(body)}}
    if wrong := problems(made, known=known):
        raise ValueError("；".join(wrong[:5]))
    return made


def as_bytes(document: Json) -> bytes:
    """Return a document as the JSON that is handed over."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def trimmed(fields: Json) -> Json:
    """Leave out what is empty: OSCAL refuses an empty list or text where nothing will do."""
    return {name: value for name, value in fields.items() if value not in ("", [], None)}


def prop(name: str, value: str, *, ns: str = OURS, remarks: str = "") -> list[Json]:
    """Return a property, or none when it has no value."""
    if not (said := as_value(value)):
        return []
    return [trimmed({"name": name, "ns": ns, "value": said, "remarks": as_markup(remarks)})]


def resource(
    uuid: str, *, title: str, props: Iterable[Json] = (), description: str = "", file: str = ""
) -> Json:
    """Return an entry of the back matter; `file` is the other document it stands for."""
    return trimmed(
        {
            "uuid": uuid,
            "title": as_markup(title),
            "description": as_markup(description),
            "props": [*props],
            "rlinks": [{"href": file, "media-type": "application/json"}] if file else [],
        }
    )
