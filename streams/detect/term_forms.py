"""Every form in which a term is found, for the person who declares it."""

from dataclasses import dataclass

from streams.detect.term_disguises import form
from streams.detect.term_patterns import Pattern, Shape, spellings
from streams.detect.term_slips import aims
from streams.text.skeleton import stand_ins


@dataclass(frozen=True, slots=True)
class TermForms:
    """What matches a pattern, per view.

    words      folded spellings as whole words; each may have an ending
    shape      what compounds are found, and what the term weighs
    skeletons  bare letters looked for where the term is disguised; none: it is not
    signs      pairs of a letter of the term and the digits and signs that may stand for it
    slips      spellings with the word in brackets in which one letter may differ; none: no slip is forgiven
    """

    words: tuple[str, ...]
    shape: Shape
    skeletons: tuple[str, ...]
    signs: tuple[tuple[str, str], ...]
    slips: tuple[str, ...]


def term_forms(pattern: Pattern) -> TermForms | None:
    """The forms of a pattern; None where nothing of it is left when it is folded."""
    spelled = list(spellings(0, pattern))
    if not spelled:
        return None
    skeletons = {shaped.letters for one in spelled if not (one.glued or one.inflected) and (shaped := form(one))}
    letters = sorted({char for one in spelled for char in one.text if char.isalpha()})
    signs = tuple((letter, signs) for letter in letters if (signs := stand_ins(letter))) if skeletons else ()
    slips = [(aim.before + f"[{aim.word}]" + aim.after).strip() for one in spelled for aim in aims(one)]
    return TermForms(
        tuple(dict.fromkeys(one.text for one in spelled)),
        spelled[0].shape,
        tuple(sorted(skeletons)),
        signs,
        tuple(dict.fromkeys(slips)),
    )
