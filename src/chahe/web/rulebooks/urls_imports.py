"""Addresses of importing official documents, under `/rulebook/`."""

from django.urls import URLPattern, path

from . import views_imports, views_proposals

urlpatterns: list[URLPattern] = [
    path("imports/", views_imports.index, name="imports"),
    path("imports/new/", views_imports.new, name="import_new"),
    path("imports/<int:pk>/", views_imports.show, name="import_one"),
    path("imports/<int:pk>/accept/", views_imports.accept_alike, name="import_accept"),
    path("imports/<int:pk>/confirm/", views_imports.confirm, name="import_confirm"),
    path("imports/<int:pk>/withdraw/", views_imports.withdraw, name="import_withdraw"),
    path("imports/<int:pk>/file/", views_imports.file, name="import_file"),
    path("imports/<int:pk>/rules/<int:rule>/", views_proposals.show, name="import_rule"),
    path("imports/<int:pk>/rules/<int:rule>/reject/", views_proposals.reject, name="import_reject"),
    path("imports/<int:pk>/rules/<int:rule>/origin/", views_proposals.origin, name="import_origin"),
]
