"""What is judged: a post, read, with all that its verdict depends on."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.detect.cues import CUE, RIVAL
from streams.detect.reading import Part
from streams.events import PostEvent
from streams.lessons import CalibrationPublished
from streams.registers import Account
from streams.situation.learned import NOTHING_LEARNED, Learned
from streams.situation.model import Registers


@dataclass(frozen=True, slots=True)
class Subject:
    """A post of a declared account; `signs` is what stands beside the matches (`streams.detect.cues.signs`)."""

    post: PostEvent
    account: Account
    parts: Sequence[Part]
    registers: Registers
    signs: frozenset[str]
    learned: Learned = NOTHING_LEARNED

    def calibration(self, family: str) -> CalibrationPublished | None:
        """The calibration of a family that is in force at the post's own time."""
        return self.learned.calibration(family, self.post.at)

    @property
    def names_rival(self) -> bool:
        """Whether a declared competitor is named: a launch, and a code word that is a common word, may be theirs."""
        return RIVAL in self.signs

    def has_cue(self, register: str) -> bool:
        """Whether there is a launch cue, built in or of this embargo's own."""
        return CUE in self.signs or register in self.signs
