"""Addresses of the rulebook, under `/rulebook/`."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.rulebook, name="rulebook"),
    path("<slug:body>/<slug:document>/<slug:edition>/", views.edition, name="edition"),
    path("<slug:body>/<slug:document>/<slug:edition>/<str:path>/", views.rule, name="rule"),
]
