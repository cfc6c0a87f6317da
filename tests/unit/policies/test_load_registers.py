import random
from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from streams.policies.faults import RegisterErrors, SourceFile
from streams.policies.load import load_registers
from streams.registers import Account, Company, Crisis, Document, Embargo, Exemption, Policy, RegisterEntry, Term

VELTRONA = """\
kind: Company
id: veltrona
names: [Veltrona, Veltrona AG]
products: [Falke 1]
---
kind: Account
id: anna
platform: mastodon
account: "@anna@social.example"
class: employee
role: engineer
near: [falke-2]
consent: {from: 2026-11-01T00:00:00+01:00, notice: "2026-10"}
notify: mailto:anna@veltrona.example
---
kind: Account
id: newsroom
platform: mastodon
account: "@news@veltrona.example"
class: brand
---
kind: Embargo
id: falke-2
title: Launch of the Veltrona Falke 2
opens: "2026-10-01T00:00:00+02:00"
lifts: 2026-12-01T09:00:00 Europe/Berlin
terms:
  - Falke 2
  - {text: Falke, needs: [near, cue]}
facts: ["249 €"]
documents: [drafts/release.md]
allowed: [newsroom]
public_since: null
---
kind: Crisis
id: werk-nord
title: Fire at Werk Nord
type: fire
opens: 2026-11-21T04:10:00+01:00
closes: ~
sites: [Werk Nord]
terms: [Brand]
spokespeople: [newsroom]
statement: |
  We are aware of it.
"""


def fingerprint(_file: str, path: str) -> Document | None:
    return Document(name=path, sha256="0" * 64, words=3) if path.startswith("drafts/") else None


def load(*texts: str, known: tuple[RegisterEntry, ...] = ()) -> tuple[RegisterEntry, ...]:
    return load_registers([SourceFile(f"{n}.yaml", text) for n, text in enumerate(texts)], fingerprint, known)


def faults(*texts: str, known: tuple[RegisterEntry, ...] = ()) -> list[str]:
    with pytest.raises(RegisterErrors) as caught:
        load(*texts, known=known)
    return str(caught.value).split("\n")


def test_a_whole_register_is_read_into_entries() -> None:
    company, anna, newsroom, embargo, crisis = load(VELTRONA)
    assert isinstance(company, Company)
    assert isinstance(anna, Account)
    assert isinstance(newsroom, Account)
    assert isinstance(embargo, Embargo)
    assert isinstance(crisis, Crisis)
    assert company.names == ("Veltrona", "Veltrona AG")
    assert anna.consent is not None
    assert anna.consent.since == datetime(2026, 10, 31, 23, tzinfo=UTC)
    assert (anna.near, anna.purposes, anna.company) == (("falke-2",), ("embargo", "crisis"), "veltrona")
    assert (newsroom.consent, newsroom.purposes) == (None, ("embargo", "crisis", "brand-hygiene"))
    assert embargo.terms == (Term(text="Falke 2"), Term(text="Falke", needs=("cue", "near")))
    assert embargo.lifts == datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert (embargo.documents[0].name, embargo.public_since) == ("drafts/release.md", None)
    assert (crisis.closes, crisis.statement) == (None, "We are aware of it.")


def test_the_order_of_files_and_documents_does_not_matter_for_references() -> None:
    parts = VELTRONA.split("---\n")
    assert set(load(*reversed(parts))) == set(load(VELTRONA))


def test_all_faults_of_all_files_are_told_at_once_and_sorted() -> None:
    told = faults("kind: Embago\n", "a: [\n", "kind: Company\nid: x\nnames: []\n")
    assert [line.split(": ")[0] for line in told] == ["0.yaml:1", "1.yaml:1", "2.yaml:3"]


