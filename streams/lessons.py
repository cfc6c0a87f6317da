"""What was learned from decisions, as versions with a time: words of a crisis, and how sure alerts are."""

from dataclasses import dataclass
from datetime import datetime


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
