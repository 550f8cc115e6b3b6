"""What accounts tell the journal, which stands above them and listens."""

from django.dispatch import Signal

# act: str · user: the User it is about, or None · by: the User who did it, or None
# detail: dict of strings · firm: code, when the act was done in a firm's pages
acted = Signal()

# A door stayed shut. request: HttpRequest · permission: str
refused = Signal()

# Asks when somebody signed in, or tried to. user: User · limit: int
# receivers answer the entries of `ui/timeline.html`, newest first
sign_ins_asked = Signal()
