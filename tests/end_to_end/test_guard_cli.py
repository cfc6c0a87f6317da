"""A term that is too loud on the command line: refused, named, agreed to by a second person; and what looks back."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from services.cli.main import cli
from streams.stage import CannotRun

PEOPLE = """\
kind: Company
id: veltrona
names: [Veltrona]
---
kind: Account
id: anna
platform: mastodon
account: "@anna@social.example"
class: employee
consent: {from: 2025-01-01T00:00:00Z, notice: "2025-01"}
"""
LOUD = """\
kind: Embargo
id: falke-2
opens: 2025-10-01T00:00:00Z
lifts: 2999-12-01T09:00:00Z
terms: [Lumarixo, Falcon, {text: Falke, needs: [cue]}]
"""
FIRE = """\
kind: Crisis
id: fire
opens: 2025-11-01T00:00:00Z
sites: [Werk Nord]
terms: [Brand]
"""


class Office:
    """A data folder and a register file, with the command line in front."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "veltrona.yaml"

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(cli, ["--data", str(self.folder / "data"), *words])

    def apply(self, *documents: str, options: tuple[str, ...] = ("--as", "anna")) -> Result:
        self.file.write_text("---\n".join(documents), encoding="utf-8")
        return self.run("apply", "-f", str(self.file), *options)

    def take_in(self, *texts: str) -> None:
        lines = [
            json.dumps(
                {"platform": "mastodon", "account": "@anna@social.example", "id": str(number), "text": text,
                 "published": f"2025-11-20T10:{number:02}:00Z"}
            )
            for number, text in enumerate(texts)
        ]  # fmt: skip
        path = self.folder / "posts.ndjson"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        assert self.run("ingest", "ndjson", str(path)).exit_code == 0
        assert self.run("run", "--until-idle").exit_code == 0

    def declared(self, what: str) -> list[str]:
        return [json.loads(line)["id"] for line in self.run(what, "list", "--json").stdout.splitlines()]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def digest(result: Result) -> str:
    assert isinstance(result.exception, CannotRun)
    found = re.search(r"--confirms (\w+)", str(result.exception))
    assert found
    return found[1]


def test_a_loud_term_is_refused_and_named_and_nothing_is_declared(office: Office) -> None:
    refused = office.apply(PEOPLE, LOUD)
    assert "refused  Embargo/falke-2 “Falcon”" in refused.stdout
    assert "Lumarixo”" not in refused.stdout
    assert digest(refused)
    assert "Falcon" not in str(refused.exception)
    assert office.declared("accounts") == office.declared("embargo") == []


def test_a_second_person_declares_it_and_the_first_cannot(office: Office) -> None:
    asked = digest(office.apply(PEOPLE, LOUD))
    alone = office.apply(PEOPLE, LOUD, options=("--as", "Anna", "--confirms", asked))
    assert "somebody else has to confirm" in str(alone.exception)
    done = office.apply(PEOPLE, LOUD, options=("--as", "ben", "--confirms", asked))
    assert done.exit_code == 0, done.output
    assert "declared Embargo/falke-2 version 1 as anna, confirmed by ben" in done.stdout
    assert office.apply(PEOPLE, LOUD).exit_code == 0  # what is in force is not tried again


def test_what_is_confirmed_is_what_was_asked_for(office: Office) -> None:
    asked = digest(office.apply(PEOPLE, LOUD))
    other = office.apply(PEOPLE, LOUD.replace("Lumarixo", "Phoenix"), options=("--as", "ben", "--confirms", asked))
    assert "something changed since" in str(other.exception)
    assert office.declared("embargo") == []


def test_a_crisis_is_declared_whatever_stands_beside_it(office: Office) -> None:
    refused = office.apply(PEOPLE, LOUD, FIRE)
    assert "declared Crisis/fire version 1 as anna" in refused.stdout
    done = office.apply(PEOPLE, LOUD, FIRE, options=("--as", "ben", "--confirms", digest(refused)))
    assert done.exit_code == 0, done.output
    assert office.declared("crisis") == ["fire"]


