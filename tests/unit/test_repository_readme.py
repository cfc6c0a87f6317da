"""What the README shows is what the program says."""

import json
import re
import shlex
from contextlib import chdir
from pathlib import Path

import msgspec
from click.testing import CliRunner

from services.cli.main import cli
from streams.events import Alert, Evidence

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
POSTS = (ROOT / "docs" / "examples" / "posts.ndjson").read_text(encoding="utf-8")
TEXTS = {post["id"]: post["text"] for post in map(json.loads, POSTS.splitlines()) if "text" in post}
PROMPT = "$ .venv/bin/vorlaut "


def command_shown(name: str) -> tuple[list[str], str]:
    """The arguments of a command in the README, and what it shows below it."""
    found = re.search(rf"^{re.escape(PROMPT + name)}(.*?)\n(.*?)```", README, re.MULTILINE | re.DOTALL)
    assert found, f"README.md no longer shows `vorlaut {name}`"
    return [name, *shlex.split(found[1].partition(">")[0])], found[2]


def output_of(arguments: list[str]) -> str:
    with chdir(ROOT):
        result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def evidence_shown(alert: Alert, item: Evidence) -> str:
    words = TEXTS[alert.post.id][item.start : item.end].replace("\u200b", r"\u200b")
    return f"`{words}`" + "".join(f": {note}" for note in item.notes)


def row_shown(alert: Alert) -> str:
    evidence = ", ".join(evidence_shown(alert, item) for item in alert.evidence)
    return f"| {alert.post.id} | `{alert.register}`, {alert.severity} | {evidence} |"


def test_the_readme_shows_the_alerts_of_the_example() -> None:
    arguments, _ = command_shown("scan")
    alerts = [msgspec.json.decode(line, type=Alert) for line in output_of(arguments).splitlines()]
    rows = re.findall(r"^\| \d+ \| .*\|$", README, re.MULTILINE)
    assert rows == [row_shown(alert) for alert in alerts]


def test_the_readme_shows_what_an_author_is_told() -> None:
    arguments, shown = command_shown("check")
    assert shown == output_of(arguments)


def test_the_readme_shows_lines_of_the_demo() -> None:
    _, shown = command_shown("demo")
    lines = [line.removesuffix("…") for line in shown.splitlines()]
    printed = output_of(["demo"])
    assert [line for line in lines if f"\n{line}" not in f"\n{printed}"] == []


def test_the_readme_fits_on_two_screens() -> None:
    assert len(README.splitlines()) <= 110
