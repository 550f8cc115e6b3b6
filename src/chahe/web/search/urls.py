"""Addresses of the app."""

from django.urls import path

from . import views

urlpatterns = [
    path("search/", views.results, name="search"),
    path("search/typed/", views.typed, name="search_typed"),
]
