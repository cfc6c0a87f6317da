"""Which addresses of the Internet may be asked: those of everybody's network, and none of ours."""

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

# in all of these an address of version 4 is hidden, which may be one of ours
_DISGUISES: Final = tuple(map(ip_network, ("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")))


def look_up(host: str, port: int) -> Sequence[str]:
    """The addresses a name stands for now. Raises `OSError` and `UnicodeError` for one that stands for none."""
    return [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether it lies in everybody's network, and is one machine's."""
    found = ip_address(address.partition("%")[0])
    if not found.is_global or found.is_multicast:
        return False
    return isinstance(found, IPv4Address) or not _is_ours(found)


def _is_ours(found: IPv6Address) -> bool:
    return found.is_site_local or any(found in disguise for disguise in _DISGUISES)
