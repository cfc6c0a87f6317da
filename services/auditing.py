"""The trail of an installation, as the console's audit pages ask for it."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from threading import Lock
from typing import IO, Final

from services.acts import note
from services.audit.asked import Questions, as_asked, drop_question, keep_question, question_of
from services.audit.entries import Entry
from services.audit.export import bundled
from services.audit.trail import TOPICS, told
from services.serve.trail_ports import Exported, Found, KeptQuestion
from services.wiring import Installation
from streams.log.port import History, Positions
from streams.trail import Asked

_REMEMBERED: Final = 8  # answers
_CHUNK: Final = 1 << 16  # bytes


class InstallationTrail:
    """Implements `services.serve.trail_ports.Trail`. `past` is where the trail is read, which may take long."""

    def __init__(self, installation: Installation, past: History) -> None:
        self._log = installation.log
        self._clock = installation.clock
        self._past = past
        self._questions = Questions(past)
        self._exporting = Lock()
        self._answers: dict[tuple[Asked, int], tuple[Sequence[Positions], Found]] = {}

    def newest(self, asked: Asked, most: int) -> Found:
        """See `Trail`. An answer is remembered for as long as nothing is added: open pages ask again and again."""
        ends = [dict(self._past.end(topic)) for topic in TOPICS]
        before = self._answers.get((asked, most))
        if before is not None and before[0] == ends:
            return before[1]
        total, lines = 0, deque[Entry](maxlen=most)
        for total, line in enumerate(told(self._past, question_of(asked)), 1):  # noqa: B007 - the last is how many
            lines.append(line)
        found = Found(tuple(reversed(lines)), total)
        self._remember((asked, most), (ends, found))
        return found

    def kept(self) -> Sequence[KeptQuestion]:
        """See `Trail`."""
        return [
            KeptQuestion(one.name, as_asked(one.question), one.actor, one.at) for one in self._questions.all().values()
        ]

    def keep(self, name: str, asked: Asked, actor: str) -> None:
        """See `Trail`."""
        keep_question(self._log, name, question_of(asked), actor, self._clock())

    def drop(self, name: str, actor: str) -> None:
        """See `Trail`."""
        drop_question(self._log, name, actor, self._clock())

    def export(self, asked: Asked, actor: str) -> Exported:
        """See `Trail`. One at a time: each may take as much disk as the trail."""
        with self._exporting, ExitStack() as stack:
            at, question = self._clock(), question_of(asked)
            file, manifest = stack.enter_context(bundled(told(self._past, question), question, actor, at))
            detail = f"{manifest.lines} lines, sha256 {manifest.sha256}"
            note(self._log, actor, "exported", "audit", at, detail)
            size = file.seek(0, 2)
            file.seek(0)
            return Exported(f"vorlaut-trail-{at:%Y%m%dT%H%M%SZ}.zip", size, _sent(file, stack.pop_all()))

    def _remember(self, asked: tuple[Asked, int], answer: tuple[Sequence[Positions], Found]) -> None:
        answers = {key: value for key, value in self._answers.items() if key != asked}
        oldest = list(answers)[: max(0, len(answers) + 1 - _REMEMBERED)]
        self._answers = {key: value for key, value in answers.items() if key not in oldest} | {asked: answer}


def _sent(file: IO[bytes], stack: ExitStack) -> Iterator[bytes]:
    """The bytes of a file, which is given up with them."""
    with stack:
        while chunk := file.read(_CHUNK):
            yield chunk
