"""The site's addresses, with those of the calendar that are not of one firm."""

from django.urls import include, path

from chahe.web.urls import urlpatterns as site

urlpatterns = [path("calendar/", include("chahe.web.calendar.urls_site")), *site]
