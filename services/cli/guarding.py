"""The authoring guard on the command line: what new terms would have fired on, and who has to agree to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import starmap
from typing import TYPE_CHECKING, Final

import click

from streams.stage import CannotRun

if TYPE_CHECKING:
    from datetime import datetime

    from services.declare.guard import Rated, Sample
    from services.rescan.trial import Trial
    from services.wiring import Installation
    from streams.registers import Embargo, RegisterEntry, Term
    from streams.situation.diff import Change
    from streams.situation.entries import Signature
    from streams.situation.model import Situation


FEW: Final = 5  # of fewer posts nothing is said but that: posts without an alert cannot be searched for a word


@dataclass(frozen=True, slots=True)
class Guarded:
    """What came of trying: the terms of embargoes as they are rated, and in how many posts each incident word stood."""

    posts: int
    rated: tuple["Rated", ...]
    incidents: tuple[tuple[str, str, int], ...]

    @property
    def refused(self) -> tuple["Rated", ...]:
        """The terms that somebody else has to agree to."""
        return tuple(one for one in self.rated if one.too_often)


def guard(installation: "Installation", planned: "Sequence[Change]", now: "datetime") -> Guarded:
    """Try the new terms on all the background there is: posts still kept, counted words, the word lists."""
    from services.declare.declare import planned_situation
    from services.declare.guard import incidents, unconditional
    from services.rescan.trial import Tried, retained, tried

    terms, words = list(unconditional(planned, now)), list(incidents(planned))
    if not terms and not words:
        return Guarded(0, (), ())
    situation = planned_situation(installation.declared.history(), planned)
    trying = [*starmap(Tried, terms), *starmap(Tried, words)]
    trial = tried(retained(installation.log), situation, trying)
    fired = trial.times[: len(terms)]
    rated = tuple(_rated(installation, situation, list(zip(terms, fired, strict=True)), trial))
    stood = zip(words, trial.times[len(terms) :], strict=True)
    return Guarded(trial.posts, rated, tuple((f"Crisis/{one.id}", word, n) for (one, word), n in stood))


def _rated(
    installation: "Installation",
    situation: "Situation",
    fired: "Sequence[tuple[tuple[Embargo, Term], int]]",
    trial: "Trial",
) -> "Iterator[Rated]":
    from services.background.count import GROUP
    from services.background.estimate import counted, usual
    from services.declare.guard import CONTEXTS, Rated, Sample
    from services.rescan.trial import Tried, tried
    from streams.text.word_counts import WordCounts

    counts = WordCounts.kept(installation.log.state(GROUP))
    again = [Tried(entry, replace(term, needs=(need,))) for (entry, term), n in fired if n for need in CONTEXTS]
    inside = iter(tried([trial.fired], situation, again).times if again else ())
    for (entry, term), count in fired:
        samples = [Sample("kept", count, trial.posts)]
        if counts is not None and not entry.sealed and (found := counted(counts, term.text)):
            samples.append(Sample("counted", found.times, found.posts))
        instead = {need: next(inside) for need in CONTEXTS} if count else {}
        yield Rated(
            register=f"Embargo/{entry.id}", text=term.text, samples=tuple(samples),
            usual=0.0 if entry.sealed else usual(term.text),
            instead=instead,
        )  # fmt: skip


def note_tried(installation: "Installation", planned: "Sequence[Change]", name: str, posts: int) -> None:
    """Make it durable who tries what on how many kept posts, before what comes of it is shown."""
    from services.acts import note

    if posts:
        about = " ".join(f"{one.kind}/{one.entry.id}" for one in planned if one.kind in {"Embargo", "Crisis"})
        note(installation.log, name, "tried", about, installation.clock(), f"{posts} posts")


def show_guarded(found: Guarded) -> None:
    """Say how often each term would have fired, where that is often; the others only together."""
    loud = [one for one in found.rated if one.too_often or any(sample.times >= FEW for sample in one.samples)]
    for one in loud:
        for line in _told(one):
            click.echo(line)
    quiet = len(found.rated) - len(loud)
    if quiet and found.posts:
        click.echo(
            f"{'The other ' if loud else ''}{_terms(quiet)} would each have fired {times(0)} in {found.posts:,} posts."
        )
    for register, word, stood in found.incidents:
        if stood >= FEW:
            click.echo(
                f"“{word}” of {register} stands in {_posts(stood, found.posts)}; it counts beside a site or name."
            )


def _told(rated: "Rated") -> Iterator[str]:
    from services.declare.guard import CONTEXTS, LIMIT

    kept, *others = rated.samples
    if kept.posts:
        yield f"“{rated.text}” of {rated.register} would have fired {times(kept.times)} in {_share(kept)}."
    else:
        yield f"“{rated.text}” of {rated.register}: no posts are kept yet to try it on."
    often = kept.times >= FEW
    if often:
        ways = (f"{{text: {rated.text}, needs: [{need}]}} {times(count)}" for need, count in rated.instead.items())
        yield f"  Give it a context: of these posts {', '.join(ways)}."
    for sample in others:
        yield f"  Of {sample.posts:,} posts whose words were counted it stood in {_stood(sample)}."
    if rated.usual * 10_000 > LIMIT:
        yield f"  By the word lists German or English says it in about {rated.usual * 10_000:.1f} of 10,000 posts."
        if not often:
            ways = (f"{{text: {rated.text}, needs: [{need}]}}" for need in CONTEXTS)
            yield f"  Give it a context: {' or '.join(ways)}."


def must_not_wait(planned: "Sequence[Change]", now: "datetime") -> "list[RegisterEntry]":
    """What is declared before anything is counted: all, where there is no term to try; else what cannot wait."""
    from services.declare.guard import cannot_wait, unconditional

    nothing_to_try = not any(unconditional(planned, now))
    return [one.entry for one in planned if nothing_to_try or cannot_wait(one)]


def agreed(
    installation: "Installation",
    found: Guarded,
    planned: "Sequence[Change]",
    signed: "Signature",
    confirms: str | None,
    again: str,
) -> "Signature":
    """As whom this is declared. Ends the command where a second person has to agree, and keeps who asked.

    `again` is the command that the second person runs; it names no term.
    """
    from services.declare.confirm import ask, confirmed, digest_of

    if not found.refused:
        return signed
    digest = digest_of(planned)
    if confirms is not None:
        return confirmed(installation.log, digest, confirms, signed)
    ask(installation.log, digest, [one.register for one in found.refused], signed)
    name_refused(found)
    raise CannotRun(
        f"refused until a second person agrees: {_terms(len(found.refused))} would fire too often. Nothing was "
        "declared but what cannot wait.\n"
        "Give them a context as shown above. To apply them as they are, a second person runs within a week:\n"
        f"  {again} --as NAME --confirms {digest}"
    )


def name_refused(found: Guarded) -> None:
    """Name every term that is refused, or would be."""
    from services.declare.guard import LIMIT

    for one in found.refused:
        few = any(sample.posts and sample.times < FEW for sample in one.samples)
        rate = "" if few else f"{one.per_10k:.1f} per 10,000, "
        click.echo(f"refused  {one.register} “{one.text}”: {rate}more than {LIMIT}{' per 10,000' if few else ''}")


def times(count: int) -> str:
    """How often; where that is seldom only so much, and never whether at all."""
    return f"fewer than {FEW} times" if count < FEW else f"{count:,} times"


def _terms(count: int) -> str:
    return "1 term" if count == 1 else f"{count:,} terms"


def _posts(times: int, posts: int) -> str:
    return f"{times:,} of {posts:,} posts"


def _share(sample: "Sample") -> str:
    return f"{sample.posts:,} posts{f', {_rate(sample)}' if sample.times >= FEW else ''}"


def _stood(sample: "Sample") -> str:
    return f"fewer than {FEW}" if sample.times < FEW else f"{sample.times:,}, {_rate(sample)}"


def _rate(sample: "Sample") -> str:
    return f"{sample.per_10k:.2g} per 10,000" if sample.per_10k < 1 else f"{sample.per_10k:,.0f} per 10,000"
