"""The list of firms, under `/firms/`."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.firms, name="firms"),
    path("new/", views.new_firm, name="firm_new"),
]
