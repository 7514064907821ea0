"""Language and display mode: read from the address or a cookie, kept with the account, never in the path.

Chinese and the standard display are the default whatever a browser's Accept-Language says: a public page then has
exactly one answer per address, language and mode, and the early cache can key on those without looking at anything
personal.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

MODES = ("standard", "elder", "elder-large")
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
MODE_COOKIE = "mode"
LANGUAGE_COOKIE = "language"
COOKIE_SECONDS = 365 * 24 * 3600


def mode_of(request: HttpRequest) -> str:
    """The display mode asked for in the address (posters print `?mode=elder`) or kept in the cookie."""
    for wanted in (request.GET.get("mode"), request.COOKIES.get(MODE_COOKIE)):
        if wanted in MODES:
            return wanted
    return MODES[0]


def language_of(request: HttpRequest) -> str:
    """The language kept in the cookie, Chinese otherwise."""
    wanted = request.COOKIES.get(LANGUAGE_COOKIE)
    return wanted if wanted in LANGUAGES else settings.LANGUAGE_CODE


class PreferencesMiddleware:
    """Activate the language and put the display mode on the request, before anything is rendered.

    A cookie wins over the account: whoever switches on this device sees the switch, and the account follows.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Choose, activate, serve."""
        request.display_mode = mode_of(request)  # type: ignore[attr-defined]
        language = language_of(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            if request.COOKIES.get(MODE_COOKIE) not in MODES and "mode" not in request.GET:
                request.display_mode = request.user.display_mode  # type: ignore[attr-defined]
            if request.COOKIES.get(LANGUAGE_COOKIE) not in LANGUAGES:
                language = request.user.language
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        if request.GET.get("mode") in MODES:
            _keep(response, MODE_COOKIE, request.GET["mode"])
        return response


@require_GET
def set_preferences(request: HttpRequest) -> HttpResponse:
    """`/preferences/?mode=elder&next=/…`: keep a harmless preference and go back.

    A plain link instead of a form with a CSRF token: the token would set a cookie on every public page.
    """
    goal = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(goal, allowed_hosts={request.get_host()}):
        goal = "/"
    response = HttpResponseRedirect(goal)
    mode, language = request.GET.get("mode"), request.GET.get("language")
    if mode in MODES:
        _keep(response, MODE_COOKIE, mode)
    if language in LANGUAGES:
        _keep(response, LANGUAGE_COOKIE, language)
    if request.user.is_authenticated:
        from portal.accounts import actions
        from portal.accounts.enums import DisplayMode, Language

        actions.set_preferences(
            user=request.user,
            display_mode=DisplayMode(mode) if mode in MODES else None,
            language=Language(language) if language in LANGUAGES else None,
        )
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=COOKIE_SECONDS, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
