"""In which language a command speaks: as asked, else as the environment does, else English."""

import os
from typing import Literal

import click

Lang = Literal["de", "en"]


def spoken() -> Lang:
    """The language of the environment's locale, where it is one of ours."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "de" if named.lower().startswith("de") else "en"


lang_option = click.option(
    "--lang", type=click.Choice(["de", "en"]), default=spoken, help="Language; that of the locale, else English."
)
