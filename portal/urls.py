"""Addresses: system, accounts, admin, the rooms' own, and last of all Wagtail's page tree."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import health, media, views

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Wagtail's and Django's own doors past allauth (password sign-in, password reset) lead to allauth instead.
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns: list[URLPattern | URLResolver] = [
    path("favicon.ico", views.favicon),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("metrics", health.metrics, name="metrics"),
    path("admin/login/", to_sign_in),
    path("admin/password_reset/", to_sign_in),
    path("admin/password_reset/<path:rest>", RedirectView.as_view(url="/accounts/login/")),
    path("django-admin/login/", to_sign_in),
    path("_util/login/", to_sign_in),  # Wagtail's, for pages behind a sign-in
    path("accounts/", include("portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("portal.patterns_urls")),
    path("", include("portal.preferences_urls")),
    path("", include("home.urls")),
    path("", include("notices.urls")),
    path("", include("governance.urls")),
    path("", include("services.urls")),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", media.serve_public, name="media"),
    path("", include(wagtail_urls)),
]
