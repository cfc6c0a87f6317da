"""The checker of the fault tests finds what is lost or doubled: else its zeros would mean nothing."""

from dataclasses import replace

from streams.events import Alert
from streams.topics import Emit
from tests.faults.corpus import Corpus, corpus, posts_of
from tests.faults.figures import Verdict
from tests.faults.generator import append_all
from tests.faults.ground import installed, judged
from tests.faults.outcome import outputs
from tests.servers.kafka import KafkaServer

GIVEN = 300


def test_what_an_undisturbed_run_says_is_clean_even_when_it_is_said_twice(kafka: KafkaServer) -> None:
    given = corpus(GIVEN)
    said = outputs(given.registers, given.posts)
    assert verdict_on(kafka, given, said) == Verdict(missing=0, doubled=0, repeated=0)
    twice = verdict_on(kafka, given, [*said, said[0]])
    assert twice == Verdict(missing=0, doubled=0, repeated=1)
    assert twice.clean


def test_a_lost_alert_and_a_changed_group_are_found(kafka: KafkaServer) -> None:
    given = corpus(GIVEN)
    said = outputs(given.registers, given.posts)
    standing = [emit for emit in said if emit.topic == "alerts" and not is_changed_later(emit, said)]
    lost = verdict_on(kafka, given, [emit for emit in said if emit != standing[0]])
    (alert,) = (emit.event.id for emit in standing[:1] if isinstance(emit.event, Alert))
    assert (lost.missing, lost.doubled, lost.repeated, lost.wrong_groups) == (1, 0, 0, 0)
    assert [alert in told and told.endswith("is missing") for told in lost.which] == [True]
    group = next(emit for emit in said if emit.topic == "groups")
    without = [emit for emit in said if (emit.topic, emit.key) != ("groups", group.key)]
    verdict = verdict_on(kafka, given, without)
    assert (verdict.wrong_groups, verdict.which) == (1, (f"group {group.key} is wrong",))


def test_an_alert_that_nobody_expects_is_found(kafka: KafkaServer) -> None:
    given = corpus(GIVEN)
    said = outputs(given.registers, given.posts)
    alert = next(emit.event for emit in said if isinstance(emit.event, Alert))
    alien = Emit("alerts", alert.group, replace(alert, id="al_alien"))
    verdict = verdict_on(kafka, given, [*said, alien])
    assert (verdict.missing, verdict.doubled, verdict.repeated) == (0, 1, 0)
    assert "al_alien" in verdict.which[0]


def test_a_lost_post_is_found(kafka: KafkaServer) -> None:
    given = corpus(GIVEN)
    said = outputs(given.registers, given.posts)
    verdict = verdict_on(kafka, Corpus(given.registers, given.posts[1:]), said, given)
    (post,) = posts_of(given.posts[:1])
    assert verdict.which == (f"post {post.id} is not in its topic",)


def verdict_on(kafka: KafkaServer, given: Corpus, said: list[Emit], acknowledged: Corpus | None = None) -> Verdict:
    place = installed(kafka.bootstrap, given.registers, partitions=2)
    append_all(place, given.posts)
    append_all(place, said)
    return judged(place, given.registers, (acknowledged or given).posts)


def is_changed_later(emit: Emit, said: list[Emit]) -> bool:
    assert isinstance(emit.event, Alert)
    versions = [one.event for one in said if isinstance(one.event, Alert) and one.event.id == emit.event.id]
    return len(versions) > 1
