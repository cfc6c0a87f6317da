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
        _openssl(folder, "req", "-x509 -extensions authority -keyout authority.key -out authority.crt", *_NEW_KEY)
        _openssl(folder, "req", "-new -keyout broker.key -out broker.csr", *_NEW_KEY)
        signed_by = "-CA authority.crt -CAkey authority.key -CAcreateserial"
        files = "-req -in broker.csr -out broker.crt"
        _openssl(folder, "x509", f"{files} {signed_by} -extensions broker", "-extfile", _SETTINGS)
        broker.write_bytes((folder / "broker.key").read_bytes() + (folder / "broker.crt").read_bytes())
    return authority, broker


def _openssl(folder: Path, command: str, options: str, *more: str) -> None:
    """Run it in the folder; `options` hold no spaces but those between them."""
    openssl = shutil.which("openssl")
    if openssl is None:
        raise MissingToolError("needs openssl for a broker with TLS: install it")
    subprocess.run([openssl, command, *options.split(), *more], cwd=folder, check=True, capture_output=True)
