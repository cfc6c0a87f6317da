"""A sealed embargo by its commands: found, listed, applied again, and nowhere to be read."""

import json
import re
from pathlib import Path

import pytest

from tests.end_to_end.processes import done, vorlaut
from tests.veltrona import BEN, COMPANY, line, registers_text

CANARIES = ("zitronix", "zitroni", "stapelfest", "4711", "quittenmus", "honigmelone")
DRAFT = """Im Sommer bringt Veltrona das Quittenmus in jede Kantine und überrascht damit sämtliche Großküchen.
Die Honigmelone bleibt bis dahin streng geheim, denn kein Wettbewerber ahnt den Fruchtzuckerantrieb.
"""
ALPHA = """
kind: Embargo
id: alpha
title: Something in summer
sealed: true
opens: 2025-10-15T00:00:00Z
lifts: 2031-02-01T09:00:00Z
terms: [Zitronix, {text: Zitronix Honigmelone, needs: [cue]}]
facts: [4711 kWh]
cues: [Stapelfest]
documents: [draft.txt]
"""
POSTS = [
    line("Z1tr0n1x kommt bald", "ben", id="leet"),
    line("Z i t r o n i x !", "ben", id="spaced", minutes=1),
    line("Guten Morgen", "ben", id="quiet", minutes=2),
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "registers.yaml").write_text(registers_text(COMPANY, BEN, ALPHA), "utf-8")
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    (tmp_path / "posts.ndjson").write_bytes(b"".join(POSTS))
    done(tmp_path, "seal", "new-key", "seal.key")
    (tmp_path / "vorlaut.yaml").write_text("seal: {key_file: seal.key}", "utf-8")
    return tmp_path


def unsaid(*told: str) -> None:
    for text in told:
        assert not [canary for canary in CANARIES if canary in text.lower()], text


def unwritten(folder: Path) -> None:
    for path in (one for one in folder.rglob("*") if one.is_file()):
        raw = path.read_bytes().lower()
        for canary in CANARIES:
            assert canary.encode() not in raw, (path.name, canary)
            assert canary.encode("utf-16-le") not in raw, (path.name, canary)


def test_nothing_an_installation_writes_or_says_holds_a_word_of_a_sealed_embargo(home: Path) -> None:
    said = [done(home, "apply", "-f", "registers.yaml")]
    said += [done(home, *words) for words in (("ingest", "ndjson", "posts.ndjson"), ("situation",))]
    ran = vorlaut(home, "run", "--until-idle")
    assert ran.returncode == 0, ran.stderr
    found = [json.loads(text) for text in done(home, "alerts", "--json").splitlines()]
    assert sorted(alert["post"]["id"] for alert in found) == ["leet", "spaced"]
    (name,) = {item["term"] for alert in found for item in alert["evidence"]}
    assert re.fullmatch("sealed term [0-9a-f]{8}", name)
    for words in (
        ("embargo", "list"),
        ("embargo", "list", "--json"),
        ("embargo", "show", "alpha"),
        ("embargo", "show", "alpha", "--json"),
        ("situation", "--json"),
        ("alerts",),
    ):
        said.append(done(home, *words))
    unsaid(*said, ran.stdout, ran.stderr, json.dumps(found))
    unwritten(home / "vorlaut-data")
    key = (home / "seal.key").read_text("utf-8").strip()
    assert not any(key in text for text in said)
    assert all(bytes.fromhex(key) not in one.read_bytes() for one in (home / "vorlaut-data").rglob("*.db"))


def test_a_sealed_embargo_is_shown_by_how_much_there_is_and_never_by_digests(home: Path) -> None:
    applied = done(home, "apply", "-f", "registers.yaml")
    assert "new      Embargo/alpha" in applied
    shown = done(home, "embargo", "show", "alpha")
    assert "sealed, 2 terms, 1 fact, 1 cue, key " in shown
    assert re.search(r"sealed term [0-9a-f]{8}, sealed term [0-9a-f]{8} \(needs cue\)", shown)
    assert "2, sealed" in done(home, "embargo", "list")
    told = json.loads(done(home, "embargo", "show", "alpha", "--json"))["entry"]
    assert (told["sealed"]["locks"], told["documents"][0]["quotes"]) == ([], "")


