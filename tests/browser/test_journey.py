"""The whole way in a real browser, as people walk it: from an employer to the two documents that an employer gets.

Every page that is passed is accessible and fits a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from browsing import PHONE, Served, faults_of, follow
from bundled import kam_rubric
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from hiring.domain.rubric import Rubric
from hiring.language import Language, get_language

NO_TEAM = "team-leadership"
OpenContext = Callable[..., BrowserContext]


@dataclass(frozen=True)
class Cast:
    """Who walks the way, and what is typed on it."""

    locale: str
    recruiter: str
    interviewer: str
    panel: tuple[str, str]
    employer: str
    position: str
    candidate: str
    evidence: str
    compared_position: str
    compared: tuple[str, ...]


RUSSIAN = Cast(
    locale="ru",
    recruiter="nina.lukoshkina@example.org",
    interviewer="semyon.dorofeev@example.org",
    panel=("Нина Лукошкина", "Семён Дорофеев"),
    employer="Верхневолжский картон",
    position="Менеджер по ключевым клиентам: бумага",
    candidate="Ярослава Щёкина-Ёлкина",
    evidence="Привела расчёт «до и после» для сети из 40 магазинов; назвала, кто и почему был против.",
    compared_position="Менеджер по ключевым клиентам: пищевые производства и сети",
    compared=("Ольга Ждановская", "Марина Белокопытова"),
)
ENGLISH = Cast(
    locale="en",
    recruiter="owen.brackenridge@example.org",
    interviewer="fiona.tarrant@example.org",
    panel=("Owen Brackenridge", "Fiona Tarrant"),
    employer="Quillfeather & Sons",
    position="Key Account Manager, laboratories",
    candidate="Siobhan O'Rourke-Ng",
    evidence="Showed the before and after of a chain with 40 shops; named who was against it, and why.",
    compared_position="Strategic Account Manager, Germany and the Nordics",
    compared=("Priya Dhanjal", "Hugh Pellew"),
)


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return kam_rubric()


@dataclass
class Walk:
    """One person's window. `faults` gathers what is wrong with the pages passed, by address."""

    page: Page
    language: Language
    faults: dict[str, list[str]] = field(default_factory=dict)

    def look(self) -> None:
        """At the page as it is now, on a desk; then whether it fits a phone."""
        desk = self.page.viewport_size
        assert desk is not None
        found = faults_of(self.page)
        self.page.set_viewport_size(PHONE)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(desk)
        if width > PHONE["width"]:
            found.append(f"{width} px wide on a phone")
        if found:
            self.faults[self.page.url] = found

    def link(self, words: str, *, look: bool = True) -> None:
        """`words` as the page has them: an English text of the program is translated, a name stays."""
        follow(self.page.get_by_role("link", name=self.language.gettext(words), exact=True).first)
        if look:
            self.look()

    def button(self, words: str, *, look: bool = True) -> None:
        follow(self.named_button(words))
        if look:
            self.look()

    def named_button(self, words: str) -> Locator:
        return self.page.get_by_role("button", name=self.language.gettext(words), exact=True)

    def fill(self, name: str, text: str) -> None:
        self.page.fill(f"main [name='{name}']", text)

    def heading(self) -> str:
        return self.page.inner_text("h1")

    def download(self, words: str, target: Path) -> str:
        """Presses the button and reads the PDF that comes, its whitespace evened."""
        with self.page.expect_download() as coming:
            self.named_button(words).click()
        coming.value.save_as(target)
        pages = PdfReader(target).pages
        return " ".join(" ".join(page.extract_text() for page in pages).replace("\u00ad", "").split())


def sign_in(served: Served, context: BrowserContext, email: str, locale: str) -> Walk:
    walk = Walk(context.new_page(), get_language(locale))
    walk.page.goto(served.address)
    walk.look()
    walk.fill("email", email)
    walk.fill("password", served.password)
    walk.button("Sign in")
    assert walk.page.url == f"{served.address}/"
    return walk


def make_employer_and_position(walk: Walk, cast: Cast, rubric: Rubric) -> None:
    walk.link("Employers")
    walk.link("New employer")
    walk.fill("name", cast.employer)
    walk.button("Save")
    assert walk.heading() == cast.employer
    walk.link("New position")
    level = rubric.level("L2")
    walk.fill("title", cast.position)
    sought = f"{level.name[cast.locale]}: {level.title[cast.locale]}"
    walk.page.locator("[name=level_sought]").select_option(label=sought)
    walk.page.locator("[name='answers-profile.team_mode']").select_option("solo")
    walk.button("Make the position")
    assert walk.heading() == cast.position


