"""What `vorlaut policies explain` says, in English and German."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Declared = Literal["strong", "weak", "name", "incident", "undeclared"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explaining:
    """Sentences of one language; the braces are filled in."""

    declared: Mapping[Declared, str]
    nothing: str
    weight: str
    words: str
    endings: str
    head: str
    no_head: str
    tails: Mapping[str, str]
    disguised: str
    signs: str
    undisguised: str
    slips: str
    no_slips: str
    guesses: str
    never: str
    sealed: str


ENGLISH: Final = Explaining(
    declared={
        "strong": "{term}: a term that counts by itself.",
        "weak": "{term}: a weak term; it counts only with {needs}.",
        "name": "{term}: a name; it counts together with something else.",
        "incident": "{term}: a word of an incident; it counts together with a declared place or name.",
        "undeclared": "{term} is not declared here. If it were, as a term that counts by itself:",
    },
    nothing="Nothing is left of {term} when case, signs and spaces are taken away: it can never be found.",
    weight="Weight: {bits:.0f} bits. Dictionary words weigh 6, long coined names 14.",
    words="As words, in any case, as a hashtag, with hyphens, with look-alike or styled letters, invisible characters:",
    endings="  each also with an ending: {endings}, 's",
    head="  at the end of a compound: test{word}",
    no_head="  not at the end of a compound",
    tails={
        "nothing": "  not at the start of a compound",
        "incident": "  at the start of a compound only before what incidents leave: {word} + smell, alarm, damage",
        "word": "  at the start of a compound, before a common word: {word}team",
        "any": "  at the start of a compound: {word}team, {word}2027",
    },
    disguised="Disguised (skeleton, 1 bit less): spaced, dotted, with emoji inside, with letters repeated:",
    signs="  with digits and signs for letters: {signs}",
    undisguised="Not in disguise: it is a dictionary word, or too short.",
    slips="With one letter left out, put in, replaced, or two swapped, in the word in brackets (fuzzy, 4 bits less):",
    no_slips="Not with a slip: no word of it is long enough, or it is a dictionary word.",
    guesses=(
        "Only as a low hint, beside a launch cue, an anchor or by an author near it (8 bits less): the same words\n"
        "with two letters wrong, or with one wrong and digits for others; and any word of it with up to half of its\n"
        "letters blanked out (*, _, ., #, -)."
    ),
    never="Never where what was written is itself a known word, a form of one, or a name in the word lists.",
    sealed=(
        "It is sealed: the detector holds no word of it, and alerts name it by a number. Two letters wrong, disguise\n"
        "in a link, and a name told half in one post and half in the next are not found then."
    ),
)
GERMAN: Final = Explaining(
    declared={
        "strong": "{term}: ein Begriff, der für sich zählt.",
        "weak": "{term}: ein schwacher Begriff; er zählt nur mit {needs}.",
        "name": "{term}: ein Name; er zählt zusammen mit etwas anderem.",
        "incident": "{term}: ein Wort eines Vorfalls; es zählt zusammen mit einem erklärten Ort oder Namen.",
        "undeclared": "{term} ist hier nicht erklärt. Wäre es das, als Begriff, der für sich zählt:",
    },
    nothing="Von {term} bleibt ohne Großschreibung, Zeichen und Leerzeichen nichts: Es kann nie gefunden werden.",
    weight="Gewicht: {bits:.0f} Bit. Wörter des Wörterbuchs wiegen 6, lange Kunstnamen 14.",
    words="Als Wörter, groß oder klein, als Hashtag, mit Bindestrich, mit ähnlichen, verzierten, unsichtbaren Zeichen:",
    endings="  jedes auch mit einer Endung: {endings}, 's",
    head="  am Ende eines zusammengesetzten Wortes: test{word}",
    no_head="  nicht am Ende eines zusammengesetzten Wortes",
    tails={
        "nothing": "  nicht am Anfang eines zusammengesetzten Wortes",
        "incident": "  am Anfang eines zusammengesetzten Wortes nur vor Folgen: {word} + Geruch, Alarm, Schaden",
        "word": "  am Anfang eines zusammengesetzten Wortes, vor einem üblichen Wort: {word}team",
        "any": "  am Anfang eines zusammengesetzten Wortes: {word}team, {word}2027",
    },
    disguised="Verstellt (skeleton, 1 Bit weniger): gesperrt, gepunktet, mit Emoji darin, mit wiederholten Buchstaben:",
    signs="  mit Ziffern und Zeichen als Buchstaben: {signs}",
    undisguised="Nicht verstellt: Es ist ein Wort des Wörterbuchs oder zu kurz.",
    slips="Mit einem fehlenden, zusätzlichen oder falschen Buchstaben oder zwei vertauschten, im Wort in Klammern\n"
    "(fuzzy, 4 Bit weniger):",
    no_slips="Nicht mit Tippfehler: Kein Wort ist lang genug, oder es ist ein Wort des Wörterbuchs.",
    guesses=(
        "Nur als schwacher Hinweis, neben einem Startwort, einem Anker oder bei nahen Verfassern (8 Bit weniger):\n"
        "dieselben Wörter mit zwei Fehlern oder mit einem Fehler und Ziffern als Buchstaben; und jedes Wort, von dem\n"
        "bis zur Hälfte der Buchstaben unkenntlich ist (*, _, ., #, -)."
    ),
    never="Nie, wo das Geschriebene selbst ein bekanntes Wort, eine Form davon oder ein Name der Wortlisten ist.",
    sealed=(
        "Er ist versiegelt: Der Erkenner hält kein Wort davon, und Hinweise nennen ihn mit einer Nummer. Zwei falsche\n"
        "Buchstaben, Verstelltes in einem Link und ein Name, der halb in einem und halb im nächsten Beitrag steht,\n"
        "werden dann nicht gefunden."
    ),
)
