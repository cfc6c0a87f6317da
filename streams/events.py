"""The vocabulary: everything that flows is one of these frozen dataclasses.

All times are aware and in UTC. Fields may be added with a default; none is renamed, dropped or given another
meaning without a new version in `streams/schemas/` and a migration.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from streams.lessons import CalibrationPublished, ProfilePublished
from streams.losses import DeadLetter, Gap, LookedBack
from streams.registers import Account, Company, Crisis, Embargo, Exemption, Policy, RegisterKind, Severity
from streams.trail import Acted, ConfirmationAsked, Decision, Delivery, QuestionKept

PostKind = Literal["created", "edited", "deleted"]
EvidenceKind = Literal["term", "fact", "quote", "paraphrase", "learned", "rule"]
AlertStatus = Literal["open", "superseded", "public", "edited_away", "taken_down", "excepted"]
ALERT_STATUSES: tuple[AlertStatus, ...] = get_args(AlertStatus)  # in one version of a post, the later one wins


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A picture or film beside a post; only its description is read."""

    type: str = ""
    alt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link card beside a post."""

    url: str = ""
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEvent:
    """One version of one public post of an account that opted in.

    `published` is what the platform claims; `at` is the time this version is judged by: `published`, or the time of
    receipt where the claim lies in the future (`time_suspect`). `received_at` is the clock at ingest, and in a scan
    the same as `at`. `poll` are the options of a poll; `quoted` is the text of an own earlier post that is quoted.
    """

    platform: str
    account: str
    id: str
    at: datetime
    received_at: datetime
    kind: PostKind = "created"
    revision: str = "1"
    published: datetime | None = None
    text: str = ""
    summary: str | None = None
    langs: tuple[str, ...] = ()
    url: str | None = None
    attachments: tuple[Attachment, ...] = ()
    links: tuple[Link, ...] = ()
    reply_to: str | None = None
    quote_of: str | None = None
    time_suspect: bool = False
    poll: tuple[str, ...] = ()
    quoted: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChanged:
    """A register entry declared or changed: exactly one of the last six is set. Every version is kept."""

    kind: RegisterKind
    id: str
    version: int
    declared_at: datetime
    actor: str
    reason: str = ""
    company: Company | None = None
    account: Account | None = None
    embargo: Embargo | None = None
    crisis: Crisis | None = None
    policy: Policy | None = None
    exemption: Exemption | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialPublished:
    """An account that is allowed to speak has spoken: repeating it is no leak from `at` on.

    `registers` are the entries (`Embargo/x`, `Crisis/y`) it may speak on, or `Company/z` for whatever that company has
    declared or ever will; `digests` are of its four-word shingles, by
    which eight words in a row, or the whole text, are recognised.
    """

    id: str
    at: datetime
    registers: tuple[str, ...]
    digests: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRef:
    """Which version of which post, without a word of it."""

    platform: str
    account: str
    id: str
    revision: str
    kind: PostKind
    published: datetime
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an alert rests on: `part[start:end]` in code points as received. `bits` is its weight."""

    kind: EvidenceKind
    part: str
    start: int
    end: int
    term: str
    view: str
    bits: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A leak found. Holds ids, evidence and metadata; the text it points to is an `AlertContent`.

    `reasons` says each step that raised or lowered the severity, as short codes with their subject. `changed_at` is
    when the alert got its present status: the post's edit or deletion. A version is `superseded` when a later version
    of the post has the same alert, `public` when it turned out to repeat what had been said officially before, and
    `excepted` from its start where an exception held for it. A `shadow` alert rests on what is in the stage `shadow`.
    `bits` is the weight that the confidence comes from; 0 where an early version weighed nothing.
    """

    id: str
    policy: str
    policy_version: str
    register: str
    register_version: int
    severity: Severity
    confidence: float
    post: PostRef
    evidence: tuple[Evidence, ...]
    group: str
    window_start: datetime
    detected_at: datetime
    account_id: str
    reasons: tuple[str, ...] = ()
    status: AlertStatus = "open"
    changed_at: datetime | None = None
    found_later: bool = False
    time_suspect: bool = False
    shadow: bool = False
    bits: float = 0.0

    @property
    def reaches_people(self) -> bool:
        """Whether anybody is told of it; what is in shadow or excepted is shown only to those who ask for it."""
        return not self.shadow and self.status != "excepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPart:
    """One part of a post (`text`, `summary`, `attachment:0` ...) as received."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertContent:
    """The text an alert points to, with a retention and an erasure of its own."""

    alert: str
    post: PostRef
    parts: tuple[ContentPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A retained post, or the kept text of an alert, to be judged again by these register entries (`Embargo/x`) alone.

    Exactly one of `post` and `content` is set. `at` is when the entries were declared, or for a content since when
    something is officially said.
    """

    registers: tuple[str, ...]
    at: datetime
    post: PostEvent | None = None
    content: AlertContent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Alerts of one register within one window. Names nobody: only counts.

    `severity` is the highest of its open alerts, raised one step for each entry of `raised_by`, at most to critical.
    """

    id: str
    policy: str
    register: str
    window_start: datetime
    window_end: datetime
    severity: Severity
    alerts: int
    open_alerts: int
    authors: int
    first_at: datetime
    last_at: datetime
    raised_by: tuple[str, ...] = ()


Event = (
    PostEvent
    | RegisterChanged
    | OfficialPublished
    | Alert
    | AlertContent
    | Recalled
    | Group
    | Decision
    | ProfilePublished
    | CalibrationPublished
    | Delivery
    | LookedBack
    | ConfirmationAsked
    | Acted
    | QuestionKept
    | Gap
    | DeadLetter
)
EVENTS: tuple[type[Event], ...] = (
    PostEvent,
    RegisterChanged,
    OfficialPublished,
    Alert,
    AlertContent,
    Recalled,
    Group,
    Decision,
    ProfilePublished,
    CalibrationPublished,
    Delivery,
    LookedBack,
    ConfirmationAsked,
    Acted,
    QuestionKept,
    Gap,
    DeadLetter,
)
