"""What is found of sealed terms, beside the same terms readable: recall by class, false alarms, and speed.

`python -m tests.evaluation.sealed` seals all embargoes of both generators. Rules were tuned on harbour alone.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import click

from streams.detect.judge import judge
from streams.events import PostEvent
from tests.end_to_end.posts_made_up import RealPost, background_folder, real_posts
from tests.evaluation.cases import DISTRACTORS, OTHER_LEAKS, TERM_LEAKS, Case, Lang, Scenario
from tests.evaluation.harbour.scenario import make as make_harbour
from tests.evaluation.judging import Found, Ground
from tests.evaluation.orchard.scenario import make as make_orchard

SECRET: Final = bytes(range(32))
LANGS: Final[tuple[Lang, ...]] = ("de", "en")
KINDS: Final = (*TERM_LEAKS, *(kind for kind in OTHER_LEAKS if kind != "crisis"))
MODES: Final = ("open", "sealed")
_GENERATORS: Final[Mapping[str, Callable[[int], Scenario]]] = {"harbour": make_harbour, "orchard": make_orchard}
_SPEED: Final = 4_000  # posts a round


@click.command()
@click.option("--number", default=100, show_default=True, help="Cases of each kind, language and generator.")
@click.option("--seed", default=1, show_default=True)
@click.option("--generator", "names", multiple=True, type=click.Choice(list(_GENERATORS)), default=list(_GENERATORS))
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), default=KINDS, help="Only this; repeatable.")
@click.option("--misses", default=0, help="Show so many cases of harbour that are found readable and not sealed.")
@click.option("--quiet/--no-quiet", default=True, help="Count false alarms in the posts of VORLAUT_BACKGROUND, too.")
def main(number: int, seed: int, names: Sequence[str], kinds: Sequence[str], misses: int, *, quiet: bool) -> None:
    """Measure both modes on the same cases. Shares are in %, of leaks that were found."""
    folder = background_folder() if quiet else None
    posts = real_posts(folder) if folder else []
    for name in names:
        with TemporaryDirectory() as home:
            scenario = _GENERATORS[name](seed)
            grounds = {mode: _ground(scenario, Path(home) / mode) for mode in MODES}
            click.echo(f"{name:<30}" + "".join(f"{mode:>9} {lang}" for mode in MODES for lang in LANGS))
            for kind in kinds:
                click.echo(f"{kind:<30}" + _shares(scenario, grounds, kind, number))
                for text in _missed(scenario, grounds, kind, number, misses if name == "harbour" else 0):
                    click.echo(f"    {text!r}")
            for kind in DISTRACTORS if kinds == KINDS else ():
                click.echo(f"{'too loud: ' + kind:<30}" + _shares(scenario, grounds, kind, number))
            for line in _false_alarms(scenario, grounds, posts) if posts else ():
                click.echo(line)
            click.echo(_speeds(scenario, grounds, posts))


def _ground(scenario: Scenario, folder: Path) -> Ground:
    folder.mkdir()
    return Ground(scenario, folder, secret=SECRET if folder.name == "sealed" else None)


def _shares(scenario: Scenario, grounds: Mapping[str, Ground], kind: str, number: int) -> str:
    told = []
    for mode in MODES:
        for lang in LANGS:
            found = [grounds[mode].judge(case) for case in scenario.cases(kind, lang, number)]
            told.append(100 * sum(one.too_loud if kind in DISTRACTORS else one.hit for one in found) / len(found))
    return "".join(f"{share:>12.1f}" for share in told)


def _missed(scenario: Scenario, grounds: Mapping[str, Ground], kind: str, number: int, most: int) -> Sequence[object]:
    """Cases that are found readable and not sealed. They are made up."""
    if not most:
        return ()
    cases = [case for lang in LANGS for case in scenario.cases(kind, lang, number)]
    return [case.line["text"] for case in cases if _lost(grounds, case)][:most]


def _lost(grounds: Mapping[str, Ground], case: Case) -> bool:
    found: dict[str, Found] = {mode: ground.judge(case) for mode, ground in grounds.items()}
    return found["open"].hit and not found["sealed"].hit


def _false_alarms(scenario: Scenario, grounds: Mapping[str, Ground], posts: Sequence[RealPost]) -> Iterator[str]:
    for lang in sorted({post.lang for post in posts}):
        some = [event for post, event in zip(posts, _events(scenario, posts), strict=True) if post.lang == lang]
        for mode in MODES:
            found = [one for event in some for one in judge(event, grounds[mode].situation, {}).findings]
            levels = ", ".join(
                f"{count} {level}" for level, count in sorted(Counter(x.severity for x in found).items())
            )
            yield f"false alarms {lang}, {mode}: {len(found)} in {len(some):,} posts ({levels or 'none'})"


def _events(scenario: Scenario, posts: Sequence[RealPost]) -> Iterator[PostEvent]:
    """Real posts as of employees of the generator, while all is under embargo."""
    accounts = [entry for entry in scenario.registers if entry["kind"] == "Account" and entry["class"] == "employee"]
    at = next(iter(scenario.cases("L0", "de", 1))).line["published"]
    for place, post in enumerate(posts):
        account = accounts[place % len(accounts)]
        named = {"platform": account["platform"], "account": account["account"]}
        yield Ground.post({**named, "id": post.id, "published": at, "text": post.text})


def _speeds(scenario: Scenario, grounds: Mapping[str, Ground], posts: Sequence[RealPost]) -> str:
    """Judging alone, in turns, the best of three rounds; without real posts the generator's everyday ones."""
    made_up = [RealPost(str(n), "de", text) for n, text in enumerate(scenario.corporate("de", 300))]
    events = list(_events(scenario, posts or made_up))[:: max(1, len(posts) // _SPEED)]
    best = dict.fromkeys(MODES, float("inf"))
    for _ in range(4):
        for mode in MODES:
            began = perf_counter()
            for event in events:
                judge(event, grounds[mode].situation, {})
            best[mode] = min(best[mode], perf_counter() - began)
    return "posts/s, judging alone: " + ", ".join(f"{mode} {len(events) / best[mode]:,.0f}" for mode in MODES)


if __name__ == "__main__":
    main()