COMPANY = "kind: Company\nid: veltrona\nnames: [Veltrona]\n"
ACCOUNT = "kind: Account\nid: a\nplatform: p\naccount: '@a'\nclass: brand\n"
EMPLOYEE = "kind: Account\nid: a\nplatform: p\naccount: '@a'\nclass: employee\n"
EMBARGO = "kind: Embargo\nid: e\nopens: 2026-01-01T00:00:00Z\nlifts: 2026-02-01T00:00:00Z\n"
CRISIS = "kind: Crisis\nid: c\nopens: 2026-01-01T00:00:00Z\n"
POLICY = "kind: Policy\nid: p\ntitle: t\nrule: words\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind: Acount\n", "0.yaml:1: unknown kind 'Acount': did you mean 'Account'?"),
        ("id: a\n", "0.yaml:1: missing field 'kind' in a document"),
        ("- a\n", "0.yaml:1: a document must have fields: {name: value}"),
        (COMPANY + "nmaes: [x]\n", "0.yaml:4: unknown field 'nmaes' in Company: did you mean 'names'?"),
        (COMPANY + "names: [x]\n", "0.yaml:4: field 'names' stands twice in a document: keep one of them"),
        ("kind: Company\nid: x\n", "0.yaml:1: missing field 'names' in Company"),
        (COMPANY + "sites: Werk Nord\n", "0.yaml:4: 'sites' must be a list: [one, two]"),
        (COMPANY + "sites: [[a]]\n", "0.yaml:4: 'sites' takes a single value here, not a list or fields"),
        (COMPANY + "sites: ['']\n", "0.yaml:4: 'sites' has an empty value: fill it in or leave it out"),
        (COMPANY + "sites: ['?!']\n", "0.yaml:4: '?!' in 'sites' has no letter or digit: nothing could be found by it"),
        (
            "kind: Company\nid: a b\nnames: [x]\n",
            "0.yaml:2: an id has no spaces and no slashes, and at most 100 characters",
        ),
        (
            ACCOUNT + "company: nobody\n",
            "0.yaml:6: company: no Company 'nobody' is declared: declare it too, or take it out",
        ),
        (ACCOUNT + "near: [x]\n", "0.yaml:6: near: no Embargo 'x' is declared: declare it too, or take it out"),
        (ACCOUNT + "near: [x]\n---\n" + EMBARGO.replace("id: e", "id: xx") + "terms: [t]\n", "did you mean 'xx'?"),
        (EMPLOYEE, "0.yaml:1: an employee's account needs a consent: {from: <time>, notice: <which>}"),
        (EMPLOYEE + "consent: yes\n", "0.yaml:6: 'consent' must have fields: {name: value}"),
        (EMPLOYEE + "consent: {notice: x}\n", "0.yaml:6: missing field 'from' in 'consent'"),
        (
            EMPLOYEE + "consent: {from: 2026-01-01T00:00:00Z, purposes: [brand-hygiene]}\n",
            "0.yaml:6: no account of class employee is ever looked at for brand-hygiene",
        ),
        (
            EMPLOYEE + "consent: {from: 2026-01-01T00:00:00Z, purposes: [embargos]}\n",
            "0.yaml:6: unknown purpose 'embargos': did you mean 'embargo'?",
        ),
        (
            EMPLOYEE + "consent:\n  from: 2026-01-02T00:00:00Z\n  withdrawn: 2026-01-01T00:00:00Z\n",
            "0.yaml:8: a consent cannot be withdrawn before it was given",
        ),
        (ACCOUNT.replace("brand", "boss"), "0.yaml:5: unknown class 'boss': one of employee, brand"),
        (ACCOUNT + "---\n" + ACCOUNT, "0.yaml:7: Account 'a' is declared twice, first at 0.yaml:1: keep one of them"),
        (
            ACCOUNT + "---\n" + ACCOUNT.replace("id: a", "id: b"),
            "0.yaml:7: '@a' on p is already 'a' (0.yaml:1): an account is declared once",
        ),
        (EMBARGO, "0.yaml:1: an embargo needs a term, a fact or a document: without one nothing is found"),
        (EMBARGO + "terms: []\nfacts: []\n", "0.yaml:1: an embargo needs a term, a fact or a document"),
        (EMBARGO + "terms: [Falke]\nallowed: [x]\n", "0.yaml:6: allowed: no Account 'x' is declared"),
        (EMBARGO + "terms: [{needs: [cue]}]\n", "0.yaml:5: missing field 'text' in a term"),
        (EMBARGO + "terms: [{text: x, needs: [cues]}]\n", "0.yaml:5: unknown need 'cues': did you mean 'cue'?"),
        (EMBARGO + "terms: [{text: x, nedes: [cue]}]\n", "unknown field 'nedes' in a term: did you mean 'needs'?"),
        (EMBARGO + "facts: [fast]\n", "0.yaml:5: 'fast' is no amount, date, measure or count that can be compared"),
        (
            EMBARGO + "documents: [lost.md]\n",
            "0.yaml:5: document 'lost.md' cannot be read: paths start beside this file",
        ),
        (EMBARGO + "terms: [Warnstreik]\n", "0.yaml:5: 'Warnstreik' is what people may speak of freely"),
        (
            EMBARGO.replace("2026-02", "2025-02") + "terms: [x]\n",
            "0.yaml:4: the embargo lifts before it opens",
        ),
        (
            EMBARGO.replace("2026-02-01T00:00:00Z", "2026-03-29T02:30 Europe/Berlin") + "terms: [x]\n",
            "0.yaml:4: lifts: 2026-03-29T02:30:00 does not exist in Europe/Berlin on that day: give an offset",
        ),
        (
            EMBARGO.replace("2026-02-01T00:00:00Z", "2026-10-25T02:30 Europe/Berlin") + "terms: [x]\n",
            "0.yaml:4: lifts: 2026-10-25T02:30:00 exists twice in Europe/Berlin on that day: give an offset",
        ),
        (EMBARGO.replace("00:00Z", "00:00"), "0.yaml:3: opens: '2026-01-01T00:00:00' has no zone"),
        (EMBARGO.replace("00:00Z", "00:00 Werk/Nord"), "0.yaml:3: opens: unknown time zone 'Werk/Nord'"),
        (CRISIS + "terms: [Brand]\n", "0.yaml:1: a crisis needs a site or a name to be recognised by"),
        (CRISIS + "sites: []\nterms: [Brand]\n", "0.yaml:1: a crisis needs a site or a name to be recognised by"),
        (CRISIS + "sites: [Werk Nord]\n", "0.yaml:1: missing field 'terms' in Crisis"),
        (CRISIS + "sites: [x]\nterms: []\n", "0.yaml:5: 'terms' in Crisis must not be empty"),
        (CRISIS + "sites: [x]\nterms: [strike]\n", "0.yaml:5: 'strike' is what people may speak of freely"),
        (CRISIS + "sites: [x]\nterms: [y]\nspokespeople: [z]\n", "0.yaml:6: spokespeople: no Account 'z' is declared"),
        (
            CRISIS + "sites: [x]\nterms: [y]\ncloses: 2025-01-01T00:00:00Z\n",
            "0.yaml:6: the crisis closes before it opens",
        ),
        (POLICY, "0.yaml:1: the rule words needs lists"),
        (POLICY + "lists: {unless: [x]}\n", "0.yaml:1: the rule words needs lists"),
        (POLICY + "stage: alive\n", "0.yaml:5: unknown stage 'alive': did you mean 'live'?"),
        (POLICY + "severity: worst\n", "0.yaml:5: unknown severity 'worst': one of low, medium, high, critical"),
        (POLICY + "limits: {signals: many}\n", "0.yaml:5: 'signals' must be a number, not 'many'"),
        (POLICY + "limits: {signals: inf}\n", "0.yaml:5: 'signals' must be a number, not 'inf'"),
        (POLICY.replace("words", "severity"), "0.yaml:1: the rule severity needs a table"),
        (POLICY + "cases: {fires: [{note: x}]}\n", "0.yaml:5: missing field 'text' in a case"),
        (POLICY.replace("words", "mood"), "0.yaml:4: unknown rule 'mood': one of private-talk"),
        (
            COMPANY + "---\n" + COMPANY.replace("id: veltrona", "id: other") + "---\n" + ACCOUNT,
            "0.yaml:9: there are several companies: add company: one of other, veltrona",
        ),
    ],
)
def test_each_fault_is_told_with_its_file_and_line(text: str, told: str) -> None:
    assert any(told in line for line in faults(text)), faults(text)


