from django.urls import path

from . import tracking_views

urlpatterns = [
    path("submissions/<str:token>/", tracking_views.tracked, name="submission"),
]
