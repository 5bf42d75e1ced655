"""Every code that the product can produce has a sentence, in both languages, with names instead of ids."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from bundled import kam_rubric

from hiring.domain.assessment import AgreedRating, Dossier, GateWaiver, RaisedFlag, assess
from hiring.domain.figures import FigureClaim
from hiring.domain.gates import GateState, Reason
from hiring.domain.placement import Placement, place
from hiring.domain.profile import Standard, Threshold, build_profile
from hiring.domain.rubric import Rubric
from hiring.domain.scorecard import Rating, Scorecard
from hiring.errors import Conflict, Forbidden, Invalid, NotFound, Problem
from hiring.language import LOCALES, Language, get_language
from hiring.wording import (
    describe_score,
    say_error,
    say_fact,
    say_gate_state,
    say_held_against,
    say_language,
    say_problem,
    say_reason,
    say_reasons,
    say_risks,
    say_strengths,
    say_unknowns,
    say_verdict,
)
from hiring.wording.problems import PROBLEMS
from hiring.wording.reasons import REASONS

ROOT = Path(__file__).parent.parent
ENGLISH = get_language("en")
RUSSIAN = get_language("ru")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
PLACEHOLDER = re.compile(r"%\((\w+)\)")


@cache
def kam() -> Rubric:
    return kam_rubric()


# The walk through the source.


@cache
def sources() -> dict[str, ast.Module]:
    paths = sorted((ROOT / "hiring").rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def produced(kind: str) -> Iterator[tuple[str, ast.Call, str]]:
    """Every code given to `Reason(...)`, `Problem(...)` or `Conflict(...)`, with the call and where it stands."""
    for path, tree in sources().items():
        for function in _functions(tree):
            for call in _calls(function, kind):
                codes = list(_codes(call.args[0], function))
                assert codes or path.startswith("hiring/wording/"), f"{path}:{call.lineno}: no code can be told"
                yield from ((code, call, f"{path}:{call.lineno}") for code in codes)


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _calls(scope: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(scope):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name and node.args:
            yield node


def _codes(argument: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """A literal, either side of a condition, a name assigned here, or what callers of this function pass for it."""
    if not isinstance(argument, ast.Name):
        yield from _strings(argument)
        return
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(_is_named(target, argument.id) for target in node.targets):
            yield from _strings(node.value)
        if isinstance(node, ast.For | ast.comprehension) and any(_is_named(it, argument.id) for it in ast.walk(node.target)):
            yield from _strings(node.iter)
    parameters = [item.arg for item in function.args.args]
    if argument.id in parameters:
        at = parameters.index(argument.id)
        for call in (call for tree in sources().values() for call in _calls(tree, function.name)):
            yield from _strings(call.args[at]) if at < len(call.args) else ()


def _is_named(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _strings(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_strings(node.body), *_strings(node.orelse))
    elif isinstance(node, ast.Tuple | ast.List):
        for element in node.elts:
            yield from _strings(element)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def test_every_reason_in_the_source_has_a_sentence() -> None:
    silent = {f"{where} {code}" for code, _, where in produced("Reason") if code not in {*REASONS, "gate"}}
    assert silent == set()


@pytest.mark.parametrize("kind", ["Problem", "Conflict"])
def test_every_problem_in_the_source_has_a_sentence(kind: str) -> None:
    silent = {f"{where} {code}" for code, _, where in produced(kind) if code not in PROBLEMS}
    assert silent == set()


def test_the_walk_finds_codes_said_in_every_way() -> None:
    reasons = {code for code, _, _ in produced("Reason")}
    assert {"facts_met", "facts_not_met", "no_work_sample", "critical_short", "gate", "pay_not_known"} <= reasons
    assert reasons | {"gate"} == {*REASONS, "gate"}, "a sentence nobody can hear"


def test_a_problem_brings_what_its_sentence_needs() -> None:
    lacking = set()
    for code, call, where in produced("Problem"):
        values = call.args[2] if len(call.args) > 2 else next((it.value for it in call.keywords if it.arg == "values"), None)
        given = {key.value for key in values.keys if isinstance(key, ast.Constant)} if isinstance(values, ast.Dict) else None
        if values is not None and given is None:
            continue  # made elsewhere in the function; the tests of that module say it
        needed = set(PLACEHOLDER.findall(PROBLEMS.get(code, ""))) - {"where"}
        lacking |= {f"{where} {code}: {name}" for name in needed - (given or set())}
    assert lacking == set()


# Reasons.

REASON_CASES = [
    (
        Reason("not_enough_evidence", {"coverage": Fraction(1, 2), "needed": Fraction(4, 5)}),
        "Only 50% of the profile is rated; 80% is needed.",
        "Оценено только 50 % профиля, а нужно не менее 80 %.",
    ),
    (
        Reason("not_enough_evidence", {"coverage": Fraction(797, 1000), "needed": Fraction(4, 5)}),
        "Only 79.7% of the profile is rated; 80% is needed.",
        "Оценено только 79,7 % профиля, а нужно не менее 80 %.",
    ),
    (
        Reason("score_below_pass", {"score": Fraction(249, 100), "pass": Fraction(5, 2)}),
        "The score 2.49 is below the pass score 2.50.",
        "Балл 2,49 ниже проходного 2,50.",
    ),
    (
        Reason("too_far_below", {"competency": "negotiation", "score": Fraction(4, 3), "minimum": 3}),
        "Negotiation is too far below its minimum: 1.3, minimum 3.",
        "",
    ),
    (
        Reason("critical_below", {"competencies": (("negotiation", Fraction(8, 3), 3),)}),
        "Below the minimum: Negotiation 2.7 (minimum 3).",
        "",
    ),
    (
        Reason("languages_short", {"languages": (("en", "B2", "B1"), ("de", "A2", None))}),
        "Falls short: English B1, B2 needed; German not named, A2 needed.",
        "Не хватает: английский B1, нужен B2; немецкий не назван, нужен A2.",
    ),
    (
        Reason("languages_not_known", {"languages": ("en",)}),
        "Level not known yet: English.",
        "Уровень владения пока неизвестен: английский.",
    ),
    (
        Reason(
            "pay_above_budget",
            {"asked": Fraction(215000), "budget": Fraction(200000), "over": Fraction(15000), "currency": "RUB"},
        ),
        "Expects RUB 215,000, which is RUB 15,000 above the budget of RUB 200,000.",
        "Ожидания 215 000 ₽, это на 15 000 ₽ выше бюджета 200 000 ₽.",
    ),
    (Reason("facts_missing", {"facts": ()}), "What it asks is not known yet.", "Нужных сведений пока нет."),
    (
        Reason("figures_not_proven", {"figures": (), "count": 0, "needed": 3}),
        "Proven figures: 0 of 3.",
        "Доказано показателей: 0 из 3.",
    ),
    (
        Reason("figures_proven", {"figures": ("repeat_deals",), "count": 5, "needed": 3}),
        "Proven figures: 5, 3 needed (Repeat deals).",
        "Доказано показателей: 5, нужно 3 (Повторные сделки).",
    ),
    (Reason("integrity_nothing_recorded"), "Nothing of the kind is on record.", "Ничего подобного не отмечено."),
]


def short(competency: str, locale: str) -> str:
    return kam().competency(competency).short[locale]


@pytest.mark.parametrize(("reason", "english", "russian"), REASON_CASES)
def test_reason(reason: Reason, english: str, russian: str) -> None:
    english = english.replace("Negotiation", short("negotiation", "en"))
    assert say_reason(reason, kam(), ENGLISH).replace("\u00a0", " ") == english
    said = say_reason(reason, kam(), RUSSIAN).replace("\u00a0", " ")
    assert said == russian if russian else short("negotiation", "ru") in said


def test_a_gate_says_its_name_and_its_own_reason() -> None:
    why = Reason("critical_not_rated", {"competencies": ("negotiation",)})
    said = say_reason(Reason("gate", {"gate": "K6", "state": GateState.UNKNOWN, "why": why}), kam(), ENGLISH)
    name = next(gate.name["en"] for gate in kam().gates if gate.id == "K6")
    assert said == f"Must-have not known: {name}. Not rated yet: {short('negotiation', 'en')}."
    assert "K6" not in said and "negotiation" not in said.replace(short("negotiation", "en"), "")


def barred(gate: str, code: str, **values: object) -> Reason:
    return Reason("gate", {"gate": gate, "state": GateState.FAIL, "why": Reason(code, values)})


CRITICAL = barred(
    "critical-minimum", "critical_below", competencies=(("proposals", Fraction(2), 3), ("partnership", Fraction(1), 3))
)


def test_must_haves_that_fail_over_one_competency_are_said_together() -> None:
    alone = barred("own-proposal", "competency_below", competency="proposals", score=Fraction(2), minimum=3)
    score = Reason("score_below_pass", {"score": Fraction(2), "pass": Fraction(3)})
    for order in ([CRITICAL, score, alone], [alone, score, CRITICAL]):
        said = say_reasons(order, kam(), ENGLISH)
        assert said[1:] == (say_reason(score, kam(), ENGLISH),)
        assert said[0].startswith("Must-haves not met: ") and said[0].endswith(
            say_reason(CRITICAL.values["why"], kam(), ENGLISH)
        )
        assert say_reasons(order, kam(), RUSSIAN)[0].startswith("Не выполнены обязательные требования: ")


def test_what_is_found_elsewhere_stays_a_sentence_of_its_own() -> None:
    """A work sample rated otherwise than the competency, another competency, a must-have that is no rating's."""
    sample = barred("own-proposal", "competency_below", competency="proposals", score=Fraction(1), minimum=3)
    other = barred("own-proposal", "competency_below", competency="negotiation", score=Fraction(2), minimum=3)
    fact = barred("experience", "facts_not_met", facts={})
    for reasons in ([CRITICAL, sample], [CRITICAL, other], [CRITICAL, fact], [fact, fact], []):
        assert say_reasons(reasons, kam(), ENGLISH) == tuple(say_reason(reason, kam(), ENGLISH) for reason in reasons)


