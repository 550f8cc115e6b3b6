"""Addresses that are of no firm: the key says whose."""

from django.urls import path

from .views import intake

urlpatterns = [path("intake/", intake.receive, name="intake")]
