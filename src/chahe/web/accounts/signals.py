"""What accounts tell the journal, which stands above them and listens."""

from django.dispatch import Signal

# act: str · user: the User it is about, or None · by: the User who did it, or None
# detail: dict of strings
acted = Signal()
