"""Ids are computed, never drawn: the same thing gets the same id in every run, in every mode."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

WINDOW = timedelta(hours=6)
_CONTENT_PARTS = 5  # platform, account, post id, alert and revision
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def computed_id(prefix: str, *parts: str) -> str:
    """`prefix_` and 26 letters from the parts. Parts are length-prefixed, so no two lists collide by gluing."""
    digest = blake2b(digest_size=16)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(4, "big"))
        digest.update(raw)
    return f"{prefix}_{b32encode(digest.digest()).decode().rstrip('=').lower()}"


def alert_id(post: tuple[str, str, str], policy: str, major: str, register: str) -> str:
    """From (platform, account, post id), the policy, its major version and the register."""
    return computed_id("al", *post, policy, major, register)


def window_start(at: datetime) -> datetime:
    """The start of the fixed event-time window (6 hours, from the epoch, UTC) that an instant lies in."""
    return at - (at - _EPOCH) % WINDOW


def group_id(policy: str, register: str, at: datetime) -> str:
    """The group an alert folds into: policy, register and the fixed window of the post's own time, nothing else."""
    return computed_id("gr", policy, register, window_start(at).isoformat())


def account_key(platform: str, account: str) -> str:
    """The key of a post: all versions of all posts of one account stay in order on one partition."""
    return f"{_segment(platform)}/{_segment(account)}"


def post_key(platform: str, account: str, post_id: str) -> str:
    """The key of what belongs to one post; it begins with the key of the account and a slash."""
    return f"{account_key(platform, account)}/{_segment(post_id)}"


def content_key(platform: str, account: str, post_id: str, alert: str, revision: str) -> str:
    """The key of the text of one alert in one version of its post; it begins with the key of the post and a slash."""
    return f"{post_key(platform, account, post_id)}/{_segment(alert)}/{_segment(revision)}"


def alert_and_revision(key: str) -> tuple[str, str] | None:
    """What the key of a content names; None for what is none."""
    parts = key.split("/")
    if len(parts) != _CONTENT_PARTS:
        return None
    alert, revision = (part.replace("%2F", "/").replace("%25", "%") for part in parts[-2:])
    return alert, revision


def _segment(part: str) -> str:
    """A slash inside a part is escaped as in an address, so that no two keys collide."""
    if "/" not in part and "%" not in part:
        return part
    return part.replace("%", "%25").replace("/", "%2F")


def content_digest(raw: bytes) -> str:
    """A digest to recognise bytes by without keeping them."""
    return blake2b(raw, digest_size=16).hexdigest()
