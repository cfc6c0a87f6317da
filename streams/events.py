"""The vocabulary: everything that flows is one of these frozen dataclasses.

All times are aware and in UTC. Fields may be added with a default; none is renamed, dropped or given another
meaning without a new version in `streams/schemas/` and a migration.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from streams.registers import Account, Company, Crisis, Embargo, Exemption, Policy, RegisterKind, Severity

PostKind = Literal["created", "edited", "deleted"]
EvidenceKind = Literal["term", "fact", "quote", "paraphrase", "learned", "rule"]
AlertStatus = Literal["open", "superseded", "public", "edited_away", "taken_down", "excepted"]
Act = Literal["signed in", "signed out", "read", "read draft", "searched", "exported", "tested", "invited", "tried"]
ALERT_STATUSES: tuple[AlertStatus, ...] = get_args(AlertStatus)  # in one version of a post, the later one wins
AlertVerdict = Literal["acknowledged", "with_author", "escalated", "leak", "not_a_leak", "public", "authorised"]
ALERT_VERDICTS: tuple[AlertVerdict, ...] = get_args(AlertVerdict)
Verdict = AlertVerdict | Literal["replayed"]  # the last is of a dead letter


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about an alert or group, and why. Of several the latest by time, then id, holds."""

    id: str
    subject: str
    actor: str
    at: datetime
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordWeight:
    """What a folded word, or a built-in list of words (`+fire`), tells of a crisis: bits for it, or against it."""

    word: str
    bits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedWord:
    """A folded word that stands in so many confirmed posts, of two authors at least."""

    word: str
    posts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePublished:
    """What decisions have taught of one declared crisis: posts from `at` on are judged by it, until the next one.

    `version` counts the decisions it rests on: `leaks` and `dismissed`, whose texts were still kept, are among them.
    It says nothing of a person: a word is in it only where two authors used it.
    """

    crisis: str
    version: int
    at: datetime
    words: tuple[WordWeight, ...]
    proposed: tuple[ProposedWord, ...] = ()
    leaks: int = 0
    dismissed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationStep:
    """From so many bits on, up to the next step, a finding is right with this probability."""

    bits: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationPublished:
    """What decisions say of the confidence of one family (`embargo`, `crisis`, a brand policy's id), from `at` on.

    `steps` rise in both; what weighs less than the first has its confidence. `version` counts the decisions.
    """

    family: str
    version: int
    at: datetime
    steps: tuple[CalibrationStep, ...]


AUTHOR: Final = "author"  # the channel that is the author's own `notify`


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One attempt to tell somebody. `why` says what is wrong with the channel where it was not delivered.

    `subject` is the alert that a link leads to; `about` are all alerts that were told of, and the group where what was
    told is the group.
    """

    id: str
    subject: str
    channel: str
    at: datetime
    attempt: int
    delivered: bool
    why: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedBack:
    """Register entries (`Embargo/x`) were looked for in what is retained since `since`: all that is said of it.

    `looked_at` is the topic, `records` how many of its records; `found` are the alerts that came of them, or in the
    distributed mode the posts and texts sent back to be judged. Not `completed`: declared anew meanwhile, and begun
    again.
    """

    id: str
    registers: tuple[str, ...]
    looked_at: Literal["posts", "contents"]
    declared_at: datetime
    declared_by: tuple[str, ...]
    since: datetime
    started_at: datetime
    ended_at: datetime
    records: int
    found: int
    completed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationAsked:
    """Somebody wants to declare what the authoring guard refuses; `digest` says exactly what.

    `registers` are the entries with the terms that are refused, `terms` how many. Holds for a week, for somebody else
    to confirm.
    """

    digest: str
    registers: tuple[str, ...]
    terms: int
    actor: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """Somebody did something that changes nothing and has to be known: signed in or out, read a text, exported."""

    id: str
    actor: str
    act: Act
    object: str
    at: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to the trail: an empty field means any. `object` may hold `*`; the window is half-open."""

    actor: str = ""
    object: str = ""
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionKept:
    """Somebody keeps a question to the trail under a name, for everybody, or drops what has it.

    Of a name the latest one holds.
    """

    id: str
    name: str
    actor: str
    at: datetime
    question: Asked = Asked()
    dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A loss that a source knows of: what was said there between `since` and `until` may not have come in.

    `reason` is a code of `services.sources.gaps`. `accounts` are the ids of those concerned, as far as that is known:
    without any, everything that comes by this source. The same loss has the same `id`, however often it is told.
    """

    source: str
    since: datetime
    until: datetime
    reason: str
    id: str = ""
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A record that could not be processed: where it stood, how long it was, its digest and why; never its bytes.

    Before the gate `source` is a file or stream and `position` a byte offset, with `line` its number from 1. After the
    gate `source` is a topic, and `position` and `index` point into the log, so that it can be replayed.
    """

    id: str
    stage: str
    source: str
    position: int
    length: int
    digest: str
    reason: str
    at: datetime
    line: int | None = None
    index: int | None = None
    partition: int | None = None


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
