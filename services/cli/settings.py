"""`vorlaut settings`: what is set, and where."""

import json
from collections.abc import Iterator

import click
from pydantic import BaseModel

from services.cli.place import Place
from services.cli.tables import show_table
from services.settings import Loaded, read_settings


@click.group
def settings() -> None:
    """Look at the settings."""


@settings.command
@click.pass_obj
def check(place: Place) -> None:
    """Show every setting in force and where it was set, without secrets; all errors at once, with exit code 2."""
    loaded = read_settings(place.config, {"data": place.data and str(place.data)})
    show_table(("setting", "value", "set in"), _rows(loaded, loaded.settings, ()), nothing="No settings.")


def _rows(loaded: Loaded, part: BaseModel, before: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    shown = part.model_dump(mode="json")
    for name in type(part).model_fields:
        value, where = getattr(part, name), (*before, name)
        if isinstance(value, BaseModel):
            yield from _rows(loaded, value, where)
        else:
            text = "-" if shown[name] is None else json.dumps(shown[name]).strip('"')
            yield ".".join(where), text, loaded.source_of(where)
