"""Addresses below `firms/<code>/`."""

from django.urls import path

from . import views

urlpatterns = [
    path("inspections/<int:inspection>/signed/", views.signed_reports, name="signed_reports"),
    path("inspections/<int:inspection>/sign/", views.sign, name="report_sign"),
    path(
        "inspections/<int:inspection>/signed/<int:signed>/",
        views.signed_report,
        name="signed_report",
    ),
    path("packs/<int:pack>/stamp.tsr", views.pack_stamp, name="pack_stamp"),
]
