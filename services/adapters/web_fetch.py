"""GET over HTTP with bounds, and never into our own network by way of a name or a redirect."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from http.client import HTTPException
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from services.adapters.web_addresses import is_public, look_up
from services.adapters.web_deadline import EndingPool, EndingSecurePool
from services.ports.fetch import Fetched, Forbidden
from streams.codec import Malformed
from streams.stage import Unavailable

AGENT: Final = "vorlaut (feed reader; see the contact of whoever runs it)"
MOST_BYTES: Final = 5 * 1024 * 1024
_CHUNK: Final = 64 * 1024
_HOPS: Final = 5
_TEMPORARY: Final = frozenset({302, 303, 307})
_FOR_GOOD: Final = frozenset({301, 308})
_NO_ADDRESS: Final = "only addresses such as https://news.example/feed.xml can be fetched"
_AS_IT_IS: Final = "/?&=%:@!$'()*+,;~#[]-._"  # of a path; everything else is escaped
_CANNOT: Final = "cannot be reached"


class WebFetch:
    """Implements `Fetch`. Hosts in `own` may be asked although they lie in our own network.

    The address a name stands for is looked up once, checked, and that very address is asked: a name that points
    elsewhere a moment later changes nothing.
    """

    def __init__(
        self,
        own: Collection[str] = (),
        seconds: float = 20.0,
        most: int = MOST_BYTES,
        look_up: Callable[[str, int], Sequence[str]] = look_up,
    ) -> None:
        self._own = frozenset(own)
        self._look_up = look_up
        self._seconds = seconds
        self._most = most

    def __call__(self, url: str, headers: Mapping[str, str]) -> Fetched:
        """See `Fetch`."""
        until = time.monotonic() + self._seconds
        moved: str | None = None
        lasting = True  # until the first detour: what comes behind one is no new address
        for _ in range(_HOPS):
            status, told, body = self._get(url, headers, until)
            if status not in _TEMPORARY | _FOR_GOOD or "location" not in told:
                return Fetched(status, told, body, moved, url)
            url = _joined(url, told["location"])
            lasting = lasting and status in _FOR_GOOD
            moved = url if lasting else moved
        raise Unavailable(f"{_host(url)} sends us from one address to the next: look at the feed's address")

    def _get(self, url: str, headers: Mapping[str, str], until: float) -> tuple[int, Mapping[str, str], bytes]:
        parts, host = _parts(url)
        pool = self._pool(parts.scheme, host, parts.port, until)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        path = quote(path, safe=_AS_IT_IS, errors="replace")
        asked = {"Host": parts.netloc, "User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", **headers}
        try:
            answer = pool.urlopen(
                "GET", path, headers=asked, redirect=False, retries=False, preload_content=False, assert_same_host=False
            )
            assert isinstance(answer, urllib3.HTTPResponse)  # noqa: S101 - what a pool gives that preloads nothing
            with answer:
                told = {name.lower(): value for name, value in answer.headers.items()}
                return answer.status, told, self._body(answer, until, host)
        except Malformed:
            raise
        except (HTTPError, HTTPException, OSError, ValueError) as error:  # the last of headers it told us to send back
            raise Unavailable(f"{host} {_CANNOT} ({type(error).__name__})") from None
        finally:
            pool.close()

    def _body(self, answer: urllib3.HTTPResponse, until: float, host: str) -> bytes:
        """The body, unpacked; counted while it is unpacked, so that a bomb is left when it begins to grow."""
        body = bytearray()
        while chunk := answer.read1(_CHUNK, decode_content=True):  # what has come, however little
            body += chunk
            if len(body) > self._most:
                raise Malformed(f"{host} sends more than {self._most // 1024 // 1024} MB")
            _in_time(until, host)
        _in_time(until, host)  # it was cut then, and may look whole
        return bytes(body)

    def _pool(self, scheme: str, host: str, port: int | None, until: float) -> urllib3.HTTPConnectionPool:
        address = self._address(host, port or (443 if scheme == "https" else 80))
        timeout = urllib3.Timeout(connect=5.0, read=5.0)
        if scheme == "https":
            return EndingSecurePool(
                address, port or 443, timeout=timeout, server_hostname=host, assert_hostname=host, until=until
            )
        return EndingPool(address, port or 80, timeout=timeout, until=until)

    def _address(self, host: str, port: int) -> str:
        try:
            found = self._look_up(host, port)
        except (OSError, ValueError):  # the latter of names that can be none
            raise Unavailable(f"{host} {_CANNOT}: there is no such name now") from None
        if host not in self._own and not all(map(is_public, found)):
            raise Forbidden(f"{host} lies in our own network: name it under feeds.own_hosts where that is meant")
        return found[0]


def _in_time(until: float, host: str) -> None:
    if time.monotonic() > until:
        raise Unavailable(f"{host} sends too slowly")


def _parts(url: str) -> tuple[SplitResult, str]:
    """An address and its host, where it is one that may be asked for at all."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for one that is none
    except ValueError:
        raise Forbidden(_NO_ADDRESS) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise Forbidden(_NO_ADDRESS)
    return parts, parts.hostname


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise Forbidden(_NO_ADDRESS) from None


def _host(url: str) -> str:
    return urlsplit(url).hostname or "the server"
