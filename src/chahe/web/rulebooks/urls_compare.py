"""Addresses of comparing editions, under `/rulebook/`."""

from django.urls import path

from . import views_compare

urlpatterns = [
    path("compare/", views_compare.compare, name="compare"),
    path("compare/<slug:suffix>/", views_compare.paper, name="compare_paper"),
]
