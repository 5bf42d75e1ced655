"""The order to an agency: what it says, what it leaves out, and that it is drawn as every document is."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from made_briefs import ANSWERS, brief
from made_documents import rubric
from ruamel.yaml import YAML
from test_rendering import HOSTILE, draw, text_of

from hiring.domain.questions import Field, FieldKind
from hiring.language import LOCALES, get_language
from hiring.pdf import BriefDocument, render_pdf
from hiring.pdf.render import render_html
from hiring.wording.intake import find_fields

ROOT = Path(__file__).parent.parent.parent


def said(document: BriefDocument) -> str:
    """The words of the page, without markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", render_html(document))).split())


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("level", ["L1", "L2", "L3"])
def test_an_order_with_everything_answered_takes_two_to_four_pages(
    level: str, locale: str, caplog: pytest.LogCaptureFixture
) -> None:
    document = brief(locale, level=level, changes={"profile.level": level, "profile.team_mode": "lead"})
    reader = draw(document, caplog)
    assert 2 <= len(reader.pages) <= 4
    assert reader.root_object["/Lang"] == locale
    words = text_of(reader)
    assert document.level_title in words and all(line.name in words for line in document.shares)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_order_with_nothing_answered_can_be_drawn(locale: str, caplog: pytest.LogCaptureFixture) -> None:
    document = brief(locale, changes=dict.fromkeys(ANSWERS), approvals=())
    reader = draw(document, caplog)
    assert 2 <= len(reader.pages) <= 4
    assert get_language(locale).gettext("not approved yet") in text_of(reader)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_the_employer_writes_is_drawn_as_text(hostile: str, caplog: pytest.LogCaptureFixture) -> None:
    changes = {field: hostile for field in ANSWERS if rubric_kind(field) is FieldKind.TEXT}
    document = brief("ru", changes=changes, position_title=hostile, employer_name=hostile)
    draw(document, caplog)
    assert document.role == hostile.strip()


def rubric_kind(field: str) -> FieldKind | None:
    return next((item.kind for item in rubric().fields if item.id == field), None)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_order_read_back_from_its_snapshot_is_the_same(locale: str) -> None:
    document = brief(locale)
    assert BriefDocument.from_snapshot(json.loads(json.dumps(document.to_snapshot()))) == document


def test_the_same_order_is_the_same_file_in_every_process(tmp_path: Path) -> None:
    document = brief("ru")
    kept = tmp_path / "snapshot.json"
    kept.write_text(json.dumps(document.to_snapshot()))
    script = (
        "import json, sys; from hiring.pdf import BriefDocument, render_pdf;"
        "sys.stdout.buffer.write(render_pdf(BriefDocument.from_snapshot(json.load(open(sys.argv[1])))))"
    )
    command = [sys.executable, "-c", script, str(kept)]
    other = subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout
    assert other == render_pdf(document)


def test_duties_that_are_off_are_not_in_it() -> None:
    events = "Prepares large events for clients"
    assert events in said(brief("en"))
    assert events not in said(brief("en", changes={"profile.duties.events": False}))


def test_a_duty_calls_for_its_requirements() -> None:
    line = next(line for line in brief("en").duties if "Presents the product, meets and negotiates" in line.duties)
    assert line.requirements == (
        "A foreign language where needed",
        "Communicates in business with understanding of people",
    )


def test_shares_make_a_whole_and_stand_beside_equal_ones() -> None:
    document = brief("en")
    assert sum(line.share for line in document.shares) == sum(line.equal for line in document.shares) == 1
    assert [line.share for line in document.shares] == sorted((line.share for line in document.shares), reverse=True)
    negotiation = next(line for line in document.shares if line.name == "Negotiation")
    assert negotiation.reason and negotiation.share > Fraction(1, len(document.shares)) == negotiation.equal


def test_must_haves_say_what_is_asked_and_why() -> None:
    lines = {item.name: item for item in brief("en").must_haves}
    assert lines["Foreign language"].text == "English B2"
    assert lines["Foreign language"].reason == "Головной офис двух клиентов в Хельсинки."
    assert lines["Sales or VIP-client experience"].text == "Experience wanted: sales; VIP clients. Years in related work: 3"
    without = {item.name for item in brief("en", changes={"requirements.languages": None, "profile.travel": 0}).must_haves}
    assert not {"Foreign language", "Travel"} & without and {"Foreign language", "Travel"} <= set(lines)


def test_years_that_replace_a_degree_are_said_only_where_they_can() -> None:
    def names(policy: str) -> str:
        document = brief("en", changes={"requirements.degree": policy})
        return " ".join(f"{item.name} {item.text}" for item in (*document.must_haves, *document.wishes))

    assert "Years that replace the degree" not in names("preferred")
    assert "Years that replace the degree: 3" in names("required_or_experience")


