"""A firm's home; below `firms/<code>/`."""

from django.urls import path

from . import views

urlpatterns = [path("", views.firm_home, name="firm_home")]
