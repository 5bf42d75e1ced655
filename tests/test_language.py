"""Numbers, shares and dates as people read them; rounding half up, never half even."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.language import LOCALES, MINUS, NO_VALUE, Language, get_language, messages_for_templates, round_half_up

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Fraction(9, 4), 1, "2.3"),
        (Fraction(-9, 4), 1, "-2.3"),
        (Fraction(31, 8), 1, "3.9"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(7, 2), 0, "4"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(8, 3), 1, "2.7"),
        (Fraction(8, 3), 3, "2.667"),
        (Decimal("1.005"), 2, "1.01"),
        (Decimal("2.675"), 2, "2.68"),
        (0, 2, "0.00"),
        (7, 0, "7"),
        (Fraction(2449, 1000), 1, "2.4"),
        (Fraction(245, 100), 1, "2.5"),
    ],
)
def test_rounding_is_half_up(value: Fraction, places: int, rounded: str) -> None:
    assert str(round_half_up(value, places)) == rounded


@pytest.mark.parametrize(
    ("ratings", "shown"),
    [((Fraction(13, 2), Fraction(13, 2), 5, 7), "6.5"), ((4, Fraction(7, 2), 4, 4), "4.0")],
)
def test_published_averages_to_the_nearest_half(ratings: tuple[Fraction, ...], shown: str) -> None:
    """IELTS: 6.25 is reported as 6.5 and 3.875 as 4.0; a half is a whole number of doubled points."""
    mean = Fraction(sum(ratings), len(ratings))
    doubled = round_half_up(mean * 2, 0)
    assert get_language("en").number(doubled / 2) == shown


@given(st.fractions(max_denominator=1000), st.integers(0, 4))
def test_rounding_moves_by_half_a_step_at_most(value: Fraction, places: int) -> None:
    rounded = Fraction(round_half_up(value, places))
    assert abs(rounded - value) <= Fraction(1, 2 * 10**places)
    assert Fraction(round_half_up(-value, places)) == -rounded


@pytest.mark.parametrize(
    ("locale", "number", "thousands", "plain", "percent", "fine_percent"),
    [
        ("en", "3.8", "1,234,567.5", "2.667", "91%", "91.2%"),
        ("ru", "3,8", f"1{NBSP}234{NBSP}567,5", "2,667", f"91{NBSP}%", f"91,2{NBSP}%"),
    ],
)
def test_figures_in_both_languages(
    locale: str, number: str, thousands: str, plain: str, percent: str, fine_percent: str
) -> None:
    language = get_language(locale)
    assert language.number(Fraction(64, 17)) == number
    assert language.number(Fraction(2469135, 2)) == thousands
    assert language.plain(Fraction(8, 3)) == plain
    assert language.percent(Fraction(31, 34)) == percent
    assert language.percent(Fraction(31, 34), 1) == fine_percent


PAIRS = ("Of %(num)s pair, %(near)s", "Of %(num)s pairs, %(near)s")


@pytest.mark.parametrize(
    ("locale", "printed"), [("en", "Of 1,027 pairs, −1,001"), ("ru", f"Of 1{NBSP}027 pairs, −1{NBSP}001")]
)
def test_counts_in_messages_are_grouped_as_the_language_groups_them(locale: str, printed: str) -> None:
    language = get_language(locale)
    _, in_template = messages_for_templates(lambda: language)
    assert language.ngettext(*PAIRS, 1027, near=-1001) == printed
    assert in_template(*PAIRS, 1027, near=-1001) == printed


@pytest.mark.parametrize("locale", LOCALES)
def test_what_names_one_thing_is_no_count(locale: str) -> None:
    language = get_language(locale)
    in_template, _ = messages_for_templates(lambda: language)
    assert language.gettext("%(year)s, %(number)s", year=2026, number=1027) == "2026, 1027"
    assert in_template("%(year)s, %(number)s", year=2026, number=1027) == "2026, 1027"


def test_templates_escape_what_is_put_into_a_message() -> None:
    in_template, counting = messages_for_templates(lambda: get_language("en"))
    assert in_template("Written by %(name)s", name="<b>") == "Written by &lt;b&gt;"
    assert counting("%(num)s of %(name)s", "%(num)s of %(name)s", 2, name="<b>") == "2 of &lt;b&gt;"


@pytest.mark.parametrize("locale", LOCALES)
def test_figures_of_any_length_can_be_printed(locale: str) -> None:
    language = get_language(locale)
    long = Fraction(10**40) + Fraction(1, 4)
    assert re.sub(r"[^\d.,]", "", language.number(long)).replace(",", "").replace(".", "") == "1" + "0" * 40 + "3"
    assert str(round_half_up(long, 1)) == "1" + "0" * 40 + ".3"
    assert language.percent(long).endswith("%")


@pytest.mark.parametrize("locale", LOCALES)
def test_plain_figures_have_no_tail(locale: str) -> None:
    assert get_language(locale).plain(Fraction(3)) == "3"
    assert get_language(locale).number(Fraction(3), 0) == "3"


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_absent_is_a_dash_and_never_a_zero(locale: str) -> None:
    language = get_language(locale)
    shown = [language.number(None), language.plain(None), language.percent(None), language.date(None), language.moment(None)]
    assert shown == [NO_VALUE] * 5
    assert language.number(0) != NO_VALUE


@pytest.mark.parametrize(
    ("locale", "long", "moment", "time"),
    [
        ("en", "November 24, 2026", "24 Nov 2026, 09:05", "09:05"),
        ("ru", f"24 ноября 2026{NBSP}г.", "24 нояб. 2026, 09:05", "09:05"),
    ],
)
def test_dates_in_both_languages(locale: str, long: str, moment: str, time: str) -> None:
    language, day = get_language(locale), dt.date(2026, 11, 24)
    at = dt.datetime(2026, 11, 24, 9, 5, tzinfo=dt.UTC)
    assert [language.date(day), language.moment(at), language.time(at)] == [long, moment, time]


def test_an_unknown_locale_is_refused() -> None:
    with pytest.raises(ValueError, match="'de'"):
        Language("de")


def test_english_is_the_source_and_needs_no_catalogue() -> None:
    english = get_language("en")
    assert english.gettext("The score %(score)s is low.", score="2.5") == "The score 2.5 is low."
    assert english.gettext("100% sure") == "100% sure"
    assert [english.ngettext("%(num)s rater", "%(num)s raters", count) for count in (1, 2)] == ["1 rater", "2 raters"]


@pytest.mark.parametrize(
    ("value", "currency", "russian", "english"),
    [
        (Fraction(190000), "RUB", "190 000 ₽", "RUB 190,000"),
        (Fraction(177001, 2), "GBP", "88 500,50 £", "£88,500.50"),
        (Fraction(5), "", "5", "5"),
        (Fraction(3), "ZZZ", "3 ZZZ", "ZZZ 3"),
    ],
)
def test_money_has_its_sign_where_the_language_puts_it(value: Fraction, currency: str, russian: str, english: str) -> None:
    said = [get_language(locale).money(value, currency).replace(NBSP, " ") for locale in ("ru", "en")]
    assert said == [russian, english]


@pytest.mark.parametrize("locale", LOCALES)
def test_below_zero_stands_a_minus_and_no_hyphen(locale: str) -> None:
    language = get_language(locale)
    said = (
        language.number(Fraction(-9, 4)),
        language.plain(Fraction(-1, 8)),
        language.percent(Fraction(-1, 10)),
        language.money(-1200, "GBP"),
        language.money(-1200, "KZT"),
    )
    assert [text[0] for text in said] == [MINUS] * len(said) and not [text for text in said if "-" in text]
    assert language.number(Fraction(-1, 100)) == language.number(0)
