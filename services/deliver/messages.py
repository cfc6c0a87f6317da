"""What people are told, in their language: not a word of the post, and no title unless that is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from services.deliver.routes import Due
from services.ports.channel import Message
from streams.events import AUTHOR
from streams.identity import computed_id

Lang = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language; `kinds` are what an alert can be about, `authors` what its author is told."""

    severities: Mapping[str, str]
    kinds: Mapping[str, str]
    authors: Mapping[str, str]
    team_title: str
    team_body: str
    again_body: str
    digest_title: str
    digest_body: str
    author_title: str
    author_body: str
    trial_title: str
    trial_body: str


WORDS: Final[Mapping[Lang, Words]] = {
    "en": Words(
        severities={"low": "low", "medium": "medium", "high": "high", "critical": "critical"},
        kinds={"Embargo": "an embargo", "Crisis": "a declared crisis", "Policy": "a rule for brand accounts"},
        authors={
            "Embargo": "something that is not public yet",
            "Crisis": "something that only the spokespeople talk about at present",
            "Policy": "something that this account usually leaves out",
        },
        team_title="{severity}: a post touches {about}",
        team_body="A post may touch {about}. Severity: {severity}.\n\nLook at it, and say that you do:\n{link}\n\n"
        "Whoever decides there stops further messages about it.",
        again_body="You were told of posts that may touch {about}. The one you were led to is done with; of the others "
        "{n} still wait. Severity: {severity}.\n\nThe next one:\n{link}",
        digest_title="Alerts that could wait: {n}",
        digest_body="Alerts that could wait: {n}.\n\nAll of them:\n{link}",
        author_title="A word about your post",
        author_body="Hello,\n\nthis account takes part in vorlaut, so you are told first: your post may touch "
        "{about}.\n{link}\n\nThat happens to everybody. Please look at it, and change or delete it if you can. If it "
        "is fine as it is, or you are not sure, talk to the communications team.\n\nNobody is scored, and there is "
        "nothing else you have to do.",
        trial_title="A test: this is how vorlaut tells you something",
        trial_body="{actor} asked for this test. Nothing has happened, and there is nothing to do.\n\nThe console is "
        "here:\n{link}",
    ),
    "de": Words(
        severities={"low": "niedrig", "medium": "mittel", "high": "hoch", "critical": "kritisch"},
        kinds={"Embargo": "eine Sperrfrist", "Crisis": "eine erklärte Krise", "Policy": "eine Regel für Markenkonten"},
        authors={
            "Embargo": "etwas, das noch nicht öffentlich ist",
            "Crisis": "etwas, zu dem zurzeit nur die Sprecherinnen und Sprecher etwas sagen",
            "Policy": "etwas, das auf diesem Konto sonst nicht vorkommt",
        },
        team_title="{severity}: Ein Beitrag berührt {about}",
        team_body="Ein Beitrag berührt vielleicht {about}. Schwere: {severity}.\n\nBitte ansehen und sagen, dass Sie "
        "das tun:\n{link}\n\nWer dort entscheidet, hält weitere Nachrichten dazu an.",
        again_body="Sie wissen von Beiträgen, die vielleicht {about} berühren. Der, zu dem Sie kamen, ist erledigt; "
        "von den anderen warten noch {n}. Schwere: {severity}.\n\nDer nächste:\n{link}",
        digest_title="Meldungen, die warten konnten: {n}",
        digest_body="Meldungen, die warten konnten: {n}.\n\nAlle:\n{link}",
        author_title="Ein Wort zu Ihrem Beitrag",
        author_body="Guten Tag,\n\ndieses Konto nimmt an vorlaut teil, deshalb erfahren Sie es zuerst: Ihr Beitrag "
        "berührt vielleicht {about}.\n{link}\n\nDas passiert jedem einmal. Bitte sehen Sie ihn sich an, und ändern "
        "oder löschen Sie ihn, wenn Sie können. Ist er in Ordnung, oder sind Sie nicht sicher, sprechen Sie mit der "
        "Kommunikation.\n\nNiemand wird bewertet, und mehr ist nicht zu tun.",
        trial_title="Ein Test: So meldet sich vorlaut bei Ihnen",
        trial_body="{actor} wollte diesen Test. Es ist nichts geschehen, und es ist nichts zu tun.\n\nHier ist die "
        "Konsole:\n{link}",
    ),
}


def message(due: Due, title: str | None, post: str, console: str, lang: Lang, now: datetime) -> Message:
    """The message that is due: `post` is the link to the post, `console` the address of the console.

    Without a `title` it only says of which kind the register is; its author is never told more than that: they may not
    know of it.
    """
    words, kind = WORDS[lang], due.register.partition("/")[0]
    if due.channel == AUTHOR:
        head, body, link, about = words.author_title, words.author_body, post, words.authors[kind]
    elif not due.stops:
        head, body, link, about = words.digest_title, words.digest_body, f"{console}/alerts", ""
    else:
        link, about = f"{console}/alerts/{due.subject}", title or words.kinds[kind]
        head, body = words.team_title, words.again_body if due.again else words.team_body
    given = {"severity": words.severities[due.severity], "about": about, "link": link, "n": len(due.alerts)}
    return Message(
        id=computed_id("ms", due.id, due.subject),
        to=due.to,
        title=" ".join(head.format(**given).split()),
        body=body.format(**given),
        link=link,
        subject=due.subject,
        severity=due.severity,
        at=now,
    )


def trial(actor: str, to: str, console: str, lang: Lang, now: datetime) -> Message:
    """A message by which somebody finds out whether a channel works; it says so."""
    words = WORDS[lang]
    return Message(
        id=computed_id("ct", actor, to, now.isoformat()),
        to=to,
        title=words.trial_title,
        body=words.trial_body.format(actor=actor, link=console),
        link=console,
        subject="",
        severity="low",
        at=now,
    )