def test_an_unknown_reason_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        say_reason(Reason("no_such_code"), kam(), ENGLISH)


@pytest.mark.parametrize("locale", LOCALES)
def test_gate_states_are_four_different_words(locale: str) -> None:
    language = get_language(locale)
    words = [say_gate_state(state, language) for state in GateState] + [
        say_gate_state(GateState.FAIL, language, waived=True)
    ]
    assert len(set(words)) == 4
    assert all(bool(CYRILLIC.search(word)) == (locale == "ru") for word in words)


# Problems and errors.


@pytest.mark.parametrize("code", PROBLEMS)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_problem_can_be_said_even_without_its_values(code: str, locale: str) -> None:
    said = say_problem(Problem(code, "field"), get_language(locale))
    assert said and "%(" not in said and code not in said.split()
    assert said[-1] in ".!?"
    assert bool(CYRILLIC.search(said)) == (locale == "ru")


def test_a_problem_calls_things_by_name() -> None:
    off = Problem("rating_off_scale", "Elena / Anna / negotiation", {"value": 7, "lowest": 1, "highest": 5})
    where = f"Elena / Anna / {short('negotiation', 'en')}"
    assert say_problem(off, ENGLISH, kam()) == f"{where}: the rating 7 is off the scale; it goes from 1 to 5."
    unknown = Problem("figure_unknown", "thresholds.x", {"figure": "x"})
    assert say_problem(unknown, ENGLISH, kam()) == "The rubric has no figure “x”."


