"""Figures that the employer names, and what may not be written about any."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small_rubric import make_rubric

from hiring.domain.assessment import Assessment, Dossier, assess
from hiring.domain.confidential import find_confidential
from hiring.domain.figures import FigureClaim
from hiring.domain.own_figures import FIELD, own_figures, own_id, plain_name
from hiring.domain.profile import Threshold, build_profile
from hiring.domain.rubric import Direction
from hiring.errors import Invalid

ON_TIME = "own:доля-заказов-в-срок"
ANSWERS = {
    FIELD: [
        {"name": "Доля заказов в срок", "unit": "%", "better": "up"},
        {"name": "Returned crates", "unit": "pieces", "better": "down"},
        {"name": " доля  заказов в срок!", "unit": "", "better": "down"},
        {"name": "?!", "unit": "%"},
        {"unit": "%"},
    ]
}
STEPS = (Fraction(80), Fraction(90), Fraction(98))


def assessed(*claims: FigureClaim, thresholds: tuple[Threshold, ...] = (), answers: object = ANSWERS[FIELD]) -> Assessment:
    profile = build_profile(make_rubric(), level_sought="middle", answers={FIELD: answers}, thresholds=thresholds)
    return assess(Dossier("Anna", (), figures=claims), profile)


def claim(figure: str = ON_TIME, value: int = 95, grade: int = 3) -> FigureClaim:
    return FigureClaim(figure, Fraction(value), grade, own_share=Fraction(1), name="Доля заказов в срок, %")


def test_each_is_named_once_with_its_unit_and_direction() -> None:
    found = own_figures(make_rubric(), ANSWERS)
    assert [(figure.id, figure.name["en"], figure.better) for figure in found] == [
        (ON_TIME, "Доля заказов в срок, %", Direction.UP),
        ("own:returned-crates", "Returned crates, pieces", Direction.DOWN),
    ]


@pytest.mark.parametrize("answer", [None, "text", [], ["text"], [{}], 5])
def test_anything_else_names_none(answer: object) -> None:
    assert own_figures(make_rubric(), {FIELD: answer}) == ()


def test_the_longest_name_still_fits_its_column() -> None:
    identity = own_id("Очень длинное название " * 20)
    assert identity is not None and len(identity) <= 80
    assert plain_name(ON_TIME) == "доля заказов в срок"


def test_it_is_rated_like_any_other_and_counts_for_the_evidence_index() -> None:
    thresholds = (Threshold(ON_TIME, *STEPS),)
    found = assessed(claim(), thresholds=thresholds)
    assert [(item.raw, item.rating) for item in found.figures] == [(4, 4)]
    assert found.evidence_index == 4
    unscored = assessed(claim())
    assert [item.rating for item in unscored.figures] == [None]
    assert unscored.evidence_index is None


def test_where_lower_is_better_the_steps_are_turned_round() -> None:
    steps = (Threshold("own:returned-crates", Fraction(9), Fraction(5), Fraction(1)),)
    found = assessed(claim("own:returned-crates", 1), thresholds=steps)
    assert found.figures[0].rating == 5
    with pytest.raises(Invalid):
        assessed(thresholds=(Threshold("own:returned-crates", *STEPS),))


def test_another_employers_own_figure_is_not_shown() -> None:
    assert assessed(claim("own:somebody-elses")).figures == ()


def test_thresholds_go_with_the_figure_that_is_named_no_more() -> None:
    profile = build_profile(
        make_rubric(), level_sought="middle", answers={FIELD: []}, thresholds=(Threshold(ON_TIME, *STEPS),)
    )
    assert profile.thresholds == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Отчёт по продажам ООО «Ромашка» за год", "ООО «Ромашка»"),
        ("письмо от АО Северсталь", "АО Северсталь"),
        ("клиент «Магнит», сеть", "клиент «Магнит»"),
        ("reference from Acme Foods Ltd.", "Acme Foods Ltd."),
        ("Muster & Söhne GmbH", "Muster & Söhne GmbH"),
        ("client “Acme” grew", "client “Acme”"),
        ("ask anna@example.org", "anna@example.org"),
        ("звонить +7 (912) 345-67-89", "+7 (912) 345-67-89"),
        ("see https://crm.example.org/deal/5", "https://crm.example.org/deal/5"),
        ("ИНН 7701234567", "ИНН 7701234567"),
        ("договор № 15/2024", "договор № 15/2024"),
    ],
)
def test_names_and_contacts_are_found(text: str, found: str) -> None:
    assert found in find_confidential(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023-2025",
        "2021, 2022, 2023",
        "отчёт CRM, клиент А, индекс 2022 = 100",
        "12 500 000 000 рублей",
        "report shown on the screen, client A",
        "Отчёт «Продажи по месяцам»",
        "в среднем по рынку 4 %",
        "The limited edition sold in three months",
        "2019 2020 2021",
    ],
)
def test_periods_sums_and_plain_words_pass(text: str) -> None:
    assert find_confidential(text) == ()
