"""The topics as they should be in Kafka."""

from datetime import timedelta

from streams.log.kafka_place import KafkaPlace
from streams.log.kafka_topics import Wanted, changelog_topic, wanted
from streams.topics import TOPICS

PLACE = KafkaPlace(bootstrap=("kafka.example:9092",), prefix="v")


def by_name(place: KafkaPlace = PLACE) -> dict[str, Wanted]:
    return {topic.name: topic for topic in wanted(place)}


def test_every_topic_of_the_table_is_wanted_and_the_states() -> None:
    assert by_name().keys() == {
        *(f"v-{topic}" for topic in TOPICS),
        "v-state",
        "v-detect-state-changelog",
        "v-correlate-state-changelog",
    }


def test_posts_are_removed_after_their_time_because_what_they_lie_in_is_cut_by_the_hour() -> None:
    settings = by_name()["v-posts"].settings
    assert settings["cleanup.policy"] == "delete"
    assert settings["retention.ms"] == str(72 * 3600 * 1000)
    assert settings["segment.ms"] == str(3600 * 1000)


def test_a_retention_can_be_set_instead() -> None:
    topics = {topic.name: topic for topic in wanted(PLACE, {"posts": timedelta(hours=10)})}
    assert topics["v-posts"].settings["retention.ms"] == str(10 * 3600 * 1000)


def test_contents_are_compacted_soon_and_removed_after_their_time() -> None:
    settings = by_name()["v-contents"].settings
    assert settings["cleanup.policy"] == "compact,delete"
    assert settings["max.compaction.lag.ms"] == str(15 * 60 * 1000)
    assert settings["retention.ms"] == str(30 * 24 * 3600 * 1000)


def test_registers_and_states_are_kept_for_ever() -> None:
    for name in ("v-registers", "v-state", "v-detect-state-changelog"):
        assert by_name()[name].settings["cleanup.policy"] == "compact"
        assert by_name()[name].settings["retention.ms"] == "-1"


def test_a_changelog_has_as_many_partitions_as_the_source_of_its_stage() -> None:
    place = KafkaPlace(bootstrap=("kafka.example:9092",), partitions=3)
    counts = {topic.name: topic.partitions for topic in wanted(place)}
    assert counts[changelog_topic(place, "detect")] == counts[place.topic("posts")] == 3
    assert counts[place.topic("registers")] == counts[place.state] == 1


def test_of_three_copies_one_may_be_missing() -> None:
    assert by_name()["v-posts"].settings["min.insync.replicas"] == "2"
    one = KafkaPlace(bootstrap=("kafka.example:9092",), prefix="v", replication=1)
    assert by_name(one)["v-posts"].settings["min.insync.replicas"] == "1"
