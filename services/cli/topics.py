"""`vorlaut topics`: the topics of an installation in Kafka."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from services.cli.codes import WRONG_USE
from services.cli.place import Place
from services.cli.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.server_settings import KafkaSettings
    from services.settings import RetentionSettings
    from streams.log.kafka_place import KafkaPlace
    from streams.topics import Topic


@click.group()
def topics() -> None:
    """Make and check the topics that the distributed mode keeps in Kafka."""


@topics.command()
@click.option("--check", "only_look", is_flag=True, help="Only say what differs, and change nothing.")
@click.pass_obj
def apply(place: Place, *, only_look: bool) -> None:
    """Make missing topics and correct the settings of the others; exit code 2 where something still differs.

    The number of partitions or copies of a topic that is there is never changed.
    """
    from services.settings import load_settings
    from streams.log.kafka_topics import apply as apply_topics

    settings = load_settings(place.config, {})
    changes = apply_topics(kafka_place(settings.kafka), retention(settings.retention), only_look=only_look)
    rows = [(change.topic, change.done, change.said) for change in changes]
    show_table(("topic", "is", "what"), rows, nothing="No topics.")
    if any(change.done == "differs" for change in changes):
        raise SystemExit(WRONG_USE)


def kafka_place(settings: "KafkaSettings") -> "KafkaPlace":
    """Where the cluster is, as the log wants to know it."""
    from streams.log.kafka_place import KafkaPlace

    return KafkaPlace(
        bootstrap=settings.bootstrap,
        prefix=settings.prefix,
        protocol=settings.protocol,
        ca_file=settings.ca_file,
        mechanism=settings.mechanism,
        username=settings.username,
        password=settings.secret(),
        replication=settings.replication,
        partitions=settings.partitions,
    )


def retention(settings: "RetentionSettings") -> "Mapping[Topic, timedelta]":
    """How long topics are kept where that can be set."""
    return {"posts": timedelta(hours=settings.posts_hours), "contents": timedelta(days=settings.contents_days)}