def test_the_same_file_changes_nothing_and_another_term_is_a_change(home: Path) -> None:
    done(home, "apply", "-f", "registers.yaml")
    again = done(home, "apply", "-f", "registers.yaml")
    assert "Nothing to declare" in again
    text = registers_text(COMPANY, BEN, ALPHA.replace("Zitronix,", "Apfelbrix,"))
    (home / "registers.yaml").write_text(text, "utf-8")
    changed = done(home, "apply", "--dry-run", "-f", "registers.yaml")
    assert "sealed: sealed, 2 terms" in changed
    assert "apfelbrix" not in changed.lower()


def test_scan_check_and_explain_work_with_the_key_at_the_authors_side(home: Path) -> None:
    scanned = done(home, "scan", "--registers", "registers.yaml", "posts.ndjson")
    assert [json.loads(text)["post"]["id"] for text in scanned.splitlines()] == ["leet", "spaced"]
    asked = ("check", "--registers", "registers.yaml", "--as", "ben", "--at", "2025-11-20T12:00:00Z")
    assert "“Zitronix”" in done(home, *asked, "Zitronix kommt")
    told = done(home, "policies", "explain", "--registers", "registers.yaml", "zitronix")
    assert "counts by itself" in told
    assert "It is sealed" in told


def test_a_quote_from_a_sealed_draft_is_found_and_the_draft_is_an_alias(home: Path) -> None:
    (home / "posts.ndjson").write_bytes(line(DRAFT.splitlines()[0], "ben"))
    (found,) = map(json.loads, done(home, "scan", "--registers", "registers.yaml", "posts.ndjson").splitlines())
    ((kind, name),) = {(item["kind"], item["term"]) for item in found["evidence"]}
    assert kind == "quote"
    assert re.fullmatch("sealed document [0-9a-f]{8}", name)


def test_without_the_key_nothing_is_sealed_and_nothing_judged(home: Path) -> None:
    done(home, "apply", "-f", "registers.yaml")
    done(home, "ingest", "ndjson", "posts.ndjson")
    (home / "vorlaut.yaml").unlink()
    for words in (("apply", "-f", "registers.yaml"), ("scan", "--registers", "registers.yaml", "posts.ndjson")):
        ended = vorlaut(home, *words)
        assert ended.returncode == 2
        assert "vorlaut seal new-key" in ended.stderr
    ran = vorlaut(home, "run", "--until-idle")
    assert ran.returncode == 2
    assert "Embargo/alpha is sealed with the key" in ran.stderr
    assert "seal.key_file" in ran.stderr
    done(home, "seal", "new-key", "other.key")
    (home / "vorlaut.yaml").write_text("seal: {key_file: other.key}", "utf-8")
    assert "has only the key" in vorlaut(home, "run", "--until-idle").stderr
    (home / "vorlaut.yaml").write_text("seal: {key_file: seal.key}", "utf-8")
    done(home, "run", "--until-idle")
    assert done(home, "alerts", "--json").count('"sealed term ') == 2


def test_a_key_is_for_its_owner_alone_and_is_never_overwritten(home: Path) -> None:
    path = home / "seal.key"
    key = path.read_text("utf-8")
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(bytes.fromhex(key.strip())) == 32
    ended = vorlaut(home, "seal", "new-key", "seal.key")
    assert ended.returncode == 2
    assert "must not be lost" in ended.stderr
    assert path.read_text("utf-8") == key
    path.write_text("no key", "utf-8")
    assert "holds no key of 32 bytes" in vorlaut(home, "run", "--until-idle").stderr


def test_sealing_says_where_an_embargo_was_readable_before(home: Path) -> None:
    text = registers_text(COMPANY, BEN, ALPHA.replace("sealed: true\n", ""))
    (home / "registers.yaml").write_text(text, "utf-8")
    done(home, "apply", "-f", "registers.yaml")
    (home / "registers.yaml").write_text(registers_text(COMPANY, BEN, ALPHA), "utf-8")
    assert "Embargo/alpha was declared readable before" in done(home, "apply", "-f", "registers.yaml")


def test_an_embargo_sealed_after_the_posts_cannot_look_back_without_its_key(home: Path) -> None:
    (home / "early.yaml").write_text(registers_text(COMPANY, BEN), "utf-8")
    done(home, "apply", "-f", "early.yaml")
    done(home, "ingest", "ndjson", "posts.ndjson")
    done(home, "run", "--until-idle")
    done(home, "apply", "-f", "registers.yaml")
    (home / "vorlaut.yaml").unlink()
    ran = vorlaut(home, "run", "--until-idle")
    assert ran.returncode == 2, ran.stderr
    assert "Embargo/alpha is sealed with the key" in ran.stderr
    assert "Traceback" not in ran.stderr
