"""Where a request comes from, as far as it can be trusted."""

import ipaddress

from django.conf import settings


def client_address(request):
    """The address that the outermost of our own proxies was called from. Each of them appends one entry to X-Forwarded-For, so it
    stands TRUSTED_PROXIES from the right; what stands before it the caller wrote. Without proxies, or where the entry is no
    address, it is that of the connection."""
    connected = request.META.get("REMOTE_ADDR")
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not 0 < settings.TRUSTED_PROXIES <= len(told):
        return connected
    try:
        return str(ipaddress.ip_address(told[-settings.TRUSTED_PROXIES].strip()))
    except ValueError:
        return connected