def test_a_problem_nobody_named_is_shown_rather_than_hidden() -> None:
    assert "unheard_of" in say_problem(Problem("unheard_of"), ENGLISH)


def test_hostile_values_stay_text() -> None:
    said = say_problem(Problem("competency_unknown", "x", {"competency": "%(where)s %s <script>"}), ENGLISH)
    assert said == "The rubric has no competency “%(where)s %s <script>”."


def test_errors() -> None:
    assert say_error(NotFound("candidate", 7), ENGLISH) == "There is no such page or record."
    assert say_error(Forbidden("change_rubric"), ENGLISH) == "Your role does not allow this."
    assert say_error(Conflict("scorecard_submitted"), ENGLISH) == "This scorecard is submitted and locked."
    both = Invalid([Problem("name_missing", "name"), Problem("email_invalid", "email")])
    assert say_error(both, ENGLISH).splitlines() == [
        "Write a name.",
        "This is no e-mail address; it looks like name@example.org.",
    ]


# Scores, facts, verdicts.


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (None, "not assessed"),
        (Fraction(299, 100), "below the minimum"),
        (Fraction(3), "on the level"),
        (Fraction(349, 100), "on the level"),
        (Fraction(7, 2), "confidently"),
        (Fraction(4), "above what is expected"),
        (Fraction(5), "above what is expected"),
    ],
)
def test_words_beside_a_score(score: Fraction | None, words: str) -> None:
    assert describe_score(score, Standard("negotiation", 3, Fraction(3), critical=True), ENGLISH) == words


