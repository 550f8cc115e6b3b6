"""A firm's profile and its journal, under `/firms/<code>/`.

The journal's views know nothing of firms: their door is put on here.
"""

from django.urls import path

from ..journal import views as journal
from . import views, views_interview, views_scope, views_standards
from .doors import firm_door

_journal_door = firm_door("journal.view")

urlpatterns = [
    path("profile/", views.profile, name="firm_profile"),
    path("profile/interview/", views_interview.interview, name="firm_interview"),
    path("scope/", views_scope.explorer, name="firm_scope"),
    path("scope/profile.json", views_standards.oscal_profile, name="firm_scope_oscal"),
    path("profile/<slug:kind>/", views.state_fact, name="fact_state"),
    path("journal/", _journal_door(journal.entries), name="journal"),
    path("journal/<int:seq>/", _journal_door(journal.entry), name="journal_entry"),
    path("journal/<int:seq>/proof.json", _journal_door(journal.proof), name="journal_proof"),
]
