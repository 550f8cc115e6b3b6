"""The addresses of signing in: those of allauth's views that we offer, under its own names.

Signing up, e-mail addresses and resetting a password by e-mail have no address here.
"""

from allauth.account import views as account_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from django.urls import path

from . import views
from .doors import public_door, signed_in_door

urlpatterns = [
    path("", views.account, name="account"),
    path("sessions/end/", views.end_other_sessions, name="account_end_sessions"),
    path("login/", public_door(account_views.login), name="account_login"),
    path("logout/", public_door(account_views.logout), name="account_logout"),
    path(
        "password/change/",
        signed_in_door(account_views.password_change),
        name="account_change_password",
    ),
    path(
        "reauthenticate/",
        signed_in_door(account_views.reauthenticate),
        name="account_reauthenticate",
    ),
    path("2fa/", views.second_factor, name="mfa_index"),
    path("2fa/authenticate/", public_door(factor_views.authenticate), name="mfa_authenticate"),
    path(
        "2fa/reauthenticate/",
        signed_in_door(factor_views.reauthenticate),
        name="mfa_reauthenticate",
    ),
    path("2fa/totp/activate/", signed_in_door(totp_views.activate_totp), name="mfa_activate_totp"),
    path(
        "2fa/totp/deactivate/",
        signed_in_door(totp_views.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "2fa/recovery-codes/",
        signed_in_door(code_views.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/generate/",
        signed_in_door(code_views.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
