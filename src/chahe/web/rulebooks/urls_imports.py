"""Addresses of importing official documents, under `/rulebook/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
