"""Signs that a post denies, jokes about, wonders about or only passes on what it names.

Where a sign stands decides: a negation in the clause of the term, laughter at the end of its sentence, a source
together with a doubt beside it. What is named in a launch's own detail is no joke. Each sign only lowers a finding.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from streams.detect.cues import DENIAL, INSIST, JOKE, RUMOUR, RUMOURS, SUPPOSED, negated
from streams.detect.matcher import Match
from streams.detect.phrases import Phrases
from streams.detect.reading import Part
from streams.detect.subject import Subject
from streams.text.fold import word_view

QUESTION: Final = "question"
_AROUND: Final = 200  # characters on each side of a term that are looked at
_LOOKED_AT: Final = 8  # terms of one post
_SENTENCE_END: Final = re.compile(r"[!?\n\u2026]|\.(?!\d)|\s[-\u2013\u2014]\s")
_CLAUSE_END: Final = re.compile(
    r"[!?\n\u2026,;:()]|\.(?!\d)|\s[-\u2013\u2014]\s|\s(?:aber|sondern|doch|but|however|though)\s"
    r"|\s(?:und|and|mit|with)\s(?=(?:no|not|nobody|kein\w*|niemand|nicht|null)\b)"
    r"|\s(?:und|and|oder|or|weil|because)\s(?=(?:ich|du|ihr|wir|er|sie|es|das|die|der|i|you|we|he|she|it|they|the)\b)",
    re.IGNORECASE,
)
_FOLDED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "\u2019": "'"})


def _words(*phrases: str) -> re.Pattern[str]:
    """Any of these, as whole words, in folded text."""
    return re.compile(rf"\b(?:{'|'.join(' '.join(phrases).split())})\b".replace("~", r"\s+"))


_NO: Final = _words(
    r"nicht nichts nix nie niemals niemand kein(?:e[nmrs]?)? keinerlei weder noe nein nope no not never nothing none",
    r"nobody neither nor cannot cant dont doesnt isnt wont \w{2,6}n't",
)
_NO_FIRST: Final = re.compile(r"\A\W*(?:(?:nein|noe|nope)\b|no\s*,)")
_NOT_MEANT: Final = _words(
    r"noch~(?:nicht|nichts|kein\w*) not~yet yet",
    r"nicht~(?:nur|mehr~lange|ohne|umsonst|schlecht|so|zu|einmal|weit|kaputt\w*|fertig|bereit|zeigen|posten|filmen)",
    r"kein\w*~(?:geheimnis|problem|wunder|ende|fehler|zweifel|witz|scherz|spass|absturz|foto\w*|bild\w*|vergleich)",
    r"not~(?:only|just|bad|long|ready|far|sorry|even|a~secret) no~longer nicht~mehr~(?:weg|ohne) no~sleep kein~schlaf",
    r"no~(?:secret|problem|wonder|doubt|end|joke|crash\w*|photos?|pictures?|issues?|comparison) (?:a|ein)~secret",
    r"offiziell officially nie~(?:wieder|gedacht|mehr|so) never~(?:thought|been|again|seen|felt|worked|had)",
    r"can'?t~(?:wait|believe|show|share|post|be|stop|get|keep) cannot~(?:wait|believe|show|share|be|stop)",
    r"allowed~to~(?:show|share|post|not) trotzdem anyway",
)
_LAUGHING: Final = "\U0001f602\U0001f923\U0001f639\U0001f606\U0001f604\U0001f61c\U0001f92a"
_LAUGHED: Final = _words(r"(?:ha){2,}h? (?:hi){2,} lo+l rofl lmao xd")
_FUN: Final = re.compile(r"\bspass\s*[,.!]|\b(?:war|nur|kleiner)\s+spass\b|\W/s\s*\Z")
_UNREAL: Final = _words(
    r"traum getraeumt dream\w* klingt~wie klingt~nach sounds~like horoskop horoscope gesundheit bless~you",
    r"katze kater hund hamster goldfisch toaster kaktus cats? dogs? goldfish cactus verkauf\w*~ich~euch",
    r"20[4-9]\d 2[1-9]\d\d",
)
_SOURCE: Final = _words(
    r"zeitung\w* (?!daten|arbeits|merk)\w{4,}blatt presse medien radio fernsehen foru?m foren blogs? reddit twitter",
    r"internet im~netz podcast\w* nachrichten friseur\w* nachbar\w* schwager taxifahrer\w* stammtisch\w* onkel tante",
    r"newspapers? papers? tabloids? press news barber hairdresser neighbou?rs? cousin uncle aunt taxi~driver insiders?",
    r"leak\w* bloggers? analyst\w* mates? blokes? tweets? tweeted telegram tiktok youtubers? influencer\w* reporters?",
    r"journalist\w* magazin\w* columnist\w* brother-in-law kumpel",
    r"(?:some(?:one|body)|jemand|irgendwer)~(?:says?|said|claims?|tells?|schreib\w*|sagt|meint|behaupt\w*|erzaehl\w*)",
)
_TOLD: Final = _words(
    r"laut zufolge according~to apparently anscheinend offenbar scheinbar berichte\w* reports? schreib\w* writes?",
    r"says? said sagt sagen meint erzaehl\w* tells? told swears reckons gelesen heisst gehoert heard claims?",
    r"behaupte\w* whispers? soll(?:en|te|ten)? koennten? duerften? waeren? haetten? stehe sei may might could would",
    r"is~said",
)
_DOUBT: Final = _words(
    r"keine~ahnung no~idea wer~weiss(?!\s*,\s*der) who~knows glaub\w*~ich~erst believe~it~when dran~ist",
    r"if~(?:it|that)'?s~true klingt~ausgedacht sounds~made~up ob~das~stimmt whatever~that~means",
)
_EXISTENCE: Final = _words(
    r"gibt\s?'?e?s stimmt wahr wirklich existier\w* (?:weiss|kennt|hat)~(?:jemand|wer|einer|irgendwer|schon)",
    r"was~(?:ist|sind) gehoert gelesen is~there are~there true real really exists? any(?:one|body) heard what~is",
)
_IT_IS_SAID: Final = re.compile(r"\bes\s+heisst\s*,|\bheisst\s+es\s*,|,\s*heisst\s+es\b")
_OUTRIGHT: Final = Phrases([(RUMOUR, RUMOURS)])
_SUPPOSED: Final = Phrases([(RUMOUR, SUPPOSED)])
_OURS: Final = _words(r"wir unser\w* uns we our ours")


class _Place(NamedTuple):
    """What stands before and behind a match within its sentence or clause, and what ends that."""

    before: str
    behind: str
    end: str = ""

    @property
    def text(self) -> str:
        """Both, folded."""
        return _plain(f"{self.before} \u25a1 {self.behind}")


def hedges(matches: Sequence[Match], subject: Subject, *, near: bool, detailed: bool) -> tuple[str, ...]:
    """What lowers a finding on an embargo: negation, rumour, joke, question.

    `detailed`: the post gives more than a name (a cue, an anchor, a fact): laughter does not undo that. Nor does
    laughter alone lower what an author near the object says, or where somebody insists; a dream laughed at does.
    """
    found = dict.fromkeys(stated(subject))
    named = [match for match in matches if match.hit is not None and match.role.use == "term"]
    for match in named[:_LOOKED_AT]:
        found |= dict.fromkeys(_beside(match, subject, first_hand=near or detailed))
    return tuple(found)


def crisis_hedges(matches: Sequence[Match], subject: Subject) -> tuple[str, ...]:
    """The same of a crisis, where people at the site also doubt and tell: only what is said outright counts.

    What somebody supposes counts in the clause of the place or incident: beside it often stands the cause.
    """
    found = dict.fromkeys(stated(subject))
    outright = any(RUMOUR in _OUTRIGHT.found(part.words) for part in subject.parts)
    if RUMOUR in found and not (outright or any(map(_supposed, matches))):
        del found[RUMOUR]
    return tuple(found | dict.fromkeys(DENIAL for match in matches if _denied_before(match)))


def _supposed(match: Match) -> bool:
    clause = _place(match, _CLAUSE_END)
    return RUMOUR in _SUPPOSED.found(word_view(f"{clause.before} {clause.behind}"))


def stated(subject: Subject) -> Iterator[str]:
    """What a phrase says outright, anywhere in the post; not where somebody insists."""
    if INSIST not in subject.signs:
        yield from (sign for sign in (DENIAL, RUMOUR, JOKE) if sign in subject.signs)


def _beside(match: Match, subject: Subject, *, first_hand: bool) -> Iterator[str]:
    """What stands beside one term."""
    clause, sentence = _place(match, _CLAUSE_END), _place(match, _SENTENCE_END)
    if _denied_before(match) or _denies(clause, sentence):
        yield DENIAL
    if INSIST in subject.signs:
        return
    if _passed_on(match):
        yield RUMOUR
    laughed = _laughs(match.part, sentence) and (not first_hand or _UNREAL.search(_plain(match.part.text)))
    if laughed or _taken_back(match.part.text):
        yield JOKE
    if sentence.end == "?" and _EXISTENCE.search(sentence.text) and not _OURS.search(sentence.text):
        yield QUESTION


def _denied_before(match: Match) -> bool:
    """Whether the word before, in the same clause, says that there is none."""
    before = match.part.text[: match.start].rstrip("#@\"'\u201e\u201c\u00ab\u00bb \u00a0")[-1:]
    return match.hit is not None and before.isalnum() and negated(match.part.words, match.hit.word_start)


def _denies(clause: _Place, sentence: _Place) -> bool:
    text = clause.text
    if _NOT_MEANT.search(text):
        return False
    return _NO.search(text) is not None or _NO_FIRST.search(_plain(sentence.before)) is not None


def _passed_on(match: Match) -> bool:
    """Whether it is told of a source, with distance: two of source, telling and doubt, not the telling alone."""
    text = match.part.text
    around = _Place(text[max(0, match.start - _AROUND) : match.start], text[match.end : match.end + _AROUND]).text
    source, doubt = _SOURCE.search(around) is not None, _DOUBT.search(around) is not None
    if _IT_IS_SAID.search(around):
        return True
    return (source or doubt) and source + doubt + (_TOLD.search(around) is not None) > 1


def _laughs(part: Part, sentence: _Place) -> bool:
    """Whether the sentence of the term is laughed at, or the post ends laughing; "lol" alone is none."""
    last = part.text.rstrip("\ufe0f \n")[-1:]
    laughing = any(char in _LAUGHING for char in (*sentence.text, *last))
    return laughing or _LAUGHED.search(sentence.text) is not None


def _taken_back(text: str) -> bool:
    return _FUN.search(_plain(text[-_AROUND:])) is not None


def _plain(text: str) -> str:
    return text.lower().translate(_FOLDED)


def _place(match: Match, ends: re.Pattern[str]) -> _Place:
    """The sentence or clause around a match, at most 200 characters on each side."""
    text = match.part.text
    since = max(0, match.start - _AROUND)
    for end in ends.finditer(text, since, match.start):
        since = end.end()
    behind = text[match.end : match.end + _AROUND]
    until = ends.search(behind)
    last = until.start() if until else len(behind)
    return _Place(text[since : match.start], behind[:last], behind[last : last + 1])
