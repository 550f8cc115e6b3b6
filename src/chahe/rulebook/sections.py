"""Sections: the parts of an edition that are inspected together, because they share a cadence."""

from .model import Edition, Rule


def sections(edition: Edition) -> tuple[Rule, ...]:
    """Return the topmost rules with a cadence: each is inspected as one, with all its leaves."""
    found = []
    for rule in edition.rules:
        parent = edition.by_path[rule.parent] if rule.parent else None
        if rule.cadence and not (parent and parent.cadence):
            found.append(rule)
    return tuple(found)


def leaves_of(edition: Edition, section: Rule) -> tuple[Rule, ...]:
    """Return the leaves of a section, itself when it is one."""
    under = f"{section.path}."
    return tuple(
        rule
        for rule in edition.rules
        if rule.leaf and (rule is section or rule.path.startswith(under))
    )
