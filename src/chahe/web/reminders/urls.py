"""Addresses below `firms/<code>/`."""

from django.urls import path

from .views import preferences, reminders, schedule

urlpatterns = [
    path("reminders/", reminders.index, name="reminders"),
    path("reminders/seen/", reminders.seen, name="reminders_seen"),
    path("reminders/preferences/", preferences.show, name="reminder_preferences"),
    path("reminders/schedule/", schedule.show, name="reminder_schedule"),
]
