"""Addresses of the rulebook, under `/rulebook/`; those with a word in front come first."""

from django.urls import path

from . import urls_compare, urls_imports, urls_standards, views

urlpatterns = [
    path("", views.rulebook, name="rulebook"),
    *urls_compare.urlpatterns,
    *urls_imports.urlpatterns,
    *urls_standards.urlpatterns,
    path("<slug:body>/<slug:document>/<slug:edition>/", views.edition, name="edition"),
    path("<slug:body>/<slug:document>/<slug:edition>/<str:path>/", views.rule, name="rule"),
]
