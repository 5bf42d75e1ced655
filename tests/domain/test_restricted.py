"""Forbidden criteria are found in both languages, and what merely sounds like one passes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from hiring.domain.restricted import GROUND_OF, Ground, find_restricted
from hiring.language import LOCALES, get_language
from hiring.wording.restricted import INSTEAD, say_restricted

KAM = Path(__file__).parents[2] / "rubrics" / "kam"
NAMES_THEM = {"requirements.restricted", "W12"}
"""They say what is forbidden, and have to name it."""
CASES = YAML(typ="safe").load((Path(__file__).parents[1] / "cases" / "restricted.yaml").read_text(encoding="utf-8"))
FOUND = [(grounds, text) for grounds, texts in CASES["found"].items() for text in texts]
PASSES = CASES["passes"]


def grounds_of(text: str) -> set[str]:
    return {use.ground.value for use in find_restricted(text)}


@pytest.mark.parametrize(("grounds", "text"), FOUND)
def test_a_forbidden_criterion_is_found(grounds: str, text: str) -> None:
    expected = set(grounds.split())
    found = grounds_of(text)
    assert found == expected if len(expected) > 1 else expected <= found


@pytest.mark.parametrize("text", PASSES)
def test_what_sets_no_criterion_passes(text: str) -> None:
    assert [(use.word, use.ground.value) for use in find_restricted(text)] == []


def test_there_are_enough_cases_in_both_languages() -> None:
    def russian(texts: list[str]) -> int:
        return sum(1 for text in texts if any("а" <= sign <= "я" for sign in text.lower()))

    found = [text for _, text in FOUND]
    assert {ground for grounds, _ in FOUND for ground in grounds.split()} == {ground.value for ground in Ground}
    assert min(russian(found), len(found) - russian(found)) >= 60
    assert min(russian(PASSES), len(PASSES) - russian(PASSES)) >= 75


def test_a_use_says_where_it_stands_as_it_was_written() -> None:
    text = "Ищем де\u200bвушкy, ВОЗРАСТ до 30 лет"
    girl, age = find_restricted(text)
    assert (girl.word, girl.ground, girl.rewording) == ("де\u200bвушкy", Ground.SEX, "sex")
    assert (age.word, age.ground) == ("ВОЗРАСТ до 30 лет", Ground.AGE)
    assert [text[use.start : use.end] for use in (girl, age)] == [girl.word, age.word]


@pytest.mark.parametrize(
    "text",
    [
        "ЖЕНЩИНА",
        "женщинa",
        "жен-\nщина",
        "ж е н щ и н а",
        "жен\u00adщина",
        "жeнщuна",
        "ж_е_н_щ_и_н_а",
        "жен*щина",
        "WΟMAN woman",
        "wоman",
        "Ｗｏｍａｎ",
    ],
)
def test_spelling_hides_nothing(text: str) -> None:
    assert "sex" in grounds_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Regardless of experience we want men only",
        "Независимо от опыта нужен мужчина",
        "Целевая аудитория – женщины, ищем девушку в отдел",
        "Женская одежда. Требуется женщина",
        "Our customers are women; the candidate must be a woman",
        "Товары для женщин и менеджер-девушка",
    ],
)
def test_an_innocent_part_does_not_excuse_the_rest(text: str) -> None:
    assert "sex" in grounds_of(text)


def test_language_knowledge_and_habits_have_rewordings_of_their_own() -> None:
    assert [use.rewording for use in find_restricted("Native speaker, non-smoker")] == ["native", "habits"]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for use in find_restricted(text):
        assert text[use.start : use.end] == use.word != ""


PRONOUN = re.compile(r"\b(he|she)\b", re.IGNORECASE)
"""Whom "he" means, the sentence before may say: "Meet the director. He must sign" asks nothing of the candidate."""


@given(st.sampled_from([text for _, text in FOUND if not PRONOUN.search(text)]), st.sampled_from(PASSES))
def test_a_sentence_before_and_after_changes_nothing(text: str, other: str) -> None:
    assert grounds_of(f"{other}. {text}. {other}.") == grounds_of(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At least 3 years with key clients. He should have three years of experience.", {"sex"}),
        ("Our key account manager works alone. He must travel.", {"sex"}),
        ("The director of the client signs. He must see the figures first.", set()),
    ],
)
def test_whom_a_pronoun_means_the_sentence_before_may_say(text: str, found: set[str]) -> None:
    assert grounds_of(text) == found


def test_every_rewording_has_its_words() -> None:
    assert set(INSTEAD) == set(GROUND_OF)
    for locale in LOCALES:
        refusal = say_restricted(find_restricted("Men only")[0], get_language(locale))
        assert refusal.word == "Men" and refusal.word in refusal.why and refusal.ground in refusal.why and refusal.instead


def texts_of(part: object) -> list[str]:
    """Every text of a rubric file save for what names the forbidden itself."""
    match part:
        case {"id": str() as own} if own in NAMES_THEM:
            return []
        case dict():
            return [text for value in part.values() for text in texts_of(value)]
        case list():
            return [text for value in part for text in texts_of(value)]
        case str():
            return [part]
    return []


@pytest.mark.parametrize("path", [path for path in sorted(KAM.rglob("*.yaml")) if path.name != "sources.yaml"], ids=str)
def test_the_rubric_itself_asks_for_nothing_forbidden(path: Path) -> None:
    texts = texts_of(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    assert texts and [text for text in texts if find_restricted(text)] == []
