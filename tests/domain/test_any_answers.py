"""Whatever an employer answers, as long as each answer fits its question: nothing breaks, and all of it can be said."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from profile_cases import kam

from hiring.domain.adjacency import adjacency
from hiring.domain.changes import profile_changes
from hiring.domain.completeness import missing_answers
from hiring.domain.consequences import all_consequences, compare_consequences
from hiring.domain.key_clients import judge_key_clients
from hiring.domain.levels import LevelAdvice, advise_levels, advise_make_or_buy
from hiring.domain.pay import check_pay
from hiring.domain.profile import Profile, build_profile
from hiring.domain.questions import Field, FieldKind
from hiring.domain.warnings import RaisedWarning, raise_warnings
from hiring.errors import Invalid
from hiring.language import LOCALES, get_language
from hiring.wording import say_problem, say_reason
from hiring.wording.intake import name_field, say_answer, say_change

LEVELS = [level.id for level in kam().levels]
TEXTS = st.sampled_from(["", "Six hospitals", "Только мужчины", "under 30", "возрастающая выручка", "%(x)s <b>", "a\u200bb"])
NUMBERS = st.integers(0, 120) | st.fractions(0, 100, max_denominator=4)


def answer_to(field: Field) -> st.SearchStrategy[Any]:
    match field.kind:
        case FieldKind.TEXT:
            return TEXTS
        case FieldKind.LIST:
            return st.lists(TEXTS, max_size=2)
        case FieldKind.CHOICE:
            return st.sampled_from([choice.value for choice in field.choices])
        case FieldKind.CHOICES:
            return st.lists(st.sampled_from([choice.value for choice in field.choices]), unique=True, max_size=3)
        case FieldKind.YES_NO:
            return st.booleans()
        case FieldKind.NUMBER:
            return NUMBERS
        case FieldKind.PERCENT:
            return st.integers(0, 100)
        case FieldKind.LANGUAGES:
            return st.lists(st.just({"language": "en", "level": "B2"}), max_size=1)
        case FieldKind.MONEY | FieldKind.MONEY_RANGE:
            return st.dictionaries(st.sampled_from(["from", "to"]), NUMBERS)
        case FieldKind.GROUP:
            return parts_of(field)
        case FieldKind.TABLE:
            return st.lists(parts_of(field), max_size=2)
        case FieldKind.PER_LEVEL:
            inner = TEXTS if field.of is FieldKind.TEXT else st.dictionaries(st.sampled_from(["from", "to"]), NUMBERS)
            return st.dictionaries(st.sampled_from(LEVELS), inner)
        case FieldKind.FIXED:
            return st.none()


def parts_of(field: Field) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={part.id: st.none() | answer_to(part) for part in field.parts})


def answers() -> st.SearchStrategy[dict[str, Any]]:
    asked = {item.id: answer_to(item) for item in kam().fields}
    asked |= {f"{item.id}.{part.id}": answer_to(part) for item in kam().fields for part in item.followups}
    return st.fixed_dictionaries({}, optional={identity: st.none() | given for identity, given in asked.items()})


def build(level: str, given_answers: dict[str, Any]) -> Profile:
    """Weights of closeness are left out when they are refused."""
    try:
        return build_profile(kam(), level_sought=level, answers=given_answers)
    except Invalid as error:
        assert {problem.code for problem in error.problems} <= {"clientele_not_above_product", "adjacency_weights_unfit"}
        fewer = {key: value for key, value in given_answers.items() if key != "sourcing.clientele_similarity"}
        return build_profile(kam(), level_sought=level, answers=fewer)


def say_everything(profile: Profile, advice: tuple[LevelAdvice, ...]) -> None:
    found = [item for line in advice for item in line.obstacles]
    reasons = [item.reason if isinstance(item, RaisedWarning) else item for item in (*raise_warnings(profile), *found)]
    for locale in LOCALES:
        language = get_language(locale)
        for reason in reasons:
            assert "%(" not in say_reason(reason, kam(), language).replace("%(x)s", "")
        for problem in check_pay(profile).problems:
            assert say_problem(problem, language, kam())
        for identity, value in profile.answers.items():
            assert name_field(identity, kam(), language) != ""
            assert isinstance(say_answer(identity, value, kam(), language), str)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(LEVELS), answers())
def test_nothing_breaks_and_everything_can_be_said(level: str, given_answers: dict[str, Any]) -> None:
    profile = build(level, given_answers)
    advice = advise_levels(profile)
    assert [line.level for line in advice] == LEVELS
    assert advise_make_or_buy(profile) in (None, "grow", "buy", "both")
    assert all(item.depends_on for item in all_consequences(profile))
    assert compare_consequences(profile, profile) == ()
    rule = kam().key_client
    assert rule is not None
    assert judge_key_clients(rule, profile.answers).dependency in (True, False, None)
    assert adjacency(profile, {"market": {"industry": "health"}}).score in (None, *(Fraction(at, 2) for at in range(3)))
    say_everything(profile, advice)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(LEVELS), answers(), answers())
def test_changes_can_be_said(level: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    for change in profile_changes(build(level, before), build(level, after)):
        for locale in LOCALES:
            assert "→" in say_change(change, kam(), get_language(locale))


@settings(deadline=None)
@given(st.sampled_from(LEVELS), answers())
def test_what_is_missing_is_asked(level: str, given_answers: dict[str, Any]) -> None:
    known = {item.id for item in kam().fields}
    known |= {f"{item.id}.{part.id}" for item in kam().fields for part in (*item.parts, *item.followups)}
    assert set(missing_answers(kam(), given_answers, level)) <= known
