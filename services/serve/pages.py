"""Templates to answers. What is put into a page is escaped, and what hides or turns writing around is named.

No template may say otherwise.
"""

from pathlib import Path
from typing import Final

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from services.explain.harmless import harmless
from services.serve.visits import Visit
from services.serve.words import Words

_HERE: Final = Path(__file__).parent


class Pages:
    """The templates beside this file."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            finalize=_shown,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def shown(self, name: str, visit: Visit, here: str, status: int = 200, **given: object) -> HTMLResponse:
        """A page for somebody who is signed in; `here` is the part of the console it belongs to."""
        session = visit.session
        role = visit.words.roles[session.role]
        who = harmless(session.name)  # a provider may let people choose it
        return self._made(name, visit.words, status, session=session, who=who, role=role, here=here, **given)

    def outside(self, name: str, words: Words, status: int = 200, **given: object) -> HTMLResponse:
        """A page for anybody."""
        return self._made(name, words, status, session=None, who="", role="", here="", **given)

    def _made(self, name: str, words: Words, status: int, **given: object) -> HTMLResponse:
        html = self._templates.get_template(name).render(w=words, t=words.said, **given)
        return HTMLResponse(html, status)


def _shown(value: object) -> object:
    """Text of strangers made harmless, line by line; what a template made itself stays."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "\n".join(map(harmless, value.replace("\r\n", "\n").split("\n")))
