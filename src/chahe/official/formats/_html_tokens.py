"""HTML as tags and text, in time linear in its length whatever is wrong with it.

The standard library's parser takes quadratic time over unclosed comments, and refuses some of what
word processors write (`<![if …]>`), so this small one follows the HTML standard's tokens instead.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

_UNREAD = {"script", "style", "template", "iframe", "noembed", "noframes"}
_ENCLOSED = _UNREAD | {"title", "textarea"}  # no tags are seen inside
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(
    r"[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)))?"
)
_TAG_END = re.compile(r"[\s/]*>")


@dataclass(frozen=True)
class Tag:
    """A start tag with its attributes, or an end tag."""

    name: str
    is_end: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


def tokens(source: str) -> Iterator[Tag | str]:
    """Yield tags and pieces of text in order; comments, declarations and scripts are left out."""
    place = 0
    while place < len(source):
        opening = source.find("<", place)
        if opening < 0:
            opening = len(source)
        if opening > place:
            yield unescape(source[place:opening])
        if opening == len(source):
            return
        tag, place = _tag(source, opening)
        if tag is not None:
            yield tag
        if isinstance(tag, Tag) and not tag.is_end and tag.name in _ENCLOSED:
            end = re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).search(source, place)
            stop = end.start() if end else len(source)
            if tag.name not in _UNREAD:
                yield unescape(source[place:stop])
            place = stop


def _tag(source: str, opening: int) -> tuple[Tag | str | None, int]:
    """Return what a `<` begins, and where it ends."""
    if source.startswith("<!--", opening):
        return None, _after(source, "-->", opening + 2)
    is_end = source.startswith("/", opening + 1)
    name = _NAME.match(source, opening + 1 + is_end)
    if name:
        attributes, end = _attributes(source, name.end())
        return Tag(name[0].lower(), is_end, attributes), end
    if source.startswith(("!", "?", "/"), opening + 1):
        return None, _after(source, ">", opening + 1)
    return "<", opening + 1


def _attributes(source: str, place: int) -> tuple[dict[str, str], int]:
    """Return the attributes of a tag, the first of each name, and where the tag ends."""
    attributes: dict[str, str] = {}
    while place < len(source):
        end = _TAG_END.match(source, place)
        if end:
            return attributes, end.end()
        found = _ATTRIBUTE.match(source, place)
        if not found:
            break
        values = [value for value in found.groups()[1:] if value is not None]
        attributes.setdefault(found[1].lower(), unescape("".join(values)))
        place = found.end()
    return attributes, len(source)


def _after(source: str, mark: str, place: int) -> int:
    end = source.find(mark, place)
    return end + len(mark) if end >= 0 else len(source)
