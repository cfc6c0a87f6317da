import sys
from pathlib import Path

import yaml

from streams.detect.guard import protected
from streams.detect.reading import Part
from streams.text.fold import word_view

CORPUS = yaml.safe_load(Path(__file__).with_name("protected_speech.yaml").read_text(encoding="utf-8"))
KINDS = ("reports", "together", "pay", "hazards")


def guarded(text: str) -> bool:
    return protected([Part("text", text, word_view(text))])


def texts_of(kind: str) -> list[str]:
    return [text for written in CORPUS.values() for text in written["protected"][kind]]


def test_nearly_all_protected_posts_of_each_kind_are_kept_from_the_detectors() -> None:
    for kind in KINDS:
        texts = texts_of(kind)
        missed = [text for text in texts if not guarded(text)]
        sys.stdout.write(f"{kind}: {len(texts) - len(missed)} of {len(texts)} kept\n")
        assert len(texts) >= 30
        assert len(missed) <= 0.05 * len(texts), missed


def test_hardly_any_plain_mention_of_a_crisis_or_a_launch_is_dropped() -> None:
    texts = [text for written in CORPUS.values() for text in written["plain"]]
    dropped = [text for text in texts if guarded(text)]
    sys.stdout.write(f"{len(dropped)} of {len(texts)} plain posts dropped\n")
    assert len(texts) >= 120
    assert len(dropped) <= 0.03 * len(texts), dropped


def test_no_post_of_the_corpus_stands_there_twice() -> None:
    texts = [text for kind in KINDS for text in texts_of(kind)]
    texts += [text for written in CORPUS.values() for text in written["plain"]]
    assert len(set(texts)) == len(texts)
