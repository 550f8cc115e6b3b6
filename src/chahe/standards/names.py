"""What OSCAL knows our things by: ids, uuids, the namespace of our own properties."""

import re
from uuid import UUID, uuid5

from ..rulebook import Edition

# The newest that compliance-trestle reads. The schemas of catalog, profile and mapping are the
# same, but for a word of a description, from 1.2.1 to 1.2.3.
OSCAL_VERSION = "1.2.1"
OURS = "urn:chahe:oscal"
RMF = "http://csrc.nist.gov/ns/rmf"  # where NIST keeps the property `method`
_SPACE = UUID("f5a65dbe-3a2f-5bcf-a2c3-6d0a5bd4f7ae")  # fixed: every uuid we write is made from it


def control_id(path: str) -> str:
    """Return the id of a rule's control: a token may not begin with a digit."""
    return f"rule-{path}"


def token(text: str) -> str:
    """Return a text as a token, which is a name as XML has them without a colon.

    >>> token("7(1) 次"), token("tries")
    ('_7_1__次', 'tries')
    """
    name = re.sub(r"[^\w.\-]", "_", text) or "_"
    return name if name[0].isalpha() or name[0] == "_" else f"_{name}"


def uuid_of(*parts: str) -> str:
    """Return the uuid, always the same, of what some words name."""
    return str(uuid5(_SPACE, "\n".join(parts)))


def file_name(edition: Edition, kind: str) -> str:
    """Name the file an edition is exported to, as the documents that import it do."""
    return f"{edition.document.replace('/', '-')}-{edition.edition}.{kind}.json"
