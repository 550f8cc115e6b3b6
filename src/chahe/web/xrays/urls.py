"""Addresses below `firms/<code>/`."""

from django.urls import path

from . import views

urlpatterns = [
    path("xrays/", views.index, name="xrays"),
    path("xrays/scan/", views.scan, name="xrays_scan"),
    path("xrays/progress/", views.progress, name="xrays_progress"),
    path("xrays/of/<slug:ray>/", views.one, name="xray"),
]
