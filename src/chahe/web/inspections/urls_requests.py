"""Addresses of requests for evidence, and of what is carried over; below `firms/<code>/`."""

from django.urls import path

from .views import answering, asking, carrying, requests

urlpatterns = [
    path("requests/", requests.index, name="requests"),
    path("requests/<int:asked>/", requests.answer, name="request"),
    path("requests/<int:asked>/upload/", answering.upload, name="request_upload"),
    path("requests/<int:asked>/none/", requests.no_occurrence, name="request_none"),
    path("requests/<int:asked>/remind/", asking.remind, name="request_remind"),
    path("requests/<int:asked>/withdraw/", asking.withdraw, name="request_withdraw"),
    path("inspections/<int:inspection>/ask/", asking.ask, name="request_ask"),
    path("inspections/<int:inspection>/carry/", carrying.inspection, name="inspection_carry"),
    path("papers/<int:paper>/carry/", carrying.paper, name="paper_carry"),
]
