from django.contrib import admin
from django.urls import include, path

from . import account_views, file_views, health, pages, views

account_urls = [
    path("first/<str:token>/", account_views.first_administrator, name="first-administrator"),
    path("passphrase/", account_views.PasswordReset.as_view(), name="admin_password_reset"),
    path("passphrase/sent/", account_views.PasswordResetDone.as_view(), name="password_reset_done"),
    path(
        "passphrase/<uidb64>/<token>/",
        account_views.PasswordResetConfirm.as_view(),
        name="password_reset_confirm",
    ),
]
urlpatterns = [
    path("", views.home, name="home"),
    path("criteria/", views.criteria, name="criteria"),
    path("criteria/examples/<slug:slug>.json", views.example_request, name="example-request"),
    path("about/", views.about, name="about"),
    *(
        path(f"{audience.slug}/", views.audience, {"slug": audience.slug}, name=audience.slug)
        for audience in pages.AUDIENCES
    ),
    path("resources/<int:pk>/file", file_views.resource_file, name="resource-file"),
    path("imprint/photo/<str:name>", file_views.hero_photo, name="hero-photo"),
    path("", include("submissions.urls")),
    path("", include("sites.urls")),
    path("admin/account/", include(account_urls)),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

handler400 = "aze.views.not_understood"
handler500 = "aze.views.broken"
