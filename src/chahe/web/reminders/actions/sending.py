"""Send the letters that are composed; whoever dies in the middle has another send it again."""

import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from chahe.web.journal.actions import record

from ..letter import letter_of
from ..models import Mail, MailPreference
from ..post import Post, Trouble
from ..queries import mode_of

logger = logging.getLogger(__name__)
State = Mail.State
LOST = timedelta(minutes=15)  # a letter still being sent after this lost its sender
BUDGET = 20.0  # seconds a run takes before it leaves the rest to the next, a minute later
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


@dataclass
class Sent:
    """How many letters were sent, refused for good, put off and found needless."""

    sent: int = 0
    refused: int = 0
    put_off: int = 0
    dropped: int = 0
    begun: float = field(default_factory=time.monotonic)

    @property
    def is_over(self) -> bool:
        return time.monotonic() - self.begun > BUDGET


def send_waiting() -> Sent:
    """Send the letters whose time has come, as many as there is time for.

    A server that takes none is asked once, and all wait; nobody waits for it here for long.
    """
    done = Sent()
    with Post() as post:
        while not done.is_over and (mail := _claim(timezone.now())) is not None:
            if not _send(mail, post, done):
                break
    if done.sent or done.refused:
        _tell(done)
    return done


def message_id(mail: Mail) -> str:
    """Return the same Message-ID for a letter however often it is sent."""
    host = urlsplit(settings.SITE_URL).hostname or "chahe.invalid"
    return f"<reminders-{mail.on:%Y%m%d}-{mail.pk}@{host}>"


def _send(mail: Mail, post: Post, done: Sent) -> bool:
    """Send one letter that is ours; return whether another may be tried."""
    reminders = list(mail.reminders.filter(ended_at=None).select_related("firm"))
    if not reminders or not _is_wanted(mail):
        _settle(mail, State.DROPPED)
        done.dropped += 1
        return True
    letter = letter_of(str(mail.user), reminders, on=timezone.localdate())
    try:
        post.hand_over(
            to=mail.to, subject=letter.subject, body=letter.body, message_id=message_id(mail)
        )
    except Trouble as trouble:
        _put_off(mail, trouble, done)
        return not trouble.of_server
    _settle(mail, State.SENT)
    done.sent += 1
    return True


def _is_wanted(mail: Mail) -> bool:
    """Say whether its person is still there and still wants to be mailed."""
    is_there = bool(mail.to) and mail.user.is_active
    return is_there and mode_of(mail.user) != MailPreference.Mode.SITE


@transaction.atomic
def _claim(now: datetime) -> Mail | None:
    """Take the next letter and mark it, in the database, as being sent by us."""
    ready = Q(state=State.WAITING, next_at__lte=now)
    left = Q(state=State.SENDING, claimed_at__lte=now - LOST)
    found = Mail.objects.select_for_update(of=("self",), skip_locked=True).select_related("user")
    mail = found.filter(ready | left).order_by("next_at", "pk").first()
    if mail is not None:
        mail.state, mail.claimed_at, mail.to = State.SENDING, now, mail.user.email
        mail.tries += 1
        mail.save(update_fields=["state", "claimed_at", "to", "tries"])
    return mail


@transaction.atomic
def _settle(mail: Mail, state: str, *, error: str = "") -> None:
    mail.state, mail.error = state, error[:300]
    mail.sent_at = timezone.now() if state == State.SENT else None
    mail.save(update_fields=["state", "error", "sent_at"])


@transaction.atomic
def _put_off(mail: Mail, trouble: Trouble, done: Sent) -> None:
    """Wait longer after each try; with a letter the server would not have, wait all."""
    if trouble.final:
        done.refused += 1
        _settle(mail, State.REFUSED, error=str(trouble))
        return
    logger.warning("a letter was not sent: %s", trouble)
    done.put_off += 1
    wait = min(FIRST_WAIT * 2 ** min(mail.tries - 1, 10), LONGEST_WAIT)
    mail.next_at = timezone.now() + wait
    mail.save(update_fields=["next_at"])
    _settle(mail, State.WAITING, error=str(trouble))
    if trouble.of_server:
        others = Mail.objects.filter(state=State.WAITING, next_at__lt=mail.next_at)
        others.update(next_at=mail.next_at, error=mail.error)


@transaction.atomic
def _tell(done: Sent) -> None:
    counts = {"sent": done.sent, "refused": done.refused, "put_off": done.put_off}
    record("reminder.mailed", subject=f"reminder:{timezone.localdate().isoformat()}", detail=counts)
