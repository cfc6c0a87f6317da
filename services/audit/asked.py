"""Questions that are asked again and again, kept under names in the log's state."""

from typing import Final

import msgspec

from services.audit.trail import Question
from streams.log.port import Log
from streams.stage import CannotRun

TABLE: Final = "audit-questions"
_DECODER: Final = msgspec.json.Decoder(Question)


def keep_question(log: Log, name: str, question: Question) -> None:
    """Keep a question under a name, in place of what had it."""
    log.state(TABLE)[name] = msgspec.json.encode(question)
    log.append((), state=TABLE)


def kept_question(log: Log, name: str) -> Question:
    """The question of this name. Raises `CannotRun` where there is none, with those that there are."""
    held = log.state(TABLE)
    if name not in held:
        raise CannotRun(f"no question is kept as {name}: there are {', '.join(sorted(held)) or 'none yet'}")
    return _DECODER.decode(held[name])


def questions(log: Log) -> dict[str, Question]:
    """All that are kept, by name."""
    return {name: _DECODER.decode(value) for name, value in sorted(log.state(TABLE).items())}
