"""The settings of the drafts whose passages the console shows, and of who may see them."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from services.server_settings import Part, read_json

Register = Annotated[str, Field(pattern=r"^Embargo/[^\s/]{1,100}$")]
Named = Annotated[str, Field(min_length=1, max_length=200)]
EVERY = "Embargo/*"


def _a_folder(path: Path) -> Path:
    if not path.is_dir() or not os.access(path, os.R_OK | os.X_OK):
        raise ValueError(f"{path} is no folder that can be read")
    return path


class ClearedSettings(Part):
    """Who may see passages of the drafts of an embargo: everybody with one of these roles, and these people."""

    roles: Annotated[tuple[Literal["reader", "responder", "auditor"], ...], BeforeValidator(read_json)] = ()
    people: Annotated[tuple[Named, ...], BeforeValidator(read_json)] = ()

    @model_validator(mode="after")
    def _clears_somebody(self) -> Self:
        if not (self.roles or self.people):
            raise ValueError("name a role or a person, as in {roles: [responder]}")
        return self


class DraftsSettings(Part):
    """Where the drafts lie, and who is cleared for which embargo; who is not named here sees no passage.

    Of an embargo that is named itself `Embargo/*` says nothing.
    """

    folder: Annotated[Path, AfterValidator(_a_folder)]
    cleared: Annotated[Mapping[Register, ClearedSettings], BeforeValidator(read_json)] = Field(default_factory=dict)

    def clears(self, register: str, role: str, name: str) -> bool:
        """Whether somebody with this role and name may see passages of the drafts of a register entry."""
        named = self.cleared.get(register) or (self.cleared.get(EVERY) if register.startswith("Embargo/") else None)
        return named is not None and (role in named.roles or name in named.people)
