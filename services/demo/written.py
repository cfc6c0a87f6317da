"""The demo as files that any installation can take in."""

from pathlib import Path

from services.demo.company import declared_files
from services.demo.scenario import Scenario
from streams.stage import CannotRun


def write(story: Scenario, folder: Path) -> None:
    """What is declared into `folder/registers`, the lines of the posts into `folder/posts.ndjson`.

    Raises `CannotRun` where the folder is not new or cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CannotRun(f"{folder} is not empty: name a new folder with --write, so that nothing of yours is mixed up")
    try:
        (folder / "registers").mkdir(parents=True)
        for file in declared_files():
            place = folder / "registers" / file.name
            place.parent.mkdir(exist_ok=True)
            place.write_text(file.text, "utf-8")
        (folder / "posts.ndjson").write_bytes(b"\n".join(post.line.rstrip(b"\n") for post in story.posted) + b"\n")
    except OSError as error:
        raise CannotRun(f"{folder}: cannot be written ({error.strerror}): name another with --write") from error
