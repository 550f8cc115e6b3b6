"""Addresses of comparing editions, under `/rulebook/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
