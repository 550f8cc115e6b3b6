"""Every address of the site."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("chahe.web.accounts.urls")),
]
