"""The addresses of a firm's people, under `/firms/<code>/people/`."""

from django.urls import path

from . import views_people as views

urlpatterns = [
    path("", views.people, name="firm_people"),
    path("new/", views.new_person, name="firm_person_new"),
    path("<int:pk>/", views.person, name="firm_person"),
    path("<int:pk>/roles/", views.person_roles, name="firm_person_roles"),
    path("<int:pk>/disable/", views.disable, name="firm_person_disable"),
    path("<int:pk>/enable/", views.enable, name="firm_person_enable"),
    path("<int:pk>/unlock/", views.unlock, name="firm_person_unlock"),
    path("<int:pk>/password/", views.reset_password, name="firm_person_reset_password"),
    path(
        "<int:pk>/authenticator/",
        views.remove_authenticator,
        name="firm_person_remove_authenticator",
    ),
]
