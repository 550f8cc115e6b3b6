"""Addresses of other formats of a rulebook, under `/rulebook/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
