from django.contrib import admin
from django.urls import path

from . import (
    boundary_views,
    check_views,
    file_views,
    part_views,
    submit_views,
    summary_views,
    tracking_views,
    update_views,
)

urlpatterns = [
    path("submit/", submit_views.submit, name="submit"),
    path("sites/<str:code>/update/", update_views.update, name="site-update"),
    path("check/", check_views.check, name="check"),
    path("submissions/<str:token>/", tracking_views.tracked, name="submission"),
    path("submissions/<str:token>/check", check_views.of_draft, name="submission-check"),
    path("submissions/<str:token>/answer", tracking_views.answer, name="submission-answer"),
    path("submissions/<str:token>/confirm", tracking_views.confirm, name="submission-confirm"),
    path("submissions/<str:token>/erase", tracking_views.erase, name="submission-erase"),
    path("submissions/<str:token>/export", tracking_views.exported, name="submission-export"),
    path("submissions/<str:token>/withdraw", tracking_views.withdraw, name="submission-withdraw"),
    path("submissions/<str:token>/edit/summary/", summary_views.summary, name="submission-summary"),
    path("submissions/<str:token>/edit/<slug:part>/", part_views.part, name="submission-part"),
    path("submissions/<str:token>/boundary.json", boundary_views.shapes, name="submission-boundary-shapes"),
    path("submissions/<str:token>/boundary.kml", boundary_views.as_kml, name="submission-boundary-kml"),
    path("submissions/<str:token>/files", file_views.sent, name="submission-files"),
    path("submissions/<str:token>/files/<int:pk>", file_views.file, name="submission-file"),
    path(
        "submissions/<str:token>/files/<int:pk>/remove",
        file_views.taken_back,
        name="submission-file-remove",
    ),
    path(
        "admin/submission-files/<int:pk>",
        admin.site.admin_view(file_views.for_staff),
        name="submission-file-for-staff",
    ),
    path("submissions/<str:token>/later/", part_views.later, name="submission-later"),
    path("submissions/<str:token>/send", summary_views.send, name="submission-send"),
]
