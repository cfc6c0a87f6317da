"""Alerts of the made-up company, explained."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.adapters.memory_store import MemoryStore
from services.explain.explain import explain
from services.explain.known import Known, known
from services.explain.languages import LANGUAGES
from services.explain.passages import DraftFile
from services.explain.pieces import Excerpt, Explained
from services.explain.view import View
from services.explain.words import Lang
from streams.detect.detect import detect
from streams.events import Alert, AlertContent, PostEvent
from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.registers import RegisterEntry
from streams.situation.entries import Signature, changed
from streams.situation.fold import History
from streams.trail import Decision
from tests.veltrona import NOON, registers_text

MONTH = timedelta(days=30)
LATER = NOON + timedelta(days=3)


class Desk:
    """Registers declared by Kim, posts judged by them, and what somebody is shown of the alerts."""

    def __init__(self, *documents: str, entries: tuple[RegisterEntry, ...] = ()) -> None:
        source = SourceFile("veltrona.yaml", registers_text(*documents))
        signed = Signature(actor="Kim", at=NOON - timedelta(days=9), reason="planned")
        self.entries = entries or load_registers([source], lambda _file, _path: None)
        self.history = History(changed(entry, 1, signed) for entry in self.entries)
        self.store = MemoryStore()
        self.state: dict[str, bytes] = {}

    def declare(self, entry: RegisterEntry, version: int, at: datetime, actor: str = "Jo") -> None:
        """One entry in a further version."""
        self.history.add(changed(entry, version, Signature(actor=actor, at=at)))

    def post(self, *posts: PostEvent) -> list[Alert]:
        """The alerts that stand after these posts."""
        for post in posts:
            for emit in detect(post, self.history.situation(), self.state):
                if isinstance(emit.event, Alert):
                    self.store.put([emit.event])
                if isinstance(emit.event, AlertContent):
                    self.store.put([], [emit.event])
        found = self.store.everything("alerts")
        return [alert for alert in found if isinstance(alert, Alert)]

    def decide(self, decision: Decision) -> None:
        """Somebody decides."""
        self.store.record([decision])

    def known(self, alert: Alert, draft: DraftFile | None = None) -> Known:
        """All that is known of an alert."""
        return known(self.store, self.history, alert.id, draft, MONTH)

    def shown(
        self, alert: Alert, lang: Lang = "en", now: datetime = LATER, draft: DraftFile | None = None
    ) -> Explained:
        """An alert as somebody sees it three days later, on the clocks of Berlin."""
        return explain(self.known(alert, draft), View(LANGUAGES[lang], now, ZoneInfo("Europe/Berlin")))


def marked(excerpts: tuple[Excerpt, ...]) -> list[str]:
    """What is marked in these excerpts."""
    return [run.text for excerpt in excerpts for run in excerpt.runs if run.marks]


def text_of(told: Explained) -> str:
    """All words of an explanation, one below the other."""
    lines = [told.headline, *(f"{row.label} {row.text}" for row in told.about), told.text_gone]
    lines += ["".join(run.text for run in excerpt.runs) for excerpt in told.excerpts]
    for item in told.evidence:
        lines += [item.title, *item.sentences, *("".join(run.text for run in one.runs) for one in item.beside)]
    return "\n".join([*lines, *told.steps, *told.held, *(f"{row.label} {row.text}" for row in told.history)])
