from streams.policies.catalogue_files import catalogue


def test_the_built_in_policies_load_and_are_live() -> None:
    assert [policy.id for policy in catalogue()] == ["ad-flood", "off-remit", "private-talk", "severity"]
    assert {policy.stage for policy in catalogue()} == {"live"}


def test_they_are_read_once() -> None:
    assert catalogue() is catalogue()
