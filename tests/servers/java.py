"""Finds Java and Maven, and builds what a server is made of once per machine."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

RECIPES: Final = Path(__file__).parent
_VERSION: Final = re.compile(r'^JAVA_VERSION="(\d+)', re.MULTILINE)


class MissingToolError(Exception):
    """This machine lacks a program that the servers need; the message says what to install."""


def find_jdk(at_least: int, below: int = 1000) -> Path:
    """The home of a JDK of a wanted version: JAVA_HOME, else the one on the PATH, else one installed beside that."""
    for home in _homes():
        if (home / "bin" / "javac").exists() and at_least <= _version(home) < below:
            return home
    wanted = f"JDK {at_least} or newer" if below == 1000 else f"JDK from {at_least} to {below - 1}"
    raise MissingToolError(
        f"needs a {wanted}: install one, and set JAVA_HOME to it if it is not beside the default Java"
    )


def built(name: str, recipe: Path, *options: str, jdk: Path) -> Path:
    """The folder that Maven makes from a recipe's pom.xml as target/home; made once, then found in the cache.

    Several test sessions may ask at the same time. The folder's name holds a digest of the recipe, so that a
    changed recipe is built anew.
    """
    return made_once(name, recipe, options, lambda folder: _build(recipe, options, jdk, folder))


def made_once(name: str, recipe: Path, options: tuple[str, ...], make: Callable[[Path], None]) -> Path:
    """The folder that `make` makes in the cache where it is not there yet."""
    folder = _cache() / f"{name}-{_digest(recipe, options)}"
    if not folder.exists():
        with _only_one():
            if not folder.exists():
                make(folder)
    return folder


def _build(recipe: Path, options: tuple[str, ...], jdk: Path, folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise MissingToolError("needs Maven to fetch the servers: install it so that `mvn` is on the PATH")
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".build-") as scratch:
        work = shutil.copytree(recipe, Path(scratch) / "recipe")
        command = [maven, "--batch-mode", "--quiet", *options, "package"]
        done = subprocess.run(
            command,
            cwd=work,
            env={**os.environ, "JAVA_HOME": str(jdk)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"Maven could not build {folder.name} from {recipe}:\n{done.stdout[-4000:]}")
        (work / "target" / "home").rename(folder)


def _cache() -> Path:
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vorlaut" / "servers"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def _only_one() -> Iterator[None]:
    """One build at a time: Maven's local repository is not made for two."""
    with (_cache() / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _digest(recipe: Path, options: tuple[str, ...]) -> str:
    seen = hashlib.sha256(" ".join(options).encode())
    for path in sorted(recipe.rglob("*")):
        if path.is_file():
            seen.update(f"\0{path.relative_to(recipe)}\0".encode() + path.read_bytes())
    return seen.hexdigest()[:8]


def _homes() -> Iterator[Path]:
    if given := os.environ.get("JAVA_HOME"):
        yield Path(given)
    if java := shutil.which("java"):
        home = Path(java).resolve().parent.parent
        yield home
        yield from sorted(home.parent.iterdir())


def _version(home: Path) -> int:
    """A JDK's major version; 0 if it does not say."""
    release = home / "release"
    found = _VERSION.search(release.read_text("utf-8")) if release.exists() else None
    return int(found[1]) if found else 0