def test_figures_carry_the_employers_thresholds_and_what_the_level_requires() -> None:
    figures = {line.name: line for line in brief("en", level="L3").figures}
    retention = figures["Client retention"]
    assert (retention.floor, retention.target, retention.stretch) == ("80%", "90%", "95%")
    assert [line.name for line in figures.values() if line.required] == list(figures)[:3]
    assert not any(line.required for line in brief("en", level="L2").figures)


def test_commission_is_worked_out_on_both_bases() -> None:
    document = brief("en")
    rows = [(line.basis, line.commission, line.of_margin, line.used) for line in document.examples]
    assert rows == [
        ("sum of the deal", "RUB\u00a0100,000", "27.8%", False),
        ("sum of the deal", "RUB\u00a090,000", "56.3%", False),
        ("margin", "RUB\u00a018,000", "5.0%", True),
        ("margin", "RUB\u00a08,000", "5.0%", True),
    ]
    assert document.discount == "10%"
    assert brief("en", changes={"pay.variable_basis.deal": None}).examples == ()


def test_the_search_string_leaves_titles_out() -> None:
    changes = {"role.title_aliases": ["KAM", 'key "account" manager'], "role.title_aliases_blocklist": ["accountant"]}
    assert brief("en", changes=changes).search_string == '("KAM" OR "key account manager") NOT ("accountant")'
    assert brief("en", changes={**changes, "role.title_aliases": []}).search_string == ""


def test_the_interview_plan_covers_every_competency_once_with_the_questions_that_are_on() -> None:
    document = brief("en", changes={"profile.hunter_share": 0})
    asked = [line.competency for session in document.sessions for line in session.kit]
    assert sorted(asked) == sorted(line.name for line in document.shares)
    more = brief("en", changes={"profile.hunter_share": 30})
    assert len(questions(more)) > len(questions(document))


def questions(document: BriefDocument) -> list[str]:
    return [question for session in document.sessions for line in session.kit for question in line.questions]


def test_whom_the_rule_makes_a_key_client_is_counted_and_nobody_named() -> None:
    lines = {item.name: item.text for item in brief("en").key_clients}
    assert lines["Can pass the threshold at most"] == "10 clients"
    assert lines["Key clients by this rule"] == "1 of 1 listed"
    assert "К-1" not in said(brief("en"))


def test_warnings_stand_on_the_order_until_they_are_cleared() -> None:
    assert [line.text for line in brief("en").warnings] == ["Weak marketing, product or delivery admitted"]
    readiness = {"marketing": True, "product": True, "delivery": True, "sponsor": True}
    assert brief("en", changes={"profile.employer_readiness": readiness}).warnings == ()


def test_whose_word_the_approval_is() -> None:
    day = brief().approvals[0].on
    assert "Approved on November 23, 2026 by Ирина Лаптева." in said(brief("en"))
    taken = brief("en", approvals=((day, "Olga Client", "Rita Recruiter", "By phone."),))
    assert "by Olga Client; taken down by Rita Recruiter. By phone." in said(taken)
    assert "Version 2 is not approved yet." in said(brief("en", approvals=()))


def test_versions_say_why_they_were_made() -> None:
    assert "Version 2, November 20, 2026: Клиенты закупают через тендеры. Version 1, November 2, 2026" in said(brief("en"))


def test_thousands_of_words_in_one_answer_break_over_pages(caplog: pytest.LogCaptureFixture) -> None:
    long = brief("en", changes={"preview.upsides": "\n".join(["A line of the employer's own words. " * 9] * 60)})
    assert len(draw(replace(long, warnings=()), caplog).pages) > 4


FIELDS = YAML(typ="safe").load((ROOT / "tests" / "cases" / "fields.yaml").read_text(encoding="utf-8"))
PRINTED = [case for case in FIELDS if case.get("printed")]


@pytest.mark.parametrize("case", PRINTED, ids=lambda case: case["field"])
@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_said_to_be_printed_is_printed_as_answered(case: dict[str, object], locale: str) -> None:
    identity = str(case.get("vary") or case["field"])
    field = find_fields(identity, rubric())[-1]
    pages = {}
    for side in ("one", "other"):
        words = pages[side] = said(brief(locale, changes={identity: case[side]}))
        missing = [text for text in answer_texts(field, case[side], locale) if text not in words]
        assert missing == []
    assert pages["one"] != pages["other"]


def answer_texts(field: Field, answer: object, locale: str) -> list[str]:
    """Every text of an answer as a reader would look for it: choices by name, the rest as written."""
    match answer:
        case None:
            return []
        case dict():
            parts = {part.id: part for part in field.parts}
            return [text for key, value in answer.items() for text in answer_texts(parts.get(key, field), value, locale)]
        case list():
            return [text for value in answer for text in answer_texts(field, value, locale)]
        case bool():
            return [get_language(locale).gettext("yes" if answer else "no")]
    names = {choice.value: choice.name[locale] for choice in field.choices}
    return [names.get(str(answer), str(answer))]
