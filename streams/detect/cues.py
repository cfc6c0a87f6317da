"""Words that stand beside a leak: launch cues, anchors, and the signs of negation, joke and rumour.

Own lists for German and English. They are strict on purpose: a weak code word such as a bird's name is met in many
harmless posts, and with a strict cue beside it in hardly any.
"""

from collections.abc import Iterable
from functools import cache

from streams.detect.phrases import Phrases
from streams.text.fold import word_view

CUES = """
launch launches launched launching launchen gelauncht launchtermin launchdatum launch-event produktlaunch prelaunch
embargo sperrfrist marktstart markteinführung produktstart verkaufsstart vertriebsstart produktionsstart serienstart
serienreif produktvorstellung weltpremiere prototyp prototypen prototyps prototype prototypes vorserie erlkönig
release releases releasedatum release-date erscheinungstermin erscheinungsdatum vorbestellen vorbestellung
vorbestellbar preorder preorders pre-order unveil unveils unveiled unveiling enthüllen enthüllt enthüllung
unreleased unangekündigt unannounced confidential vertraulich go-to-market
"""
CUE_PHRASES = (
    "auf den Markt", "in den Handel", "in den Verkauf", "go live", "goes live", "goes on sale", "hits the market",
    "start of production", "streng geheim", "noch geheim", "top secret", "under wraps", "darf ich noch nicht",
    "darf man noch nicht", "not supposed to say", "before the announcement", "vor der Ankündigung", "noch nicht sagen",
    "noch nicht verraten", "noch nicht zeigen", "can't tell you yet", "can't share yet", "can't say yet",
    "can't show you yet", "still secret", "still a secret", "ready for production", "production ready",
    "offiziell angekündigt", "wird angekündigt", "officially announced", "will be announced",
)  # fmt: skip
ANCHORS = ("Projekt", "Project", "Codename", "Modell", "Model", "Serie", "Series", "Operation")
DENIALS = (
    "keine Ahnung", "weiß nichts", "weiß nicht, ob", "weiß nicht, wann", "stimmt nicht", "nicht wahr", "gibt es nicht",
    "gibt es gar nicht", "gibt's nicht", "wird es nicht geben", "nichts von einem", "nichts über", "nichts zu",
    "no idea", "don't know", "do not know", "not true", "isn't true", "there is no", "there's no", "no such thing",
    "gibt kein", "gibt keine", "gibt keinen", "wird kein", "wird keine", "wird keinen", "will be no",
    "never heard of", "nie gehört", "noch nie gehört", "know nothing", "can't say anything", "kann nichts sagen",
    "gibts nicht", "not real", "confirm nor deny", "weder bestätigen noch dementieren", "kein Kommentar", "no comment",
    "weiß nicht, was", "kommt nicht", "kommt gar nicht", "wird nicht kommen", "existiert nicht", "existiert gar nicht",
    "ist erfunden", "frei erfunden", "Fake News", "Quatsch", "Unsinn", "Blödsinn", "nonsense", "ist kein Produkt",
    "doesn't exist", "does not exist", "isn't real", "isn't coming", "is not coming", "won't happen",
    "will not happen", "not happening", "there isn't", "there aren't", "there is not", "not making", "not building",
    "brennt nicht", "not on fire", "false alarm", "Fehlalarm", "hoax",
    "nothing to do with", "nichts zu tun",
)  # fmt: skip
JOKES = (
    "Scherz", "Aprilscherz", "Witz", "nur Spaß", "kleiner Spaß", "Spaß beiseite", "just kidding", "kidding", "jk",
    "joke", "joking", "April Fools", "Satire", "Ironie", "ironie off", "#ironie", "sarcasm", "just messing",
    "Glaskugel", "Kristallkugel", "Glückskeks", "Wahrsagerin", "Kaffeesatz", "Sternzeichen", "Weltherrschaft",
    "Weltfrieden", "Zeitmaschine", "Osterhase", "Außerirdische", "Nimmerleinstag", "Schweine fliegen",
    "treffen sich zwei", "kommt in eine Bar", "Klopf klopf", "Postillon", "Flachwitz", "Kalauer", "war nur Spaß",
    "crystal ball", "fortune cookie", "fortune teller", "tea leaves", "world domination", "world peace",
    "time machine", "Easter bunny", "pigs fly", "hell freezes over", "walks into a bar", "walk into a bar",
    "knock knock", "dad joke", "dad jokes", "sarcastic", "satirical", "parody", "Parodie", "pulling your leg",
)  # fmt: skip
RUMOURS = (
    "Gerücht", "Gerüchte", "Gerüchten", "Gerüchteküche", "munkelt", "gemunkelt", "rumour", "rumours", "rumor", "rumors",
    "rumored", "rumoured", "people say", "people whisper", "whispers about", "word is", "word on the street",
    "hört man", "wie es heißt", "habe gehört", "hab gehört", "gehört haben", "stimmt es", "stimmt das", "heard that",
    "is it true", "is that true", "speculation", "speculates", "speculating", "Spekulation", "Spekulationen",
    "spekuliert", "gerätselt", "wird vermutet", "Hörensagen", "hearsay", "unbestätigt", "unconfirmed", "behauptet",
    "claims that", "claims to", "claim that", "erfahren haben", "dem Vernehmen nach", "won't comment", "rumor has it",
    "word has it", "gossip", "scuttlebutt", "grapevine", "pinch of salt", "grain of salt", "not confirmed",
    "unverified", "read somewhere", "heard somewhere", "saw somewhere", "read online", "saw online", "sources say",
    "source says", "insiders say", "tipster", "so they say", "they say that", "some say", "people are saying",
    "everyone says",
    "I hear that", "I'm hearing", "hearing that", "so I hear", "so I've heard", "if you believe", "if we believe",
    "irgendwo gelesen", "irgendwo gehört", "so sagt man", "man sagt", "man hört", "Buschfunk", "Klatsch",
    "mit Vorsicht zu genießen", "nicht bestätigt", "wollen wissen", "will wissen", "wird erzählt", "wird gesagt",
)  # fmt: skip
SUPPOSED = (
    "angeblich", "angebliche", "angeblichen", "allegedly", "supposedly", "reportedly", "purportedly",
    "apparently",
)  # fmt: skip
INSISTENCE = (
    "kein Witz", "kein Scherz", "kein Aprilscherz", "kein Spaß", "keine Satire", "kein Gerücht", "keine Gerüchte",
    "ohne Witz", "no joke", "not a joke", "no kidding", "not kidding", "not joking", "no rumour", "not a rumour",
    "no rumor", "not a rumor", "no rumours", "no rumors", "ungelogen", "ich schwör", "ich schwöre", "I swear", "no lie",
    "not making this up", "not a drill", "keine Übung", "im Ernst",
)  # fmt: skip
NEGATIONS = ("kein", "keine", "keinen", "keinem", "keiner", "nicht", "no", "not", "never")
CUE = "cue"
DENIAL = "negation"
JOKE = "joke"
RUMOUR = "rumour"
INSIST = "insist"
RIVAL = "rival"