def test_a_dry_run_shows_all_and_ends_well(office: Office) -> None:
    shown = office.apply(PEOPLE, LOUD, FIRE, options=("--dry-run",))
    assert shown.exit_code == 0
    assert "refused  Embargo/falke-2 “Falcon”" in shown.stdout
    assert office.declared("crisis") == []


def test_posts_still_kept_say_how_often_and_what_a_context_would_leave(office: Office) -> None:
    office.apply(PEOPLE)
    told = [f"{start} {number}" for start in ("Sprosse kaputt", "Sprosse, Marktstart im Mai") for number in range(5)]
    office.take_in(*told, "Projekt Sprosse", *("Ein Brand!" for _ in range(5)), "Guten Morgen")
    shown = office.apply(PEOPLE, LOUD.replace("Falcon", "Sprosse"), FIRE, options=("--dry-run",)).stdout
    assert "“Sprosse” of Embargo/falke-2 would have fired 11 times in 17 posts, 6,471 per 10,000." in shown
    assert "{text: Sprosse, needs: [cue]} 6 times, {text: Sprosse, needs: [anchor]} fewer than 5 times." in shown
    assert "The other 1 term would each have fired fewer than 5 times in 17 posts." in shown
    assert "“Brand” of Crisis/fire stands in 5 of 17 posts" in shown
    assert "refused  Embargo/falke-2 “Sprosse”" in shown


def test_a_dry_run_does_not_tell_whether_a_kept_post_holds_a_word_and_is_in_the_trail(office: Office) -> None:
    office.apply(PEOPLE)
    office.take_in("Heute Abend Zarkenbusch, dann Wirtshaus", "Guten Morgen")
    shown = {}
    for word in ("Zarkenbusch", "Torkenbusch"):
        probe = LOUD.replace("Lumarixo, Falcon", word)
        shown[word] = office.apply(PEOPLE, probe, FIRE.replace("Brand", word), options=("--dry-run", "--as", "kim"))
    told = [one.stdout.replace(word, "WORD") for word, one in shown.items()]
    assert told[0] == told[1]
    assert "fewer than 5 times" in told[0]
    trail = [json.loads(row) for row in office.run("audit", "--json", "--actor", "kim").stdout.splitlines()]
    tried = [(one["object"], one["why"]) for one in trail if one["what"] == "tried"]
    assert tried == [("Embargo/falke-2 Crisis/fire", "2 posts")] * 2


def test_what_looked_back_is_listed(office: Office) -> None:
    office.apply(PEOPLE)
    assert "Nothing was declared late" in office.run("rescans").stderr
    office.take_in("Brand im Werk Nord", "Guten Morgen")
    office.apply(PEOPLE, FIRE, options=("--as", "kim"))
    assert office.run("run", "--until-idle").exit_code == 0
    (told,) = [json.loads(line) for line in office.run("rescans", "--json").stdout.splitlines()]
    assert (told["registers"], told["records"], told["found"], told["declared_by"]) == (["Crisis/fire"], 2, 1, ["kim"])
    assert "done\tCrisis/fire\t2\t2\t1\tkim\t" in office.run("rescans").stdout
    assert "done" not in office.run("rescans", "--since", "2999-01-01T00:00Z").stdout


def test_a_term_that_shadow_let_in_is_tried_when_it_is_moved_to_live(office: Office) -> None:
    shadowed = LOUD.replace("Falcon", "{text: Falcon, stage: shadow}")
    assert office.apply(PEOPLE, shadowed).exit_code == 0
    move = ("embargo", "promote", "falke-2", "Falcon", "--to", "live", "--as")
    refused = office.run(*move, "anna")
    assert "refused  Embargo/falke-2 “Falcon”" in refused.stdout
    assert "Falcon" not in str(refused.exception)
    assert "vorlaut embargo promote falke-2 TERM --to live --as NAME --confirms" in str(refused.exception)
    asked = digest(refused)
    assert "[shadow]" in office.run("embargo", "show", "falke-2").stdout
    assert "somebody else" in str(office.run(*move, "anna", "--confirms", asked).exception)
    done = office.run(*move, "ben", "--confirms", asked)
    assert "declared Embargo/falke-2 version 2 as anna, confirmed by ben" in done.stdout
    assert office.run(*move[:5], "retired", "--as", "anna").exit_code == 0
