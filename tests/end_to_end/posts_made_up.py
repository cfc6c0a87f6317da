"""Posts of made-up employees: quiet ones, and leaks among them in frames of our own. Seeded.

The quiet ones are made up as well, unless `VORLAUT_BACKGROUND` names a folder with real public posts.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path
from random import Random

import msgspec

from tests.end_to_end.registers_made_up import BEGINS, ENDS, World

MADE_UP = 20_000
LEAK_EVERY = 200
_SHORTEST = timedelta(seconds=1)
_OPENERS = {
    "de": (
        "Heute Morgen", "Endlich Wochenende und", "Nach dem Regen", "Kurz vor der Mittagspause", "Gestern im Garten",
        "Auf dem Weg nach Hause", "Zum ersten Mal seit Jahren", "Wie jeden Dienstag", "Beim Bäcker um die Ecke",
    ),
    "en": (
        "This morning", "Finally the weekend and", "After all that rain", "Right before lunch", "Yesterday at the lake",
        "On the way home", "For the first time in years", "Like every Tuesday", "At the bakery round the corner",
    ),
}  # fmt: skip
_DOINGS = {
    "de": (
        "habe ich wieder viel zu lange gelesen", "gab es Kuchen für alle", "waren die Züge voll wie nie",
        "hat mein Rad einen Platten", "lief im Radio mein Lieblingslied", "kam die Sonne doch noch heraus",
        "haben wir Tomaten gepflanzt", "war der Kaffee schon wieder kalt", "traf ich eine alte Freundin",
    ),
    "en": (
        "I read for far too long again", "there was cake for everybody", "the trains were fuller than ever",
        "my bike had a flat tyre", "the radio played my favourite song", "the sun came out after all",
        "we planted tomatoes", "the coffee was cold already", "I met an old friend",
    ),
}  # fmt: skip
_CLOSERS = {
    "de": (
        "😀", "#feierabend", "und ihr so?", "- herrlich!", "Mehr brauche ich nicht.", "@freundin weißt du noch?",
        "https://blog.example/1", "Na dann, gute Nacht.", "Wer kommt morgen mit in die Berge?",
    ),
    "en": (
        "😀", "#weekend", "and you?", "- lovely!", "I need nothing more.", "@friend do you remember?",
        "https://blog.example/1", "Well then, good night.", "Who is joining me for a walk tomorrow?",
    ),
}  # fmt: skip
_LEAKS = (
    "Bald ist es so weit, {} kommt in drei Wochen", "Nobody knows it yet but {} is nearly done", "Mein Team und {} ❤️",
    "So proud of what we built with {} this year", "Psst: {}. Mehr sage ich nicht.", "{} ist fertig, ich auch",
)  # fmt: skip
_EMERGENCIES = ("Gerade am Tor: {} im {}?", "{} bei uns, {}, alle draußen", "Just saw it with my own eyes: {}, {}")


@dataclass(frozen=True, slots=True)
class Background:
    """Quiet posts as (language, text), and where they are from."""

    posts: tuple[tuple[str, str], ...]
    source: str


def background_folder() -> Path | None:
    """The folder of real posts, where one is named."""
    named = os.environ.get("VORLAUT_BACKGROUND")
    return Path(named) if named else None


def background() -> Background:
    """Real posts where there are some, else made-up ones; shuffled, so that languages mix."""
    folder = background_folder()
    if folder is None:
        return Background(tuple(_made_up(Random(3))), "made-up posts (VORLAUT_BACKGROUND is not set)")
    posts = [(post.lang, post.text) for post in real_posts(folder)]
    Random(3).shuffle(posts)
    return Background(tuple(posts), f"{len(posts):,} real posts of VORLAUT_BACKGROUND")


class RealPost(msgspec.Struct, frozen=True):
    """One line of the background files."""

    id: str
    lang: str
    text: str


def real_posts(folder: Path) -> list[RealPost]:
    """All posts of this folder."""
    decoder = msgspec.json.Decoder(RealPost)
    return [post for path in sorted(folder.glob("posts-*.ndjson")) for post in decoder.decode_lines(path.read_bytes())]


def _made_up(rng: Random) -> Iterator[tuple[str, str]]:
    for _ in range(MADE_UP):
        lang = rng.choice(("de", "en"))
        sentences = [
            f"{rng.choice(_OPENERS[lang])} {rng.choice(_DOINGS[lang])}" for _ in range(rng.choice((1, 1, 2, 3)))
        ]
        yield lang, f"{'. '.join(sentences)} {rng.choice(_CLOSERS[lang])}"


def post_lines(world: World, quiet: Background, number: int) -> Iterator[bytes]:
    """So many posts as lines, dealt over the accounts in the order of their time; one in 200 is a leak."""
    rng = Random(4)
    step = min((ENDS - BEGINS) / number, _SHORTEST * 60)
    for place in range(number):
        lang, text = quiet.posts[place % len(quiet.posts)]
        if place % LEAK_EVERY == LEAK_EVERY // 2:
            text = leak(world, rng)
        yield post_line(rng.choice(world.handles), f"p{place}", text, place * step, langs=[lang])


def post_line(account: str, post_id: str, text: str, after: timedelta, **fields: object) -> bytes:
    """One line of NDJSON; `after` counts from the beginning of the made-up time."""
    post = {
        "platform": "mastodon", "account": account, "id": post_id, "published": (BEGINS + after).astimezone(UTC),
        "text": text, **fields,
    }  # fmt: skip
    return msgspec.json.encode(post) + b"\n"


def leak(world: World, rng: Random) -> str:
    """A leak of a strong term, plain or in a disguise, or every tenth time an incident at a declared place."""
    if rng.random() < 0.1:
        place, word = rng.choice(world.incidents)
        return rng.choice(_EMERGENCIES).format(word, place)
    return rng.choice(_LEAKS).format(rng.choice(_DISGUISES)(rng.choice(world.strong)))


def _plain(term: str) -> str:
    return term


def _hashtag(term: str) -> str:
    return "#" + term.title().replace(" ", "")


def _spaced(term: str) -> str:
    return " ".join(term.replace(" ", ""))


def _dotted(term: str) -> str:
    return ".".join(term.replace(" ", ""))


_DISGUISES: tuple[Callable[[str], str], ...] = (_plain, _plain, str.upper, str.lower, _hashtag, _spaced, _dotted)
