"""Addresses below `firms/<code>/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
