"""Locks open by any of their forms under their key, and by nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from streams.text.seals import FORM, TAG, SealKey, drafts_key, key_id

KEY, OTHER = SealKey(bytes(32)), SealKey(bytes(31) + b"1")
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=80)


def opened(key: SealKey, form: str, forms: bytes, body: bytes) -> list[str | None]:
    digest = key.digest(form)
    entries = [forms[at : at + FORM] for at in range(0, len(forms), FORM)]
    return [key.opened(digest, entry[TAG:], body) for entry in entries]


@given(TEXTS, st.sets(TEXTS, min_size=1, max_size=5))
def test_each_form_opens_the_text_and_others_do_not(text: str, forms: set[str]) -> None:
    lock = KEY.lock(text, forms)
    assert lock == KEY.lock(text, sorted(forms, reverse=True))
    for form in forms:
        assert [one for one in opened(KEY, form, lock.forms, lock.body) if one] == [text]
        assert not any(opened(OTHER, form, lock.forms, lock.body))
    assert not any(opened(KEY, "".join(forms) + "!", lock.forms, lock.body))


def test_a_body_tells_roughly_how_long_a_text_is_and_nothing_else() -> None:
    one, other = KEY.lock("Falke", ["f"]), KEY.lock("Sperber", ["f"])
    assert len(one.body) == len(other.body) == 32
    assert one.body != other.body
    assert one.forms[:TAG] == other.forms[:TAG]
    assert one.forms != other.forms


def test_the_id_of_a_key_and_the_key_of_drafts_do_not_show_it() -> None:
    secret = bytes(range(32))
    assert len(key_id(secret)) == 16
    assert len(drafts_key(secret)) == 16
    assert key_id(secret) not in secret.hex()
    assert drafts_key(secret) not in secret
