"""Public pictures from the media folder; everything else there stays shut.

Renditions are the only uploaded files that may be fetched by address: originals keep what the photographer's camera
wrote into them, and documents go through Wagtail's view, which knows who may see them. In production nginx or the
object store answers these addresses first.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

PUBLIC_FOLDERS = ("images/",)


def serve_public(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a rendition, cached for a year since its name changes with its content; 404 for other folders."""
    if not path.startswith(PUBLIC_FOLDERS):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
