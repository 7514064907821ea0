"""Public pictures from the media folder; everything else there stays shut.

Renditions are the only uploaded files that may be fetched by address: originals keep what the photographer's camera
wrote into them, and documents go through Wagtail's view, which knows who may see them. In production nginx or the
object store answers these addresses first.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

PUBLIC_FOLDER = "images"


def serve_public(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a rendition, cached for a year since its name changes with its content; 404 for other folders.

    The public folder itself is the root of what is served: a path with `..` cannot climb from it to the originals.
    """
    folder, _, name = path.partition("/")
    if folder != PUBLIC_FOLDER:
        raise Http404
    try:
        response = serve(request, name, document_root=str(settings.MEDIA_ROOT / PUBLIC_FOLDER))
    except SuspiciousFileOperation:
        raise Http404 from None
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
