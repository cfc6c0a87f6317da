"""The languages an alert is explained in."""

from collections.abc import Mapping
from typing import Final

from services.explain.english import ENGLISH
from services.explain.german import GERMAN
from services.explain.words import Lang, Words

LANGUAGES: Final[Mapping[Lang, Words]] = {"de": GERMAN, "en": ENGLISH}
