"""The settings of what is sealed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from services.server_settings import Part, SecretFile
from streams.stage import CannotRun
from streams.text.seals import SECRET_BYTES, key_id


def _a_key_file(path: Path) -> Path:
    if len(_key_in(path)) != SECRET_BYTES:
        raise ValueError(f"{path} holds no key of {SECRET_BYTES} bytes: `vorlaut seal new-key FILE` makes one")
    return path


def _key_in(path: Path) -> bytes:
    """The key in a file; nothing where there is none. Never says what was there instead."""
    try:
        return bytes.fromhex(path.read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return b""


class SealSettings(Part):
    """The key of what is sealed: a file with 64 hexadecimal digits."""

    key_file: Annotated[SecretFile, AfterValidator(_a_key_file)] | None = None

    def secret(self) -> bytes | None:
        """The key; None where none is set. Raises `CannotRun` where the file was there when we began and is not now."""
        if self.key_file is None:
            return None
        if len(key := _key_in(self.key_file)) != SECRET_BYTES:
            raise CannotRun(f"{self.key_file} cannot be read any more: put the key back, or name another file")
        return key

    def keys(self) -> Mapping[str, bytes]:
        """The key by its id."""
        key = self.secret()
        return {key_id(key): key} if key else {}