def test_languages_by_name() -> None:
    assert [say_language("en", RUSSIAN), say_language("zh", ENGLISH), say_language("Klingon", ENGLISH)] == [
        "английский",
        "Chinese",
        "Klingon",
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_fact_of_the_rubric_can_be_said(locale: str) -> None:
    language = get_language(locale)
    for field in kam().facts:
        assert say_fact(field, None, language) == "—"
        for choice in field.choices:
            assert say_fact(field, choice.value, language) == choice.name[locale]
    languages = next(field for field in kam().facts if field.id == "languages")
    assert "B2" in say_fact(languages, [{"language": "en", "level": "B2"}], language)


def candidate(ratings: dict[str, dict[str, int]], level: str = "L2", **parts: object) -> Placement:
    thresholds = parts.pop("thresholds", ())
    profile = build_profile(kam(), level_sought=level, thresholds=thresholds)  # type: ignore[arg-type]
    cards = []
    for rater, values in ratings.items():
        everything = {item.id: values.get("everything") for item in profile.competencies} | values
        everything.pop("everything", None)
        listed = (Rating(item, value, f"Said by {rater}") for item, value in everything.items() if value is not None)
        cards.append(Scorecard(rater, tuple(listed)))
    return place(assess(Dossier("Elena", tuple(cards), **parts), profile))  # type: ignore[arg-type]


def pair(**values: int) -> dict[str, dict[str, int]]:
    named = {key.replace("_", "-"): value for key, value in values.items()}
    return {"Anna": named, "Boris": named}


VERDICTS = [
    (
        pair(everything=4),
        "L2",
        "Meets level 2. Level 3: the employer has not set thresholds for the figures.",
        "Подтверждено: уровень 2. Уровень 3: работодатель не задал пороги для показателей.",
    ),
    (
        pair(everything=3),
        "L2",
        "Meets level 2. Level 3: a critical competency is below its minimum.",
        "Подтверждено: уровень 2. Уровень 3: ключевая компетенция ниже минимума.",
    ),
    (
        pair(everything=3, value_proposition=2),
        "L2",
        "Meets level 1. Level 2: a critical competency is below its minimum.",
        "Подтверждено: уровень 1. Уровень 2: ключевая компетенция ниже минимума.",
    ),
    (
        pair(everything=1),
        "L2",
        "No level is met yet. Level 2: a critical competency is below its minimum.",
        "Пока не достигнут ни один уровень. Уровень 2: ключевая компетенция ниже минимума.",
    ),
    (
        pair(negotiation=5),
        "L2",
        "Not enough evidence for a level. Only 9% of the profile is rated; 80% is needed.",
        "Данных для вывода об уровне недостаточно. Оценено только 9 % профиля, а нужно не менее 80 %.",
    ),
    ({}, "L2", "Nothing is rated yet.", "Оценок пока нет."),
    (
        pair(),
        "L2",
        "The interviewers observed nothing they could rate.",
        "Интервьюеры не увидели ничего, что можно было бы оценить.",
    ),
]


@pytest.mark.parametrize(("ratings", "level", "english", "russian"), VERDICTS)
def test_verdict(ratings: dict[str, dict[str, int]], level: str, english: str, russian: str) -> None:
    placement = candidate(ratings, level)
    assert say_verdict(placement, ENGLISH) == english
    assert say_verdict(placement, RUSSIAN).replace("\u00a0", " ") == russian


@pytest.mark.parametrize(
    ("ratings", "level", "english", "russian"),
    [
        (pair(everything=3), "L2", "What stands against level 3:", "Чего не хватает, чтобы подтвердить уровень 3:"),
        (pair(everything=1), "L2", "What stands against level 2:", "Чего не хватает, чтобы подтвердить уровень 2:"),
        (pair(everything=3), "L3", "What stands against level 3:", "Чего не хватает, чтобы подтвердить уровень 3:"),
    ],
)
def test_reasons_say_which_level_they_stand_against(
    ratings: dict[str, dict[str, int]], level: str, english: str, russian: str
) -> None:
    placement = candidate(ratings, level)
    assert placement.reasons
    assert (say_held_against(placement, ENGLISH), say_held_against(placement, RUSSIAN)) == (english, russian)


def test_level_3_without_proof_asks_for_it() -> None:
    thresholds = [
        Threshold(item, Fraction(1), Fraction(2), Fraction(3))
        for item in ("long_term_clients", "repeat_deals", "revenue_growth")
    ]
    placement = candidate(pair(everything=4), "L3", thresholds=thresholds)
    assert say_verdict(placement, ENGLISH) == "Meets level 2. Level 3: proof in figures is missing."


def test_the_highest_level_names_no_obstacle() -> None:
    proven = tuple(
        FigureClaim(item, Fraction(9), 3, Fraction(1), 3) for item in ("long_term_clients", "repeat_deals", "revenue_growth")
    )
    thresholds = [Threshold(claim.figure, Fraction(1), Fraction(2), Fraction(3)) for claim in proven]
    placement = candidate(pair(everything=5), "L3", figures=proven, thresholds=thresholds)
    assert say_verdict(placement, ENGLISH) == "Meets level 3."
    assert not say_held_against(placement, ENGLISH)


def test_strengths_are_the_highest_above_the_minimum_with_their_evidence() -> None:
    strengths = say_strengths(candidate(pair(everything=3, negotiation=5, communication=4)), ENGLISH)
    assert strengths[0] == f"{short('negotiation', 'en')}, 5.0: “Said by Anna”"
    assert strengths[1].startswith(short("communication", "en")) or strengths[1].startswith(short("account-strategy", "en"))
    assert len(strengths) == 3


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [(RUSSIAN, "Сказал «нет» сам", "«Сказал „нет“ сам»"), (ENGLISH, "A “no” of his", "“A ‘no’ of his”")],
)
def test_quoted_evidence_keeps_one_kind_of_marks_around_it(language: Language, typed: str, said: str) -> None:
    profile = build_profile(kam(), level_sought="L2")
    cards = tuple(
        Scorecard(rater, tuple(Rating(item.id, 5, typed) for item in profile.competencies)) for rater in ("Anna", "Boris")
    )
    strengths = say_strengths(place(assess(Dossier("Elena", cards), profile)), language)
    assert strengths and all(item.endswith(said) for item in strengths)


