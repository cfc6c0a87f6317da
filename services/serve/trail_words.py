"""What a line of the trail says, in the reader's language. Names, ids and reasons stay as they are."""

import re
from typing import Final, get_args

from services.serve.trail_ports import Line
from services.serve.words import Words
from streams.trail import Act

_ACTS: Final = frozenset(get_args(Act))
_DONE: Final = tuple(
    (key, re.compile(pattern, re.DOTALL))
    for key, pattern in (
        ("did_declared", r"declared version (?P<n>\d+)"),
        ("did_told", r"told (?P<to>.+)"),
        ("did_not_told", r"could not tell (?P<to>.+)"),
        ("did_looked_back_posts", r"looked back over (?P<n>\d+) posts, found (?P<found>\d+)"),
        ("did_looked_back_contents", r"looked back over (?P<n>\d+) contents, found (?P<found>\d+)"),
        ("did_asked", r"asked a second person to agree to (?P<n>\d+) terms"),
        ("did_gap", r"may have lost what was said since (?P<since>.+)"),
        ("did_kept question", r"kept question"),
        ("did_dropped question", r"dropped question"),
    )
)
_WHY: Final = tuple(
    (key, re.compile(pattern, re.DOTALL))
    for key, pattern in (
        ("why_attempt", r"attempt (?P<n>\d+)"),
        ("why_declared_by", r"declared by (?P<who>.+)"),
        ("why_exported", r"(?P<n>\d+) lines, sha256 (?P<hash>[0-9a-f]{64})"),
        ("why_provider", r"by the provider"),
        ("why_tried", r"(?P<n>\d+) posts"),
    )
)
_BY_PEOPLE: Final = frozenset({"decision", "register", "confirmation"})


def done(line: Line, words: Words) -> str:
    """What was done."""
    if line.kind == "decision":
        return words.said.get(f"verdict_{line.what}", line.what)
    if line.kind == "access" and line.what in _ACTS:
        return words[f"did_{line.what}"]
    return _said(line.what, _DONE, words)


def why(line: Line, words: Words) -> str:
    """The reason. What a person wrote is never translated."""
    if line.kind in _BY_PEOPLE:
        return line.why
    if line.kind == "gap":
        return words.said.get(f"gap_{line.why.partition(': ')[0]}", line.why)
    return words.roles.get(line.why) or _said(line.why, _WHY, words)


def _said(text: str, forms: tuple[tuple[str, re.Pattern[str]], ...], words: Words) -> str:
    for key, pattern in forms:
        if found := pattern.fullmatch(text):
            return words[key].format(**found.groupdict())
    return text
