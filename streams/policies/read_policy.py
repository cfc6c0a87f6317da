"""Documents of the kind Policy."""

from math import isfinite, nan
from typing import Final, Literal, get_args

from streams.policies.fields import Fields, each_fields
from streams.policies.read_words import identifier, words
from streams.registers import CasePost, Limit, Policy, PolicyCase, Severity, SeverityRow, Stage, WordList

Rule = Literal["private-talk", "off-remit", "ad-flood", "words", "severity"]

RULES: Final[tuple[Rule, ...]] = get_args(Rule)
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
TOPICS: Final = ("embargo", "crisis", "*")
PHASES: Final = ("early", "weeks", "last_week", "last_day", "acute", "running", "*")


def read_policy(fields: Fields) -> Policy:
    """A policy: one of the built-in rules with words, limits, a table, advice and cases."""
    rule = fields.choice("rule", RULES, required=True)
    advice = fields.inner("advice")
    cases = fields.inner("cases")
    policy = Policy(
        id=identifier(fields),
        title=fields.text("title", required=True),
        rule=rule or "words",
        version=fields.text("version", default="1"),
        stage=fields.choice("stage", STAGES) or "live",
        severity=fields.choice("severity", SEVERITIES) or "low",
        lists=_lists(fields),
        limits=_limits(fields),
        table=tuple(_row(row) for row in each_fields(fields.items("table"), fields.notes, "a row of the table")),
        advice_de=advice.text("de") if advice else "",
        advice_en=advice.text("en") if advice else "",
        cases=(*_cases(cases, "fires", fires=True), *_cases(cases, "quiet", fires=False)) if cases else (),
    )
    for inner in filter(None, (advice, cases)):
        inner.close()
    _check_filled(policy, fields)
    return policy


def _check_filled(policy: Policy, fields: Fields) -> None:
    """What a rule cannot do without."""
    if policy.rule == "severity" and not policy.table:
        fields.notes.fault(fields.line, "the rule severity needs a table: [{role, topic, phase, severity}]")
    if policy.rule == "words" and not any(one.name != "unless" for one in policy.lists):
        fields.notes.fault(fields.line, "the rule words needs lists: {a name: [words that must all be there]}")


def _lists(fields: Fields) -> tuple[WordList, ...]:
    inner = fields.inner("lists")
    return tuple(WordList(name=name, words=words(inner, name)) for name in inner.names()) if inner else ()


def _limits(fields: Fields) -> tuple[Limit, ...]:
    inner = fields.inner("limits")
    if inner is None:
        return ()
    return tuple(Limit(name=name, value=_number(inner, name, required=True) or 0) for name in inner.names())


def _row(fields: Fields) -> SeverityRow:
    row = SeverityRow(
        role=fields.text("role", default="*"),
        topic=fields.choice("topic", TOPICS) or "*",
        phase=fields.choice("phase", PHASES) or "*",
        severity=fields.choice("severity", SEVERITIES, required=True) or "low",
    )
    fields.close()
    return row


def _cases(fields: Fields, name: str, *, fires: bool) -> tuple[PolicyCase, ...]:
    return tuple(_case(each, fires=fires) for each in each_fields(fields.items(name), fields.notes, "a case"))


def _case(fields: Fields, *, fires: bool) -> PolicyCase:
    """A case is a text, or several posts."""
    items = fields.items("posts")
    posts = [_post(post) for post in each_fields(items, fields.notes, "a post of a case")]
    text = fields.text("text", required=fields.node("posts") is None)
    case = PolicyCase(
        posts=tuple(posts) or (CasePost(text=text),),
        fires=fires,
        note=fields.text("note"),
        severity=fields.choice("severity", SEVERITIES),
    )
    fields.close()
    return case


def _post(fields: Fields) -> CasePost:
    post = CasePost(
        text=fields.text("text", required=True),
        minutes=_number(fields, "minutes") or 0,
        repeat=int(_number(fields, "repeat") or 1),
    )
    fields.close()
    return post


def _number(fields: Fields, name: str, *, required: bool = False) -> float | None:
    found = fields.scalar(name, required=required)
    if found is None:
        return None
    try:
        number = float(found.text or "")
    except ValueError:
        number = nan
    if isfinite(number):
        return number
    fields.notes.fault(found.line, f"{name!r} must be a number, not {found.text!r}")
    return None