def test_a_disputed_competency_is_a_risk_and_no_strength() -> None:
    apart = {"Anna": {"everything": 3, "negotiation": 5}, "Boris": {"everything": 3, "negotiation": 3}}
    placement, name = candidate(apart), short("negotiation", "en")
    assert not any(name in strength for strength in say_strengths(placement, ENGLISH))
    assert say_risks(placement, ENGLISH) == (f"Interviewers disagree: {name}.",)
    settled = candidate(apart, agreed=(AgreedRating("negotiation", 4, "both heard the same"),))
    assert say_risks(settled, ENGLISH) == ()


def test_long_evidence_gives_way_to_the_anchor() -> None:
    profile = build_profile(kam(), level_sought="L2")
    listed = tuple(Rating(item.id, 4, "word " * 60) for item in profile.competencies)
    placement = place(assess(Dossier("Elena", (Scorecard("Anna", listed),)), profile))
    strength = say_strengths(placement, ENGLISH)[0]
    competency = next(item for item in profile.competencies if strength.startswith(item.short["en"]))
    anchor = competency.anchor(3)
    assert anchor is not None and strength.endswith(anchor["en"])


def test_risks_put_the_critical_shortfall_first_and_are_three_at_most() -> None:
    ratings = {
        "Anna": {"everything": 3, "negotiation": 2, "coordination": 2, "deal-execution": 2, "communication": 5},
        "Boris": {"everything": 3, "negotiation": 2, "coordination": 2, "deal-execution": 2},
    }
    risks = say_risks(candidate(ratings, flags=(RaisedFlag("RF12", "blames the plant"),)), ENGLISH)
    assert len(risks) == 3
    assert risks[0].startswith(f"{short('negotiation', 'en')} below the minimum and critical: 2.0, minimum 3")


