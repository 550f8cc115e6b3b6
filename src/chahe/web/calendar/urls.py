"""Addresses below `firms/<code>/`."""

from django.urls import path

from .views import adjustments, documents, events, feeds, items, planning, year

urlpatterns = [
    path("calendar/", year.year, name="calendar"),
    path("calendar/half/", year.half, name="calendar_half"),
    path("calendar/month/", year.month, name="calendar_month"),
    path("calendar/items/", items.index, name="calendar_items"),
    path("calendar/items/<int:item>/", items.one, name="calendar_item"),
    path("calendar/items/<int:item>/begin/", items.begin, name="calendar_begin"),
    path("calendar/items/<int:item>/ask/", adjustments.ask, name="calendar_ask"),
    path("calendar/adjustments/", adjustments.index, name="calendar_adjustments"),
    path(
        "calendar/adjustments/<int:adjustment>/decide/",
        adjustments.decide,
        name="calendar_decide",
    ),
    path("calendar/events/", events.index, name="calendar_events"),
    path("calendar/events/new/", events.note, name="calendar_event_new"),
    path("calendar/plan/", planning.plan, name="calendar_plan"),
    path("calendar/feed/", feeds.feed, name="calendar_feed"),
    path("calendar/feed/revoke/", feeds.revoke, name="calendar_feed_revoke"),
    path("calendar/year.ics", documents.year_file, name="calendar_file"),
    path("calendar/plan.<slug:suffix>", documents.annual_plan, name="calendar_document"),
]