def consider_new_candidate(walk: Walk, cast: Cast) -> None:
    walk.link("Add a candidate")
    walk.link("New candidate")
    walk.fill("name", cast.candidate)
    for value in ("sales", "vip_clients"):
        walk.page.locator(f"[name='facts-experience_types'][value={value}]").check()
    for fact, text in (
        ("related_years", "7"),
        ("kam_years", "4,5" if cast.locale == "ru" else "4.5"),
        ("travel_percent", "60"),
    ):
        walk.fill(f"facts-{fact}", text)
    walk.page.locator("[name='facts-degree']").select_option("master")
    walk.button("Save")
    walk.button(walk.language.gettext("Consider %(name)s", name=cast.candidate))
    assert walk.heading() == cast.candidate


def plan_interview(walk: Walk, cast: Cast, rubric: Rubric) -> None:
    walk.link("Plan an interview")
    for box in walk.page.locator("[name=kit]").all():
        box.check()
    walk.page.locator("[name=work_samples][value=value-proposition]").check()
    for name in cast.panel:
        walk.page.get_by_label(name).check()
    walk.button("Create the interview")
    assert walk.page.locator("main ol > li").count() == len(rubric.competencies) - 1


def rate(walk: Walk, value: int, evidence: str) -> None:
    """The competency that the page shows. The button leads on once everything is saved."""
    here = walk.page.url
    walk.page.locator(f"label[for=rating-{value}]").click()
    walk.fill("evidence", evidence)
    follow(walk.page.locator("main form .btn-primary"))
    assert walk.page.url != here


def fill_scorecard(walk: Walk, rubric: Rubric, value: int, evidence: str, *, first: int = 0) -> None:
    """One competency after the other, as the buttons lead; then the overview, where it is submitted."""
    kit = [item for item in rubric.competencies if item.id != NO_TEAM]
    assert "/scorecard/" in walk.page.url
    for place in range(first, len(kit)):
        if place == first:
            walk.look()
        rate(walk, value, evidence)
    assert walk.page.url.endswith("/scorecard")
    walk.look()
    walk.button("Submit", look=False)
    expect(walk.page.get_by_role("heading", name=walk.language.gettext("Submitted and locked"))).to_be_visible()
    walk.look()


def missing_from(text: str, expected: Iterable[str]) -> list[str]:
    return [words for words in expected if " ".join(words.split()) not in text]


@pytest.mark.parametrize("cast", [RUSSIAN, ENGLISH], ids=["ru", "en"])
def test_from_an_employer_to_the_documents(
    cast: Cast, served: Served, open_context: OpenContext, rubric: Rubric, tmp_path: Path
) -> None:
    browser = {"ru": "ru-RU", "en": "en-GB"}[cast.locale]
    recruiter = sign_in(served, open_context(locale=browser), cast.recruiter, cast.locale)
    make_employer_and_position(recruiter, cast, rubric)
    consider_new_candidate(recruiter, cast)
    plan_interview(recruiter, cast, rubric)
    recruiter.link("Fill in my scorecard")
    recruiter.link("Continue", look=False)
    fill_scorecard(recruiter, rubric, 4, cast.evidence)

    theirs = open_context(locale=browser)
    interviewer = sign_in(served, theirs, cast.interviewer, cast.locale)
    interviewer.link("Interviews")
    interviewer.link(cast.candidate)
    interviewer.link("Fill in my scorecard")
    bare = open_context(locale=browser, java_script_enabled=False, storage_state=theirs.storage_state()).new_page()
    rate_without_a_script(bare, interviewer.page.url, cast)
    interviewer.page.reload()
    interviewer.link("Continue", look=False)
    fill_scorecard(interviewer, rubric, 3, cast.evidence, first=1)

    level, competency = rubric.level("L2").name[cast.locale], rubric.competency("negotiation").short[cast.locale]
    recruiter.link("Positions")
    recruiter.link(cast.position)
    assert level in recruiter.page.get_by_role("row").filter(has_text=cast.candidate).inner_text()
    recruiter.link(cast.candidate)
    assert level.lower() in recruiter.page.inner_text(".verdict-words").lower().partition(".")[0]
    profile = recruiter.download("Profile as PDF", tmp_path / "profile.pdf")
    assert missing_from(profile, (cast.candidate, cast.position, cast.employer, level, competency)) == []

    recruiter.link("Positions")
    recruiter.link(cast.compared_position)
    recruiter.link("Compare")
    comparison = recruiter.download("Comparison as PDF", tmp_path / "comparison.pdf")
    assert missing_from(comparison, (*cast.compared, level, competency)) == []
    assert recruiter.faults | interviewer.faults == {}


def rate_without_a_script(page: Page, overview: str, cast: Cast) -> None:
    """The first competency, by the buttons alone; the page says that it is kept."""
    page.goto(overview)
    follow(page.locator("main .form-actions a.btn-primary"))
    first = page.url
    rate(Walk(page, get_language(cast.locale)), 3, cast.evidence)
    assert page.url != first
    page.goto(first)
    assert page.locator("#rating-3").is_checked()
    assert page.input_value("#evidence") == cast.evidence
