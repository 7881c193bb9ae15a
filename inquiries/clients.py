"""Who is sending: the client's address as far as it can be trusted, and a hash of it that does not tell it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def client_address(request: HttpRequest) -> str:
    """The address of the client, or "" when it has none (a local socket).

    Each of the TRUSTED_PROXIES proxies in front of the site appends to X-Forwarded-For the address it was
    called from: counted from the right, that many entries are believed, and nothing that the client wrote itself.
    """
    trusted = settings.TRUSTED_PROXIES
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    peer = request.META.get("REMOTE_ADDR", "")
    if trusted and len(forwarded) >= trusted and (address := _valid(forwarded[-trusted])):
        return address
    return _valid(peer)


def client_key(request: HttpRequest) -> str:
    """A salted hash of the address, or of the /64 network that one IPv6 subscriber has to choose addresses from."""
    address = client_address(request)
    if ":" in address:
        address = str(ipaddress.ip_network(f"{address}/64", strict=False))
    return salted_hmac("inquiries.client", address, algorithm="sha256").hexdigest()[:40]


def _valid(text: str) -> str:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.IPv6Address(int(address)))
    return str(address)
