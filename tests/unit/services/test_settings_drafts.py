"""Which drafts the console may read, and who is cleared: nobody who is not named."""

from pathlib import Path

import pytest

from services.drafts_settings import ClearedSettings, DraftsSettings
from services.settings import load_settings
from streams.stage import CannotRun


def told(folder: Path, drafts: str) -> str:
    config = folder / "vorlaut.yaml"
    config.write_text(f"console: {{drafts: {drafts}}}\n", "utf-8")
    with pytest.raises(CannotRun) as refused:
        load_settings(config, {})
    return str(refused.value)


def test_drafts_are_set_in_the_file_and_by_a_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "vorlaut.yaml"
    config.write_text(
        f"console:\n  drafts:\n    folder: {tmp_path}\n    cleared:\n      Embargo/falke-2: {{people: [Hanne]}}\n",
        "utf-8",
    )
    of_file = load_settings(config, {}).console.drafts
    assert of_file == DraftsSettings(folder=tmp_path, cleared={"Embargo/falke-2": ClearedSettings(people=("Hanne",))})
    monkeypatch.setenv("VORLAUT_CONSOLE__DRAFTS", f'{{"folder": "{tmp_path}"}}')
    drafts = load_settings(None, {}).console.drafts
    assert drafts is not None
    assert not drafts.clears("Embargo/falke-2", "responder", "Hanne")


@pytest.mark.parametrize(
    ("drafts", "says"),
    [
        ("{folder: /nowhere/at/all}", "no folder that can be read"),
        ("{folder: /, cleared: {Crisis/x: {roles: [reader]}}}", "cleared"),
        ("{folder: /, cleared: {Embargo/x: {}}}", "name a role or a person"),
        ("{folder: /, cleared: {Embargo/x: {roles: [operator]}}}", "roles"),
        ("{cleared: {}}", "folder"),
        ("{folder: /, clear: {}}", "not known"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(tmp_path: Path, drafts: str, says: str) -> None:
    assert says in told(tmp_path, drafts)


def test_only_embargoes_have_drafts() -> None:
    drafts = DraftsSettings(folder=Path("/"), cleared={"Embargo/*": ClearedSettings(roles=("reader",))})
    assert drafts.clears("Embargo/x", "reader", "Kim")
    assert not drafts.clears("Crisis/x", "reader", "Kim")
    assert not drafts.clears("Policy/x", "reader", "Kim")