def test_an_open_flag_that_lowers_a_score_is_a_risk_until_answered() -> None:
    text = next(flag.text["en"] for flag in kam().red_flags if flag.id == "RF5")
    for answered in (False, True):
        placement = candidate(pair(everything=3), flags=(RaisedFlag("RF5", "one contact", answered),))
        assert any(text in risk for risk in say_risks(placement, ENGLISH)) is not answered


def test_a_score_that_a_flag_keeps_below_the_minimum_says_so() -> None:
    for flags, expected in ((), False), ((RaisedFlag("RF5", "one contact"),), True):
        values = {} if flags else {"partnership": 2}
        risks = say_risks(candidate(pair(everything=4, **values), flags=flags), ENGLISH)
        assert risks[0].startswith(f"{short('partnership', 'en')} below the minimum and critical: 2.0, minimum 3.")
        assert risks[0].endswith(" Capped by a red flag.") is expected


def test_one_interviewer_alone_is_a_risk() -> None:
    risks = say_risks(candidate({"Anna": {"everything": 4}}), ENGLISH)
    assert risks == ("Every rating rests on fewer interviewers than the 2 required.",)


def test_unknowns_are_what_nobody_asked_checked_or_proved() -> None:
    values = {item.id: 4 for item in build_profile(kam(), level_sought="L2").competencies if item.id != "coordination"}
    claim = FigureClaim("repeat_deals", Fraction(64), 0)
    unknowns = say_unknowns(candidate({"Anna": values, "Boris": values}, figures=(claim,)), ENGLISH)
    assert unknowns[0] == f"Not assessed: {short('coordination', 'en')}."
    assert unknowns[1].startswith("Not checked: ")
    figure = next(item.name["en"] for item in kam().figures.figures if item.id == "repeat_deals")
    assert unknowns[2] == f"Claimed, not proven: {figure}."


def test_a_waived_gate_is_not_listed_as_unknown() -> None:
    ratings = pair(everything=4)
    name = next(gate.name["en"] for gate in kam().gates if gate.id == "K1")
    before = say_unknowns(candidate(ratings), ENGLISH)
    after = say_unknowns(candidate(ratings, waivers=(GateWaiver("K1", "known to the employer"),)), ENGLISH)
    assert any(name in line for line in before) and not any(name in line for line in after)


def test_a_must_have_that_is_not_met_is_a_risk() -> None:
    facts = {"experience_types": ["marketing"], "related_years": 1}
    assert say_risks(candidate(pair(everything=3), facts=facts), ENGLISH)[0].startswith("Sales or VIP-client experience: ")
    known = {**facts, "experience_types": ["sales"], "related_years": 5}
    assert say_risks(candidate(pair(everything=3), facts=known), ENGLISH) == ()


def test_a_critical_shortfall_is_said_once_among_the_risks() -> None:
    risks = say_risks(candidate(pair(everything=3, negotiation=2)), ENGLISH)
    assert len([risk for risk in risks if short("negotiation", "en") in risk]) == 1
