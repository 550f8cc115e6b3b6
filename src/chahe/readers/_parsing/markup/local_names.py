"""Elements known by their names, whatever prefix a file gives them."""

from collections.abc import Iterator, Mapping

from ..xml_push import Element


class Local(Mapping[str, Element]):
    """Children of an element for `Push`; `_` stands for `-` in the names given.

    >>> "xccdf:rule-result" in Local(rule_result=Element())
    True
    """

    def __init__(self, **elements: Element) -> None:
        self.by = {name.replace("_", "-"): element for name, element in elements.items()}

    def __getitem__(self, tag: str) -> Element:
        return self.by[tag.rpartition(":")[2]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by)

    def __len__(self) -> int:
        return len(self.by)
