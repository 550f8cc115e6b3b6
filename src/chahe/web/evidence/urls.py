"""/firms/<code>/evidence/…"""

from django.urls import path

from . import views

urlpatterns = [
    path("firms/<slug:code>/evidence/", views.evidences, name="evidence"),
    path("firms/<slug:code>/evidence/new/", views.hand_in, name="evidence_new"),
    path("firms/<slug:code>/evidence/<int:pk>/", views.one, name="evidence_one"),
    path("firms/<slug:code>/evidence/<int:pk>/file/", views.file, name="evidence_file"),
    path("firms/<slug:code>/evidence/<int:pk>/verify/", views.verify, name="evidence_verify"),
    path("firms/<slug:code>/evidence/<int:pk>/withdraw/", views.withdraw, name="evidence_withdraw"),
]
