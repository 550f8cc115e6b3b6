"""OSCAL catalog（YAML）"""

import re

from ...official.model import OfficialText
from ._model import imports
from ._oscal import read_catalog
from ._yaml import read_yaml


def _sniff(data: bytes) -> bool:
    return re.search(rb"^[ ]{1,40}oscal-version[ ]{0,9}:", data, re.M) is not None


@imports(sniff=_sniff)
def read(data: bytes, name: str) -> OfficialText:
    return read_catalog(read_yaml(data), name)
