"""One file a noun."""

from .mail import Mail
from .preference import MailPreference
from .reminder import Reminder
from .schedule import ReminderSchedule

__all__ = ["Mail", "MailPreference", "Reminder", "ReminderSchedule"]
