"""Addresses of no firm, below `reminders/`."""

from django.urls import path

from .views import mails

urlpatterns = [path("mail/", mails.index, name="reminder_mails")]
