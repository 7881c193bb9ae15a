"""Who is sending: the client's address as far as it can be trusted, and hashes of it that do not tell it."""

import ipaddress
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


class Networks(NamedTuple):
    """Keyed hashes of where a message comes from; both are "" when it came without an address.

    ``own`` is what one subscriber has: an IPv4 address, or a /64 of IPv6 to choose addresses from. ``wide`` is what
    one organisation can easily have: a /24 of IPv4, a /48 of IPv6.
    """

    own: str
    wide: str


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


def client_networks(request: HttpRequest) -> Networks:
    """The networks that the request comes from, hashed."""
    address = client_address(request)
    if not address:
        return Networks("", "")
    own, wide = (64, 48) if ":" in address else (32, 24)
    return Networks(_hashed(address, own), _hashed(address, wide))


def _hashed(address: str, length: int) -> str:
    network = str(ipaddress.ip_network(f"{address}/{length}", strict=False))
    return salted_hmac("inquiries.client", network, algorithm="sha256").hexdigest()[:40]


def _valid(text: str) -> str:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.IPv6Address(int(address)))
    return str(address)
