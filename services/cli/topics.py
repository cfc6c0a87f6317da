"""`vorlaut topics`: the topics of an installation in Kafka."""

import click

from services.cli.codes import WRONG_USE
from services.cli.place import Place
from services.cli.tables import show_table


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
    from services.wiring import kafka_place, retention
    from streams.log.kafka_topics import apply as apply_topics

    settings = load_settings(place.config, {})
    changes = apply_topics(kafka_place(settings.kafka), retention(settings.retention), only_look=only_look)
    rows = [(change.topic, change.done, change.said) for change in changes]
    show_table(("topic", "is", "what"), rows, nothing="No topics.")
    if any(change.done == "differs" for change in changes):
        raise SystemExit(WRONG_USE)
