"""Addresses of what spans firms: campaigns; of no firm."""

from django.urls import path

from .views import campaigns

urlpatterns = [
    path("campaigns/", campaigns.index, name="campaigns"),
    path("campaigns/new/", campaigns.create, name="campaign_new"),
    path("campaigns/<int:campaign>/", campaigns.show, name="campaign"),
]
