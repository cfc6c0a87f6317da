"""Our own network in every disguise."""

import pytest

from services.adapters.web_addresses import is_public
from services.adapters.web_fetch import WebFetch
from services.ports.fetch import Forbidden
from streams.stage import Unavailable


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1"),
        *("224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::"),
    ],
)
def test_our_own_network_is_recognised_in_every_disguise(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_everybodys_network_is_everybodys(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "127.0.0.1."])
def test_other_spellings_of_this_machine_are_not_asked(host: str) -> None:
    with pytest.raises((Forbidden, Unavailable)):
        WebFetch()(f"http://{host}/", {})
