"""What is asked, as terms, and how each engine is asked for them.

Every term must be found. FTS5 knows which words follow each other, so it decides alone on a term
without a sign in it, such as `107年`; of `CC-17010` it finds the parts and the folded text the
whole. PostgreSQL would read and unpack every `tsvector` to see what follows what: there the words
only have to be in the text, and the folded text decides on every term of more than one.
"""

import unicodedata
from dataclasses import dataclass

from chahe.rulebook.folding import fold

from .bigrams import asked_for, chunks

LONGEST, MOST = 100, 10  # characters of a question, terms of it


@dataclass(frozen=True)
class Term:
    """`needle` is the term folded, from its first letter to its last; `phrases` are what the index
    must have: words that follow each other, and whether the last may only be begun."""

    needle: str
    phrases: tuple[tuple[list[str], bool], ...]

    @property
    def has_signs(self) -> bool:
        return len(self.phrases) > 1

    @property
    def is_one_word(self) -> bool:
        return not self.has_signs and len(self.phrases[0][0]) == 1


@dataclass(frozen=True)
class Question:
    """What somebody typed: `text` as they did, `whole` folded. `cut`: not all of it is asked."""

    text: str
    terms: tuple[Term, ...]
    cut: bool

    @property
    def whole(self) -> str:
        return squeeze(self.text)

    @property
    def is_short(self) -> bool:
        """Whether only one character is asked for."""
        return sum(len(term.needle) for term in self.terms) == 1

    @property
    def needles(self) -> tuple[str, ...]:
        return tuple(term.needle for term in self.terms)


def ask(typed: str) -> Question:
    """Return what was asked; signs alone ask nothing."""
    plain = " ".join(unicodedata.normalize("NFKC", typed.replace("\0", "")).split())
    text = plain[:LONGEST]
    terms = {term.needle: term for term in map(_term, text.split()) if term}
    kept = tuple(terms.values())[:MOST]
    return Question(text, kept, len(plain) > LONGEST or len(terms) > MOST)


def squeeze(text: str) -> str:
    """Return a text without what only its printing adds, in one case."""
    return fold(text).casefold()


def apart(text: str) -> str:
    """Fold a text and keep its spaces, so that nothing is found that crosses one."""
    return " ".join(map(squeeze, text.split()))


def _term(text: str) -> Term | None:
    parts = chunks(text)
    if not parts:
        return None
    first, last = "".join(parts[0]), "".join(parts[-1])
    squeezed = squeeze(text)
    needle = squeezed[squeezed.find(first) : squeezed.rfind(last) + len(last)]
    return Term(needle, tuple(map(asked_for, parts)))


def for_fts5(question: Question) -> str:
    """Write a question for SQLite's FTS5; words are letters and digits, so quotes hold them."""
    return " AND ".join(
        f'"{" ".join(words)}"{" *" if begun else ""}'
        for term in question.terms
        for words, begun in term.phrases
    )


def for_tsquery(question: Question) -> str:
    """Write a question for PostgreSQL, as the text of a `tsquery`."""
    return " & ".join(
        f"'{word}'{':*' if begun and word == words[-1] else ''}"
        for term in question.terms
        for words, begun in term.phrases
        for word in words
    )
