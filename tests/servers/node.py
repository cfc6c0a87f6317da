"""Finds Node.js and npm, and fetches what a server is made of once per machine."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.servers.java import MissingToolError, made_once


def node() -> str:
    """The program."""
    place = shutil.which("node")
    if place is None:
        raise MissingToolError("needs Node.js 18 or newer: install it so that `node` is on the PATH")
    return place


def fetched(name: str, recipe: Path) -> Path:
    """A folder with a recipe and the packages of its package-lock.json, whose scripts are not run."""
    npm = shutil.which("npm")
    if npm is None:
        raise MissingToolError("needs npm to fetch it: install it so that `npm` is on the PATH")

    def fetch(folder: Path) -> None:
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".build-") as scratch:
            work = shutil.copytree(recipe, Path(scratch) / "recipe")
            command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            done = subprocess.run(
                command,
                cwd=work,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            if done.returncode:
                raise RuntimeError(f"npm could not fetch {folder.name}:\n{done.stdout[-4000:]}")
            work.rename(folder)

    return made_once(name, recipe, (), fetch)
