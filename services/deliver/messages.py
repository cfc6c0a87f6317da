"""What people are told, in their language: not a word of the post, and no title unless that is asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from services.deliver.routes import Due
from services.explain.harmless import harmless
from services.ports.channel import Message
from streams.identity import computed_id
from streams.trail import AUTHOR

Lang = Literal["de", "en"]
_WEB: Final = re.compile(r"https?://[^\s<>\"]+")
_LONGEST: Final = 200  # characters of a title, or of the number of a post
_LONGEST_LINK: Final = 1000


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
        team_body="A post may touch {about}. Severity: {severity}.\n\nLook at it:\n{link}\n\nSay there what you do: "
        "“I am looking at it” is enough. That stops further messages about it, and everybody sees that it is you. "
        "Until somebody does, whoever is next on the list may be told.\n\nThe post itself is not in this message: "
        "others may read along.",
        again_body="You were told of posts that may touch {about}. The one you were led to is done with; of the others "
        "{n} still wait. Severity: {severity}.\n\nThe next one:\n{link}",
        digest_title="Alerts that could wait: {n}",
        digest_body="Alerts that could wait: {n}.\n\nThey come together, so that single ones disturb nobody. Please "
        "look at them when you are at work:\n{link}",
        author_title="A word about your post",
        author_body="Hello,\n\nthis account takes part in vorlaut, so you are told as soon as anybody is: your post "
        "may touch {about}.\n\nIt is this one:\n{link}\n\nThat happens to everybody. What you can do:\n\n- Look at "
        "it, and change or delete it if you can. That is often all that is needed.\n- If it is fine as it is, or you "
        "are not sure, talk to the communications team: they would rather hear from you.\n\nNobody is scored, a "
        "machine has decided nothing, and there is nothing else you have to do. This message says no more because "
        "others may read along.",
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
        team_body="Ein Beitrag berührt vielleicht {about}. Schwere: {severity}.\n\nBitte ansehen:\n{link}\n\nSagen "
        "Sie dort, was Sie tun: „Ich sehe es mir an“ genügt. Das hält weitere Nachrichten dazu an, und alle sehen, "
        "dass Sie es sind. Bis jemand das tut, erfahren es vielleicht die Nächsten auf der Liste.\n\nDer Beitrag "
        "selbst steht nicht in dieser Nachricht: andere könnten mitlesen.",
        again_body="Sie wissen von Beiträgen, die vielleicht {about} berühren. Der, zu dem Sie kamen, ist erledigt; "
        "von den anderen warten noch {n}. Schwere: {severity}.\n\nDer nächste:\n{link}",
        digest_title="Meldungen, die warten konnten: {n}",
        digest_body="Meldungen, die warten konnten: {n}.\n\nSie kommen zusammen, damit einzelne niemanden stören. "
        "Bitte ansehen, wenn Sie bei der Arbeit sind:\n{link}",
        author_title="Ein Wort zu Ihrem Beitrag",
        author_body="Guten Tag,\n\ndieses Konto nimmt an vorlaut teil, deshalb erfahren Sie es so früh wie alle "
        "anderen: Ihr Beitrag berührt vielleicht {about}.\n\nEs ist dieser:\n{link}\n\nDas passiert allen einmal. "
        "Was Sie tun können:\n\n- Sehen Sie ihn sich an, und ändern oder löschen Sie ihn, wenn Sie können. Oft "
        "genügt das schon.\n- Ist er in Ordnung, oder sind Sie nicht sicher, sprechen Sie mit der Kommunikation: "
        "dort hört man lieber einmal mehr von Ihnen.\n\nNiemand wird bewertet, keine Maschine hat etwas entschieden, "
        "und mehr ist nicht zu tun. Mehr steht nicht in dieser Nachricht, weil andere mitlesen könnten.",
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
        head, body, link, about = words.author_title, words.author_body, _web(post), words.authors[kind]
    elif not due.stops:
        head, body, link, about = words.digest_title, words.digest_body, f"{console}/alerts", ""
    else:
        link, about = f"{console}/alerts/{due.subject}", _short(title) if title else words.kinds[kind]
        head, body = words.team_title, words.again_body if due.again else words.team_body
    severity = words.severities[due.severity]
    given = {"severity": severity, "about": about, "link": link or _short(post), "n": len(due.alerts)}
    return Message(
        id=computed_id("ms", due.id, due.subject, due.began),
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


def _web(post: str) -> str:
    """The link to a post where that is a web address, and nothing where it is a number or something else."""
    is_one = _WEB.fullmatch(post) and len(post) <= _LONGEST_LINK and harmless(post) == post
    return post if is_one else ""


def _short(text: str) -> str:
    """Text of others on one line, with nothing hidden in it, and with an end."""
    return harmless(text[:_LONGEST])[:_LONGEST]