def test_an_id_may_be_used_once_in_each_kind() -> None:
    text = (ACCOUNT + "---\n" + EMBARGO + "terms: [x]\n").replace("id: a", "id: same").replace("id: e", "id: same")
    assert len(load(text)) == 2


def test_an_id_used_twice_across_files_names_the_first_place() -> None:
    assert faults(ACCOUNT, ACCOUNT) == ["1.yaml:1: Account 'a' is declared twice, first at 0.yaml:1: keep one of them"]


def test_what_is_declared_already_may_be_referred_to_and_replaced() -> None:
    known = load(VELTRONA)
    (changed,) = load("kind: Company\nid: veltrona\nnames: [Veltrona SE]\n", known=known)
    assert isinstance(changed, Company)
    (bert,) = load(EMPLOYEE + "near: [falke-2]\nconsent: {from: 2026-11-01T00:00:00Z}\n", known=known)
    assert isinstance(bert, Account)
    assert bert.company == "veltrona"


def test_an_account_declared_already_under_another_id_is_a_fault() -> None:
    told = faults(ACCOUNT.replace("id: a", "id: b"), known=load(ACCOUNT))
    assert told == ["0.yaml:1: '@a' on p is already 'a' (what is in force): an account is declared once"]


def test_a_brand_account_may_have_a_consent_of_its_own() -> None:
    (account,) = load(ACCOUNT + "consent: {from: 2026-11-01T00:00:00Z, purposes: [brand-hygiene]}\n")
    assert isinstance(account, Account)
    assert account.purposes == ("brand-hygiene",)


