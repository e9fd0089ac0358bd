"""What every response carries, whatever view made it."""

import logging
import secrets
import time

from django.conf import settings

log = logging.getLogger("aze.request")

QUIET = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"
HERE = QUIET.replace("geolocation=()", "geolocation=(self)")
MAPS = {"sites-map"}


class RequestId:
    """Names each request and logs it by route name: a path may hold a secret token, a route name does not."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = secrets.token_hex(8)
        began = time.monotonic()
        response = self.get_response(request)
        response["X-Request-Id"] = request.id
        route = request.resolver_match.view_name if request.resolver_match else None
        log.info(
            "request",
            extra={
                "request_id": request.id,
                "route": route,
                "method": request.method,
                "status": response.status_code,
                "ms": round((time.monotonic() - began) * 1000),
            },
        )
        return response


class Headers:
    """Permissions, resource policy and caching: staff pages are never stored, errors neither."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        route = request.resolver_match.view_name if request.resolver_match else ""
        if not request.path.startswith(settings.STATIC_URL):  # no page, of which alone browsers read it
            response.setdefault("Permissions-Policy", HERE if route in MAPS else QUIET)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if (route or "").startswith("admin:") or request.path.startswith("/admin"):
            response["Cache-Control"] = "no-store"
            response["X-Robots-Tag"] = "noindex"
        elif response.status_code >= 400 and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response
