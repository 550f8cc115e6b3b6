"""The order of versions of Python packages (PyPA version specifiers, once PEP 440)."""

import re

_VERSION = re.compile(
    r"v?(?:(?P<epoch>\d+)!)?(?P<release>\d+(?:\.\d+)*)"
    r"(?:[-_.]?(?P<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?P<pre_number>\d*))?"
    r"(?P<post>-(?P<implicit>\d+)|[-_.]?(?:post|rev|r)[-_.]?(?P<post_number>\d*))?"
    r"(?P<dev>[-_.]?dev[-_.]?(?P<dev_number>\d*))?"
    r"(?:\+(?P<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?",
    re.ASCII,
)
_FIRST, _LAST = -1, 4
_PRE = {"a": 0, "alpha": 0, "b": 1, "beta": 1, "c": 2, "rc": 2, "pre": 2, "preview": 2}

Key = tuple[object, ...]


def key(version: str) -> Key:
    """Return what sorts as the version does.

    >>> key("1.0.dev1") < key("1.0rc1") < key("1.0") == key("1") < key("1.0.post1") < key("1!0")
    True

    :raises ValueError: if it is no version
    """
    found = _VERSION.fullmatch(version.strip().lower())
    if not found:
        raise ValueError(version)
    release = tuple(int(part) for part in found["release"].split("."))
    while release and not release[-1]:
        release = release[:-1]
    if found["pre"]:
        pre = (_PRE[found["pre"]], int(found["pre_number"] or 0))
    else:
        only_dev = found["dev"] and not found["post"]
        pre = (_FIRST if only_dev else _LAST, 0)
    post = int(found["implicit"] or found["post_number"] or 0) if found["post"] else -1
    dev = (0, int(found["dev_number"] or 0)) if found["dev"] else (1, 0)
    return int(found["epoch"] or 0), release, pre, post, dev, _local(found["local"] or "")


def _local(text: str) -> Key:
    parts = re.split(r"[-_.]", text) if text else []
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in parts)
