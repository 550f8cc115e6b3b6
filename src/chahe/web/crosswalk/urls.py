"""Addresses of 對照, under `/crosswalk/`, and of a firm's conflicts, under `/firms/<code>/`."""

from django.urls import path

from . import views, views_conflicts, views_figures

urlpatterns = [
    path("crosswalk/", views.crosswalk, name="crosswalk"),
    path("crosswalk/proposals/", views.proposals, name="crosswalk_proposals"),
    path("crosswalk/decisions/", views.decisions, name="crosswalk_decisions"),
    path("crosswalk/decide/", views.decide, name="crosswalk_decide"),
    path("crosswalk/figures/", views_figures.market_figures, name="market_figures"),
    path(
        "crosswalk/figures/<slug:topic>/state/",
        views_figures.market_figure_state,
        name="market_figure_state",
    ),
    path(
        "firms/<slug:code>/conflicts/<slug:topic>/state/",
        views_figures.figure_state,
        name="figure_state",
    ),
    path("firms/<slug:code>/conflicts/", views_conflicts.firm_conflicts, name="firm_conflicts"),
]