def test_a_policy_is_read_with_lists_limits_table_advice_and_cases() -> None:
    (policy,) = load(
        POLICY + "lists: {who: [ich, mein]}\nlimits: {signals: 2}\nadvice: {de: Bitte, en: Please}\n"
        "table: [{role: engineer, phase: early, severity: high}]\n"
        "cases:\n  fires: [{posts: [{text: a, minutes: 1.5, repeat: 3}]}]\n  quiet: [{text: b, note: near miss}]\n"
    )
    assert isinstance(policy, Policy)
    assert (policy.lists[0].words, policy.limits[0].value, policy.advice_de) == (("ich", "mein"), 2, "Bitte")
    assert (policy.table[0].topic, policy.table[0].severity) == ("*", "high")
    assert [(case.fires, case.posts[0].repeat, case.note) for case in policy.cases] == [
        (True, 3, ""),
        (False, 1, "near miss"),
    ]


STRAY: tuple[object, ...] = (None, "", " ", "x", "null", [], {}, [[]], {"id": []}, "2026-11-01", "Falke 2", -1)


def spoiled(node: object, chance: random.Random, depth: int = 0) -> object:
    """The same nodes, with some of them replaced by something that does not belong there."""
    if depth and chance.random() < 0.15:
        return chance.choice(STRAY)
    if isinstance(node, dict):
        return {name: spoiled(value, chance, depth + 1) for name, value in node.items()}
    if isinstance(node, list):
        return [spoiled(value, chance, depth + 1) for value in node]
    return node


@given(st.integers(0, 10**9))
def test_whatever_stands_in_a_register_is_read_or_told_with_its_place(seed: int) -> None:
    chance = random.Random(seed)
    nodes = [spoiled(node, chance) for node in yaml.load_all(VELTRONA, Loader=yaml.BaseLoader)]
    text = yaml.safe_dump_all(nodes, allow_unicode=True)
    lines = range(1, text.count("\n") + 1)
    try:
        places = [len(load(text))]
    except RegisterErrors as error:
        places = [fault.line for fault in error.faults]
    assert places
    assert all(place in lines for place in places)


EXCEPTION = (
    "kind: Exception\nid: fair\nregister: Embargo/falke-2\nsince: 2026-11-20T00:00:00Z\n"
    "until: 2026-12-20T00:00:00Z\nreason: shown at the fair\n"
)


def test_an_exception_is_read_with_what_it_is_made_of() -> None:
    *_, made = load(VELTRONA, EXCEPTION + "account: anna\nterms: [Falke 2, '249 €']\nalert: al_x\n")
    assert isinstance(made, Exemption)
    assert (made.id, made.register, made.account, made.alert) == ("fair", "Embargo/falke-2", "anna", "al_x")
    assert (made.terms, made.reason) == (("Falke 2", "249 €"), "shown at the fair")
    assert (made.since, made.until) == (datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 12, 20, tzinfo=UTC))
    assert load(EXCEPTION.replace("Embargo/falke-2", "Policy/private-talk"))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (EXCEPTION.replace("2026-12-20", "2027-02-19"), "lasts at most 90 days"),
        (EXCEPTION.replace("2026-12-20", "2026-11-20"), "ends before it begins"),
        (EXCEPTION.replace("until: 2026-12-20T00:00:00Z\n", ""), "missing field 'until'"),
        (EXCEPTION.replace("reason: shown at the fair\n", ""), "missing field 'reason'"),
        (EXCEPTION.replace("Embargo/falke-2", "falke-2"), "write its kind and id, as Embargo/falke-2"),
        (EXCEPTION.replace("Embargo/falke-2", "Embargo/falke-3"), "did you mean 'falke-2'?"),
        (EXCEPTION + "account: eve\n", "no Account 'eve' is declared"),
    ],
)
def test_an_exception_that_may_not_be_is_a_fault(changed: str, told: str) -> None:
    (fault,) = faults(VELTRONA, changed)
    assert told in fault


def test_a_term_has_a_stage_and_is_live_where_none_is_said() -> None:
    (embargo,) = load(
        EMBARGO + "terms: [Falke 2, {text: Adler, stage: shadow}, {text: Amsel, needs: [cue], stage: draft}]\n"
    )
    assert isinstance(embargo, Embargo)
    assert [(term.text, term.needs, term.stage) for term in embargo.terms] == [
        ("Falke 2", (), "live"),
        ("Adler", (), "shadow"),
        ("Amsel", ("cue",), "draft"),
    ]
    (fault,) = faults(EMBARGO + "terms: [{text: Adler, stage: shadwo}]\n")
    assert "did you mean 'shadow'?" in fault
