"""What happens to firms that others may have to act on, in the same transaction."""

from django.dispatch import Signal

# A firm has stated facts: `firm`, `by` (a User) and `facts`, a list of Fact.
facts_stated = Signal()
