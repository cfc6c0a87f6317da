"""A data folder with the command line in front, and posts that are written just now."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event as Signal

from click.testing import CliRunner, Result

from services.cli.main import cli
from services.handling import units
from services.run.supervise import supervise
from services.wiring import open_installation
from streams.consume import Observation

REGISTERS = """\
kind: Company
id: veltrona
names: [Veltrona]
---
kind: Account
id: anna
platform: mastodon
account: "@anna@social.example"
class: employee
consent: {from: 2020-01-01T00:00:00Z, notice: "2020-01"}
---
kind: Account
id: ben
platform: mastodon
account: "@ben@social.example"
class: employee
consent: {from: 2020-01-01T00:00:00Z, notice: "2020-01"}
---
kind: Embargo
id: falke-2
title: Launch of the Veltrona Falke 2
opens: 2020-01-01T00:00:00Z
lifts: 2999-12-01T09:00:00 Europe/Berlin
terms: [Falke 2, {text: Lumarixo, stage: shadow}, {text: Branvelix, stage: draft}]
"""


class Office:
    """An installation in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "registers.yaml"
        self.file.write_text(REGISTERS, encoding="utf-8")
        self.said("apply", "-f", str(self.file), "--as", "mia")
        self._posts = 0

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(cli, ["--data", str(self.folder / "vorlaut-data"), *words])

    def said(self, *words: str) -> str:
        result = self.run(*words)
        assert result.exit_code == 0, result.output + repr(result.exception)
        return result.stdout

    def listed(self, *words: str) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.said(*words, "--json").splitlines()]

    def posts(self, *said: tuple[str, str]) -> Path:
        """Texts by account, written and judged now; the file they stand in."""
        path = self.folder / f"posts-{self._posts}.ndjson"
        path.write_bytes(b"".join(self._lines(said)))
        self.said("ingest", "ndjson", str(path))
        with open_installation(None, self.folder / "vorlaut-data") as installation:
            supervise(units(installation), Signal(), _no_failure, until_idle=True)
        return path

    def _lines(self, said: tuple[tuple[str, str], ...]) -> Iterator[bytes]:
        for by, text in said:
            self._posts += 1
            published = datetime.now(UTC).isoformat()
            account = f"@{by}@social.example"
            url = f"https://social.example/{self._posts}"
            fields = {"platform": "mastodon", "account": account, "id": f"{self._posts}", "published": published}
            yield json.dumps(fields | {"text": text, "url": url}).encode() + b"\n"


def _no_failure(turn: Observation) -> None:
    assert turn.failed is None
