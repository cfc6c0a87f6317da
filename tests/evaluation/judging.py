"""The cases of a scenario put through the detector as posts come in: parsed, judged, with what was said before."""

from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import yaml

from services.declare.files import keys_of, read_registers
from streams.codec import encode
from streams.detect.detect import detect
from streams.events import Alert, PostEvent
from streams.identity import account_key
from streams.parse.ndjson import parse
from streams.registers import SEVERITIES, Severity
from streams.situation.fold import situation_of
from streams.stage import attempts
from streams.topics import Record
from tests.evaluation.cases import Case, Line, Scenario

_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a case: alerts on the register that was leaked, and those on any other."""

    case: Case
    right: tuple[Alert, ...]
    wrong: tuple[Alert, ...]

    @property
    def hit(self) -> bool:
        """Whether the leak was found."""
        return bool(self.right)

    @property
    def too_loud(self) -> bool:
        """Whether an alert came where none, or only a lower one, is allowed."""
        if self.case.at_most == "critical":
            return bool(self.wrong)
        most = SEVERITIES.index(self.case.at_most)
        return any(SEVERITIES.index(alert.severity) > most for alert in (*self.right, *self.wrong))

    @property
    def severity(self) -> Severity:
        """The highest severity of the alerts on what was leaked; only where it was found."""
        return max((alert.severity for alert in self.right), key=SEVERITIES.index)

    @property
    def exact(self) -> bool:
        """Whether the places of the evidence are the gold ones, to the code point, and none else."""
        told = {(item.part, item.start, item.end) for alert in self.right for item in alert.evidence}
        return told == {(span.part, span.start, span.end) for span in self.case.spans}


class Ground:
    """A scenario's registers, declared; with a `secret` all embargoes are sealed with it."""

    def __init__(self, scenario: Scenario, folder: Path, secret: bytes | None = None) -> None:
        for path, text in scenario.drafts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        documents = [dict(document) for document in scenario.registers]
        if secret:
            documents = [one | {"sealed": True} if one["kind"] == "Embargo" else one for one in documents]
        (folder / "registers.yaml").write_text(
            yaml.safe_dump_all(documents, allow_unicode=True, sort_keys=False), "utf-8"
        )
        entries = read_registers(folder / "registers.yaml", secret=lambda: secret)
        self.situation = situation_of(entries, keys_of(entries, lambda: secret))

    def with_drafts_of(self, embargoes: Collection[str]) -> "Ground":
        """The same registers, but no other embargo has drafts."""
        registers = self.situation.registers
        kept = tuple(
            embargo if embargo.id in embargoes else replace(embargo, documents=()) for embargo in registers.embargoes
        )
        drafted = tuple(embargo for embargo in registers.drafted if embargo.id in embargoes)
        fewer = copy(self)
        fewer.situation = replace(self.situation, registers=replace(registers, embargoes=kept, drafted=drafted))
        return fewer

    def is_strong(self, found: Found) -> bool:
        """Whether what was leaked was found by a term that counts by itself."""
        embargoes = self.situation.registers.embargoes
        strong = {term.text for embargo in embargoes for term in embargo.terms if not term.needs}
        return any(item.term in strong for alert in found.right for item in alert.evidence)

    def judge(self, case: Case) -> Found:
        """Judge what was said before, and then the post itself; only alerts on that count."""
        posts = [_post(line) for line in (*case.before, case.line)]
        alerts = [alert for alert in self._alerts(posts) if alert.post.id == posts[-1].id]
        right = tuple(alert for alert in alerts if alert.register == case.expects)
        return Found(case, right, tuple(alert for alert in alerts if alert.register != case.expects))

    def _alerts(self, posts: Sequence[PostEvent]) -> Iterator[Alert]:
        records = [_record(post, place) for place, post in enumerate(posts)]
        for outcome in attempts("detect", detect, records, self.situation, {}):
            if outcome.dead:
                raise AssertionError("the detector has a fault")
            yield from (emit.event for emit in outcome.emits if isinstance(emit.event, Alert))

    @staticmethod
    def post(line: Line) -> PostEvent:
        """A line as a post."""
        return _post(line)


def _post(line: Line) -> PostEvent:
    post = parse(msgspec.json.encode(line), None)
    assert isinstance(post, PostEvent), line
    return post


def _record(post: PostEvent, place: int) -> Record:
    return Record("posts", account_key(post.platform, post.account), encode(post), 0, place, 0, _ANY_TIME)
