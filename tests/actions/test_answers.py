"""Answers are held against their questions before they are kept."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from hiring.actions.answers import Misfit, check_answers, fit
from hiring.domain.questions import Choice, Field, FieldKind
from hiring.domain.text import Text

NAME = Text.of({"en": "Question", "ru": "Вопрос"})
CHOICES = (Choice("a", NAME), Choice("b", NAME))


def question(kind: FieldKind, **changes: object) -> Field:
    return Field("question", NAME, None, kind, **changes)  # type: ignore[arg-type]


PARTS = (Field("years", NAME, None, FieldKind.NUMBER, maximum=50), Field("note", NAME, None, FieldKind.TEXT))
ROWS = Field("rows", NAME, None, FieldKind.TABLE, parts=PARTS)
MONEY = {"amount": "190000.50", "currency": "RUB", "tax": "", "period": "month"}


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        (question(FieldKind.TEXT), " a\x00b ", "ab"),
        (question(FieldKind.LIST), ("one", "", "two"), ["one", "two"]),
        (question(FieldKind.CHOICE, choices=CHOICES), "a", "a"),
        (question(FieldKind.CHOICES, choices=CHOICES), {"b", "a"}, ["a", "b"]),
        (question(FieldKind.YES_NO), False, False),
        (question(FieldKind.NUMBER), 0, 0),
        (question(FieldKind.NUMBER), Decimal("2.50"), Fraction(5, 2)),
        (question(FieldKind.NUMBER), 2.5, Fraction(5, 2)),
        (question(FieldKind.NUMBER), Fraction(4, 2), 2),
        (question(FieldKind.PERCENT), 100, 100),
        (question(FieldKind.LANGUAGES), [{"language": "en", "level": "B2"}], [{"language": "en", "level": "B2"}]),
        (question(FieldKind.MONEY), MONEY, {"amount": Fraction(380001, 2), "currency": "RUB", "period": "month"}),
        (
            question(FieldKind.MONEY_RANGE),
            {"from": 10, "to": 20, "currency": "EUR"},
            {"from": 10, "to": 20, "currency": "EUR"},
        ),
        (question(FieldKind.MONEY), {"currency": "RUB"}, {}),
        (question(FieldKind.GROUP, parts=PARTS), {"years": 3, "note": ""}, {"years": 3}),
        (question(FieldKind.TABLE, parts=PARTS), [{"years": 3}, {}], [{"years": 3}]),
        (question(FieldKind.GROUP, parts=(ROWS,)), {"rows": [{"years": 3}, {"note": ""}]}, {"rows": [{"years": 3}]}),
        (question(FieldKind.GROUP, parts=(ROWS,)), {"rows": [{}]}, {}),
        (question(FieldKind.PER_LEVEL), {"L1": "", "L2": "much"}, {"L2": "much"}),
        (question(FieldKind.PER_LEVEL, of=FieldKind.NUMBER), {"L1": 5}, {"L1": 5}),
        (question(FieldKind.PER_LEVEL, of=FieldKind.MONEY_RANGE), {"L1": {"from": 5}, "L2": {}}, {"L1": {"from": 5}}),
        (question(FieldKind.PER_LEVEL, parts=PARTS), {"L1": {"years": 5}}, {"L1": {"years": 5}}),
        (question(FieldKind.FIXED), "anything", None),
    ],
)
def test_what_fits_is_kept(field: Field, value: object, kept: object) -> None:
    assert fit(field, value) == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (None, "an answer to nothing"),
        (question(FieldKind.TEXT), 5),
        (question(FieldKind.TEXT), "x" * 5001),
        (question(FieldKind.LIST), "one"),
        (question(FieldKind.LIST), ["x"] * 101),
        (question(FieldKind.CHOICE, choices=CHOICES), "c"),
        (question(FieldKind.CHOICE, choices=CHOICES), ["a"]),
        (question(FieldKind.CHOICES, choices=CHOICES), ["a", "c"]),
        (question(FieldKind.CHOICES, choices=CHOICES), [{"a": 1}]),
        (question(FieldKind.YES_NO), "yes"),
        (question(FieldKind.YES_NO), 1),
        (question(FieldKind.NUMBER), "5"),
        (question(FieldKind.NUMBER), True),
        (question(FieldKind.NUMBER), float("nan")),
        (question(FieldKind.NUMBER), Decimal("Infinity")),
        (question(FieldKind.NUMBER), 10**13),
        (question(FieldKind.NUMBER, minimum=0), -1),
        (question(FieldKind.NUMBER, maximum=5), 6),
        (question(FieldKind.PERCENT), 101),
        (question(FieldKind.PERCENT), Fraction(-1, 2)),
        (question(FieldKind.LANGUAGES), [{"language": "en", "level": "Z9"}]),
        (question(FieldKind.LANGUAGES), [{"level": "B2", "language": ""}]),
        (question(FieldKind.LANGUAGES), ["en"]),
        (question(FieldKind.LANGUAGES), [{"level": ["B2"], "language": "en"}]),
        (question(FieldKind.MONEY), {"amount": "much"}),
        (question(FieldKind.MONEY), {"amount": -1}),
        (question(FieldKind.MONEY), 5),
        (question(FieldKind.MONEY_RANGE), {"from": 20, "to": 10}),
        (question(FieldKind.GROUP, parts=PARTS), {"strange": 1}),
        (question(FieldKind.GROUP, parts=PARTS), [1]),
        (question(FieldKind.TABLE, parts=PARTS), {"years": 1}),
        (question(FieldKind.TABLE, parts=PARTS), [{"years": 60}]),
        (question(FieldKind.PER_LEVEL), "L1"),
        (question(FieldKind.PER_LEVEL), {"L1": [1]}),
        (question(FieldKind.PER_LEVEL), {"L1": 5}),
        (question(FieldKind.PER_LEVEL, of=FieldKind.MONEY_RANGE), {"L1": {"from": 5, "to": 4}}),
        (question(FieldKind.GROUP, parts=(ROWS,)), {"rows": [{"years": 60}]}),
    ],
)
def test_what_does_not_fit_is_refused(field: Field | None, value: object) -> None:
    with pytest.raises(Misfit):
        fit(field, value)


def test_open_questions_stay_open_and_misfits_are_named() -> None:
    fields = [question(FieldKind.TEXT), Field("years", NAME, None, FieldKind.NUMBER)]
    given = {"question": "", "years": None, "other": [], "strange": 1}
    kept, problems = check_answers(fields, given, prefix="facts")
    assert kept == {}
    assert [(problem.code, problem.where) for problem in problems] == [("fact_invalid", "facts.strange")]


def test_what_is_asked_below_a_question_is_answered_under_both_ids() -> None:
    below = Field("share", NAME, None, FieldKind.PERCENT)
    fields = [question(FieldKind.CHOICE, choices=CHOICES, followups=(below,))]
    kept, problems = check_answers(fields, {"question": "a", "question.share": 30, "share": 30}, prefix="answers")
    assert kept == {"question": "a", "question.share": 30}
    assert [problem.where for problem in problems] == ["answers.share"]
    kept, problems = check_answers(fields, {"question.share": 130}, prefix="answers")
    assert (kept, [problem.where for problem in problems]) == ({}, ["answers.question.share"])
