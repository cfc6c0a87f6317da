"""What must not be kept is nowhere: not in a file, a log line, a metric, a dead letter or an answer."""

import json
from pathlib import Path

from prometheus_client import generate_latest

from streams.topics import TOPICS
from tests.end_to_end.processes import done, vorlaut
from tests.veltrona import ANNA, EVERYTHING, line, registers_text
from tests.veltrona_house import House

MARKER = "ZITRONENFALTER"
WITHDRAWN = ANNA.replace('notice: "2025-10"', 'notice: "2025-10", withdrawn: 2025-11-01T00:00:00Z')
NEVER = ANNA.replace("id: anna", "id: carla").replace("@anna@", "@carla@").replace("2025-10-01T", "2031-01-01T")
PARTS: dict[str, object] = {
    "text": f"Falke 2 {MARKER}",
    "summary": MARKER,
    "url": f"https://social.example/{MARKER}",
    "attachments": [{"type": "image", "alt": MARKER}],
    "links": [{"url": f"https://{MARKER}.example", "title": MARKER}],
}


def planted(by: str = "anna", **changes: object) -> bytes:
    """A line with the marker in every part."""
    fields: dict[str, object] = json.loads(line("", by))
    return json.dumps(fields | PARTS | changes).encode() + b"\n"


REFUSED = [
    planted(),
    planted(account="@eve@social.example"),
    planted(account="@carla@social.example"),
    planted("ben", visibility="followers"),
    planted("ben", text=f"{MARKER} " * 7200),
    f'{{"platform": "mastodon", "account": "{MARKER}"}}\n'.encode(),
    f'{{"{MARKER}": "{MARKER}\n'.encode(),
    planted("ben", published=MARKER),
    planted("ben", kind="deleted", url=None),
]
REGISTERS = [WITHDRAWN if item == ANNA else item for item in EVERYTHING] + [NEVER]


def nowhere(folder: Path) -> None:
    for path in folder.rglob("*"):
        assert not path.is_file() or MARKER.lower().encode() not in path.read_bytes().lower(), path.name


def test_refused_posts_and_broken_lines_are_in_no_file_no_metric_and_no_dead_letter(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.apply(*REGISTERS)
    house.ingest(REFUSED)
    house.run()
    nowhere(house.data)
    with house.opened() as installation:
        assert MARKER.lower() not in generate_latest(installation.registry).decode().lower()
        assert installation.log.end("dead-letters") == {0: 3}
    assert house.alerts() == []


def test_protected_speech_is_in_the_log_of_posts_and_nowhere_else(tmp_path: Path) -> None:
    protected = f"Der Betriebsrat warnt: wir streiken, weil die Löhne für Falke 2 gekürzt werden. {MARKER}"
    houses: list[House] = []
    for text in (protected, "Guten Morgen, die Sonne scheint"):
        house = House(tmp_path / str(len(houses)))
        house.folder.mkdir()
        house.apply()
        house.ingest([line(text), line(text, minutes=1, kind="edited", revision="2"), line(text, "ben", id="2")])
        house.run()
        houses.append(house)
    with houses[0].opened() as one, houses[1].opened() as other:
        for topic in TOPICS:
            assert one.log.end(topic) == other.log.end(topic)
        for table in ("detect", "correlate", "rescan", "erase"):
            assert dict(one.log.state(table)) == dict(other.log.state(table))
    assert set(houses[0].holds(MARKER)) <= {"log.db", "log.db-wal"}


def test_commands_never_repeat_what_was_refused(tmp_path: Path) -> None:
    (tmp_path / "registers.yaml").write_text(registers_text(*REGISTERS), "utf-8")
    (tmp_path / "posts.ndjson").write_bytes(b"".join(REFUSED))
    said = done(tmp_path, "apply", "-f", "registers.yaml")
    for arguments in (
        ("ingest", "ndjson", "posts.ndjson"),
        ("run", "--until-idle"),
        ("dead-letters", "list"),
        ("alerts", "--json"),
        ("scan", "--registers", "registers.yaml", "posts.ndjson"),
    ):
        ended = vorlaut(tmp_path, *arguments)
        assert ended.returncode == 0, ended.stderr
        said += ended.stdout + ended.stderr
    assert MARKER.lower() not in said.lower()
    assert '"too_large":1' in said.replace(" ", "")
    (tmp_path / "posts.ndjson").unlink()
    nowhere(tmp_path)
