"""A throw-away certificate authority and a broker's certificate for loopback."""

import shutil
import subprocess
from pathlib import Path
from typing import Final

from tests.servers.java import RECIPES, MissingToolError

_SETTINGS: Final = str(RECIPES / "kafka" / "openssl.cnf")
_NEW_KEY: Final = ("-config", _SETTINGS, "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def make_certificates(folder: Path) -> tuple[Path, Path]:
    """Write into a folder, once, the authority's certificate, and a broker's key and certificate in one file (PEM)."""
    authority, broker = folder / "authority.crt", folder / "broker.pem"
    if not broker.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _openssl(
            folder,
            "req",
            "-x509",
            *_NEW_KEY,
            "-extensions",
            "authority",
            "-keyout",
            "authority.key",
            "-out",
            authority.name,
        )
        _openssl(folder, "req", "-new", *_NEW_KEY, "-keyout", "broker.key", "-out", "broker.csr")
        signed_by = ("-CA", authority.name, "-CAkey", "authority.key", "-CAcreateserial")
        extensions = ("-extfile", _SETTINGS, "-extensions", "broker")
        _openssl(folder, "x509", "-req", "-in", "broker.csr", *signed_by, *extensions, "-out", "broker.crt")
        broker.write_text(
            (folder / "broker.key").read_text("ascii") + (folder / "broker.crt").read_text("ascii"), "ascii"
        )
    return authority, broker


def _openssl(folder: Path, *arguments: str) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        raise MissingToolError("needs openssl for a broker with TLS: install it")
    subprocess.run([openssl, *arguments], cwd=folder, check=True, capture_output=True)
