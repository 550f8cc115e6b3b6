"""Addresses of other formats of a rulebook, under `/rulebook/`."""

from django.urls import URLPattern, path

from . import views_standards

urlpatterns: list[URLPattern] = [
    path(
        "<slug:body>/<slug:document>/<slug:edition>/catalog.json",
        views_standards.catalog,
        name="edition_catalog",
    ),
]
