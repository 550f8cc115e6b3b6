"""Lists of tags, `name=value; …`, as DKIM (RFC 6376 §3.2) and DMARC (RFC 7489 §6.4) write them."""


def parse_tags(text: str, *, lenient: bool = False) -> dict[str, str] | None:
    """Return values by tag, in the order written; None if it is no such list.

    If `lenient`, a part that is no tag is passed over, as receivers of DMARC do (RFC 7489 §6.3).

    >>> parse_tags("v=DMARC1; p=reject;"), parse_tags("v=DMARC1; p")
    ({'v': 'DMARC1', 'p': 'reject'}, None)
    """
    tags: dict[str, str] = {}
    for part in text.strip().removesuffix(";").split(";"):
        name, equals, value = part.partition("=")
        name = name.strip()
        if lenient and tags and not (equals and name.isidentifier()):
            continue
        if not equals or not name.isidentifier() or name in tags:
            return None
        tags[name] = value.strip()
    return tags
