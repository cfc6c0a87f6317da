"""Records that no worker can read, in the middle of good ones."""

from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from kafka import KafkaProducer

from streams.codec import encode
from streams.log.kafka_place import KafkaPlace
from streams.log.packing import pack, partition_of
from streams.topics import Emit
from tests.faults.corpus import corpus, leaking_posts
from tests.faults.crew import crew
from tests.faults.figures import Figures, told
from tests.faults.found import dead_letters, longest_silence, lying
from tests.faults.generator import append_all
from tests.faults.ground import installed, judged, progress_of, timed
from tests.servers.kafka import KafkaServer

PARTITIONS: Final = 2
NEIGHBOURS: Final = 400
LARGEST: Final = 1024 * 1024 - 100  # bytes; with its heads what the topic takes at most
NOT_JSON: Final = b"this is no event"
POISON: Final[dict[str, bytes]] = {
    "not JSON": NOT_JSON,
    "not UTF-8": b'{"type":"PostEvent","version":1,"data":"\xff\xfe"}',
    "nested too deeply": b'{"type":"PostEvent","version":1,"data":' + b"[" * 100_000,
    "as large as the broker takes": b'{"type":"PostEvent","version":1,"data":"' + b"x" * (LARGEST - 42) + b'"}',
    "unknown type": b'{"type":"Telegram","version":1,"data":{}}',
    "newer version": b'{"type":"PostEvent","version":99,"data":{}}',
    "bad batch": b"P\x01\xffthis is no batch",
    "empty batch": pack([]),
    "batch of a newer form": b"P\x09whatever",
    "nothing at all": b"",
}


@pytest.mark.slow
def test_poison_in_the_middle_of_a_batch_becomes_dead_letters_and_its_neighbours_are_judged(
    kafka: KafkaServer, tmp_path: Path
) -> None:
    given, neighbours = corpus(4_000), leaking_posts(NEIGHBOURS, "neighbour")
    place = installed(kafka.bootstrap, given.registers, partitions=PARTITIONS)
    append_all(place, given.posts)
    send_with_poison(place, neighbours)
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path) as hands:
        hands.start("correlate")
        hands.start("detect")
        progress.wait_until_done()
    poison = {event.place for event in lying(place, "posts") if event.value in {NOT_JSON, *POISON.values()}}
    letters = [letter for letter in dead_letters(place) if letter.source == "posts"]
    assert len(poison) == len(POISON) + NEIGHBOURS // 20
    assert {letter.place for letter in letters} == poison
    assert len(letters) == len(poison)
    posts = (*given.posts, *neighbours)
    told(
        Figures(
            fault="poison in the middle of batches",
            verdict=judged(place, given.registers, posts),
            posts=len(posts),
            stall=longest_silence(place),
            seconds=took[0],
            note=f"{len(poison)} bad records of {len(POISON) + 1} sorts, as many dead letters",
        )
    )


def send_with_poison(place: KafkaPlace, neighbours: tuple[Emit, ...]) -> None:
    """Send the neighbours packed, in each batch one that is no event, and the other poison between the batches."""
    batches = [neighbours[begin : begin + 20] for begin in range(0, len(neighbours), 20)]
    poison = list(POISON.values())
    with closing(KafkaProducer(bootstrap_servers=list(place.bootstrap), max_request_size=2 * LARGEST)) as producer:
        for number, batch in enumerate(batches):
            for partition in range(PARTITIONS):
                mine = [
                    (emit.key, encode(emit.event)) for emit in batch if partition_of(emit.key, PARTITIONS) == partition
                ]
                if number % PARTITIONS == partition:
                    mine.insert(len(mine) // 2, ("nobody", NOT_JSON))
                producer.send(place.topic("posts"), pack(mine), partition=partition).get(10)
            if number < len(poison):
                producer.send(place.topic("posts"), poison[number], partition=number % PARTITIONS).get(10)
