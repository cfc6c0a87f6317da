"""What a rule found: a list of words by its name, never the word itself."""

from typing import Final

from services.explain.words import Words
from streams.events import Alert

_BUILT_IN: Final = frozenset({"link", "price", "cue"})


def list_name(alert: Alert, name: str, words: Words) -> str:
    """A list of a policy that comes with vorlaut in the reader's language; one of a declared policy as it is called."""
    ours = alert.register_version == 0 or name in _BUILT_IN
    return words.lists.get(name, name) if ours else name
