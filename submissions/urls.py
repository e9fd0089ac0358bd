from django.urls import path

from . import part_views, tracking_views

urlpatterns = [
    path("submissions/<str:token>/", tracking_views.tracked, name="submission"),
    path("submissions/<str:token>/edit/<slug:part>/", part_views.part, name="submission-part"),
]
