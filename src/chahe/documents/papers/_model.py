"""What a paper is."""

from collections.abc import Callable
from dataclasses import dataclass

from ..model import Document


@dataclass(frozen=True)
class Paper:
    """`build(record, made_at=…)` makes the document; each paper names the record it reads."""

    id: str
    title: str
    build: Callable[..., Document]
