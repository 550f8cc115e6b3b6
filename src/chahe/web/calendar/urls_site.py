"""Addresses of no firm, below `calendar/`."""

from django.urls import path

from .views import documents, site

urlpatterns = [
    path("working-days/", site.days, name="working_days"),
    path("working-days/add/", site.add_days, name="working_days_add"),
    path("everyone/", site.everyone, name="plan_everyone"),
    path("everyone/<int:planning_run>/", site.planning_run, name="planning_run"),
    path("<slug:token>.ics", documents.feed, name="calendar_feed_file"),
]
