"""What happens in a scenario: posts, their edits and deletions as a platform sends them, and a declared crisis."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from services.demo.company import accounts
from services.demo.templates import Case, Text
from streams.events import AlertStatus, PostKind
from streams.refusal import RefusalReason
from streams.registers import Crisis, Severity

_NEVER_DECLARED: Final = ("mastodon", "@kai@social.example")
REVISIONS: Final[dict[PostKind, str]] = {"created": "1", "edited": "2", "deleted": "3"}


@dataclass(frozen=True, slots=True)
class Expected:
    """One alert that must come of a post: its register, the status it ends with, and how it is found."""

    register: str
    status: AlertStatus = "open"
    at_most: Severity = "critical"
    later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One version of a post: the line in which it arrives, and what must come of it. `kind` is the kind of case."""

    at: datetime
    kind: str
    who: str
    id: str
    said: Text
    line: bytes
    change: PostKind = "created"
    expects: Expected | None = None
    refused: RefusalReason | None = None
    torn: bool = False

    @property
    def version(self) -> tuple[str, str]:
        """The post and the revision that judges it; a deletion has none of its own to judge."""
        return self.id, REVISIONS[self.change]


@dataclass(frozen=True, slots=True)
class DeclaredCrisis:
    """Somebody declares the crisis."""

    at: datetime
    crisis: Crisis


Moment = Posted | DeclaredCrisis


def expected_of(case: Case) -> Expected | None:
    """The alert this case is there for."""
    return Expected(case.expects, case.status, case.at_most, case.later) if case.expects else None


def everyday(who: str, post_id: str, kind: str, at: datetime, text: str) -> Posted:
    """A public post of which nothing must come."""
    said = Text(text=text)
    return Posted(at=at, kind=kind, who=who, id=post_id, said=said, line=_line(who, post_id, at, said))


def opening(case: Case, who: str, post_id: str, at: datetime, said: Text) -> Posted:
    """The first version of a post of a case, without what is expected of it."""
    line = _line(who, post_id, at, said, visibility=case.visibility)
    return Posted(
        at=at,
        kind=case.kind,
        who=who,
        id=post_id,
        said=said,
        line=line[: len(line) // 2] if case.torn else line,
        refused=case.refused,
        torn=case.torn,
    )


def edited(post: Posted, at: datetime, text: str) -> Posted:
    """The same post with another text."""
    said = Text(text=text, alt=post.said.alt, summary=post.said.summary)
    line = _line(post.who, post.id, at, said, change="edited")
    return replace(post, at=at, said=said, line=line, change="edited")


def deleted(post: Posted, at: datetime) -> Posted:
    """The same post, gone."""
    line = _line(post.who, post.id, at, Text(text=""), change="deleted")
    return replace(post, at=at, said=Text(text=""), line=line, change="deleted", expects=None)


def repeated(post: Posted, at: datetime, who: str) -> Posted:
    """Somebody else says the same, word for word."""
    post_id = f"{post.id}-again"
    return replace(post, at=at, who=who, id=post_id, line=_line(who, post_id, at, post.said), expects=None)


def _line(
    who: str, post_id: str, at: datetime, said: Text, *, change: PostKind = "created", visibility: str = "public"
) -> bytes:
    account = accounts().get(who)
    platform, handle = (account.platform, account.account) if account else _NEVER_DECLARED
    fields: dict[str, object] = {
        "platform": platform,
        "account": handle,
        "id": post_id,
        "kind": change,
        "revision": REVISIONS[change],
        "published": at.isoformat(),
        "visibility": visibility,
        "url": f"https://social.example/{who}/{post_id}",
    }
    if change != "deleted":
        fields |= {"text": said.text, "summary": said.summary}
        fields["attachments"] = [{"type": "image", "alt": said.alt}] if said.alt else []
    return json.dumps(fields, ensure_ascii=False).encode()
