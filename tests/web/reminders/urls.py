"""The site's addresses, with those of the reminders that are not of one firm."""

from django.urls import include, path

from chahe.web.urls import urlpatterns as site

urlpatterns = [path("reminders/", include("chahe.web.reminders.urls_site")), *site]