_NEGATIONS = tuple(map(word_view, NEGATIONS))


def signs(own_cues: Iterable[tuple[str, Iterable[str]]], rivals: Iterable[str] = ()) -> Phrases[str]:
    """All that may stand beside a leak, found in one pass, with own cues under their register's name.

    `CUE`; `DENIAL`, `JOKE` and `RUMOUR`; `INSIST` for what sounds like one of these and is the contrary; `RIVAL` for
    a competitor.
    """
    lists = ((DENIAL, DENIALS), (JOKE, JOKES), (RUMOUR, (*RUMOURS, *SUPPOSED)), (INSIST, INSISTENCE))
    named = [form for name in rivals for form in (name, f"{name}s", f"{name} s")]
    return Phrases([(CUE, (*CUES.split(), *CUE_PHRASES)), *lists, (RIVAL, named), *own_cues])


@cache
def anchors(names: tuple[str, ...]) -> tuple[str, ...]:
    """Word views of what anchors a term: built-in words and the names of the company, and the genitive of each."""
    return tuple(word_view(form) for text in (*ANCHORS, *names) for form in (text, f"{text}s", f"{text} s"))


def anchored(view: str, start: int, end: int, beside: tuple[str, ...]) -> bool:
    """Whether one of these stands directly before or after `view[start:end]`."""
    return view.endswith(beside, 0, start) or view.startswith(beside, end)


def negated(view: str, start: int) -> bool:
    """Whether what begins at `view[start]` is denied by the word before it."""
    return view.endswith(_NEGATIONS, 0, start)
