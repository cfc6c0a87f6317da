"""Who can reach a console, and how people then sign in to it."""

from dataclasses import replace
from pathlib import Path

import pytest

from services.audit.trail import Question, trail
from services.console import console_of, hosts_of, invite
from services.settings import Settings, load_settings
from services.wiring import Installation
from streams.stage import CannotRun
from tests.veltrona_house import House


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "client-secret"
    path.write_text("made-up\n", "utf-8")
    return path


def written(folder: Path, secret: Path, host: str, public: str) -> Path:
    path = folder / "vorlaut.yaml"
    path.write_text(
        f"console: {{host: {host}, oidc: {{issuer: 'https://login.example', client_id: console, client_secret_file: "
        f"{secret}, public_url: '{public}', groups: {{responder: [comms-crisis]}}}}}}\n",
        "utf-8",
    )
    return path


def at(installation: Installation, settings: Settings) -> Installation:
    return replace(installation, settings=settings)


def test_beyond_loopback_the_console_does_not_open_without_a_provider(house: House) -> None:
    with house.opened() as installation, pytest.raises(CannotRun, match=r"set console\.oidc"):
        console_of(at(installation, load_settings(None, {"console.host": "0.0.0.0"})))  # noqa: S104 - what is refused


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1", "::"])  # noqa: S104 - for others, or for a proxy beside it
def test_beyond_loopback_it_opens_with_a_provider_and_takes_no_links(
    house: House, tmp_path: Path, secret: Path, host: str
) -> None:
    settings = load_settings(written(tmp_path, secret, f"'{host}'", "https://Vorlaut.example:443/"), {})
    with house.opened() as opened:
        installation = at(opened, settings)
        console = console_of(installation)
        assert (console.links, console.is_secure) == (None, True)
        assert hosts_of(settings.console) == {"vorlaut.example"}
        with pytest.raises(CannotRun, match="by a link nobody signs in here"):
            invite(installation, "Hanne", "responder", "kim")


def test_on_loopback_links_and_a_provider_go_together(house: House, tmp_path: Path, secret: Path) -> None:
    settings = load_settings(written(tmp_path, secret, "127.0.0.1", "http://localhost:8765"), {})
    with house.opened() as opened:
        installation = at(opened, settings)
        assert console_of(installation).links is not None
        assert "/sign-in?token=" in invite(installation, "Hanne", "responder", "kim")
        (line,) = trail(installation.log, Question(actor="kim", kinds=("access",)))
        assert (line.what, line.object, line.why) == ("invited", "Hanne", "responder")


@pytest.mark.parametrize(
    "public",
    [
        "http://vorlaut.example",
        "https://vorlaut.example/console",
        "https://a:b@vorlaut.example",
        "ftp://vorlaut.example",
        "vorlaut.example",
        "https://vorlaut.example:99999",
    ],
)
def test_an_address_by_which_one_would_sign_in_unprotected_is_refused(
    tmp_path: Path, secret: Path, public: str
) -> None:
    with pytest.raises(CannotRun, match=r"console\.oidc\.public_url: must"):
        load_settings(written(tmp_path, secret, "127.0.0.1", public), {})


def test_a_provider_that_lets_nobody_in_is_refused(tmp_path: Path, secret: Path) -> None:
    path = written(tmp_path, secret, "127.0.0.1", "https://vorlaut.example")
    path.write_text(path.read_text("utf-8").replace("responder: [comms-crisis]", ""), "utf-8")
    with pytest.raises(CannotRun, match="name at least one group"):
        load_settings(path, {})


def test_a_role_that_does_not_exist_is_told(tmp_path: Path, secret: Path) -> None:
    path = written(tmp_path, secret, "127.0.0.1", "https://vorlaut.example")
    path.write_text(path.read_text("utf-8").replace("responder:", "admin:"), "utf-8")
    with pytest.raises(CannotRun, match="allowed: responder, auditor, reader"):
        load_settings(path, {})
