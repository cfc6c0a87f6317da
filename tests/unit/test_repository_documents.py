"""Documents name what exists, and what exists is documented."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from pydantic import BaseModel

from services.cli.main import COMMANDS
from services.metrics import declare_metrics
from services.settings import Settings
from streams.topics import TOPICS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path
    for folder in (".", "deploy", "helm", "docs")
    for path in (ROOT / folder).glob("**/*.md" if folder == "docs" else "*.md")
)
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def text_of(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text(encoding="utf-8")


def settings_in(model: type[BaseModel], before: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from settings_in(kind, f"{before}{name}.")
        else:
            yield before + name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_changelog_knows_the_version() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert f"## {version} " in text_of("CHANGELOG.md")


def test_every_command_is_explained_in_a_guide() -> None:
    guides = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "guides").glob("*.md"))
    assert [name for name in COMMANDS if f"vorlaut {name}" not in guides] == []


def test_every_metric_is_in_the_operating_guide() -> None:
    guide = text_of("docs", "guides", "operating.md")
    registry = CollectorRegistry()
    declare_metrics(registry)
    assert [metric.name for metric in registry.collect() if metric.name not in guide] == []


def test_every_setting_is_in_the_operating_guide() -> None:
    guide = text_of("docs", "guides", "operating.md")
    assert [name for name in settings_in(Settings) if f"`{name}`" not in guide] == []


def test_every_topic_is_in_the_architecture() -> None:
    assert [topic for topic in TOPICS if f"`{topic}`" not in text_of("docs", "architecture.md")] == []


def test_make_help_lists_every_target() -> None:
    makefile = text_of("Makefile")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    assert targets == re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)
    assert {"help", "install", "run", "test", "check", "bench", "format"} <= set(targets)


def test_every_picture_is_shown_somewhere_and_is_small() -> None:
    shown = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    pictures = list((ROOT / "docs" / "images").iterdir())
    assert pictures
    assert [path.name for path in pictures if f"images/{path.name}" not in shown] == []
    assert [path.name for path in pictures if path.stat().st_size > 150_000] == []
