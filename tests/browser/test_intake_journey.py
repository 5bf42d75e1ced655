"""An employer's own account from nothing to an approved profile and the order; and what a bad line or a second window does.

Every page that is passed is accessible and fits a phone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from browsing import DESK, PHONE, Served, faults_of, follow
from bundled import kam_rubric
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from hiring.domain.rubric import Rubric
from hiring.language import Language, get_language

OpenContext = Callable[..., BrowserContext]
MANAGERS = {"ru": "arkady.pichugin@example.org", "en": "helen.marchbanks@example.org"}


@dataclass
class Walk:
    """One person's window; `faults` gathers what is wrong with the pages passed, by address."""

    page: Page
    language: Language
    faults: dict[str, list[str]] = field(default_factory=dict)

    def look(self) -> None:
        found = faults_of(self.page)
        desk = self.page.viewport_size
        assert desk is not None
        self.page.set_viewport_size(PHONE)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(desk)
        if width > PHONE["width"]:
            found.append(f"{width} px wide on a phone")
        if found:
            self.faults[self.page.url] = found

    def primary(self) -> None:
        """Presses the one primary button or link, which leads to another address."""
        before = self.page.url
        follow(self.page.locator("main .btn-primary"))
        assert self.page.url != before
        self.look()

    def fill(self, name: str, text: str) -> None:
        self.page.fill(f"main [name='{name}']", text)

    def choose(self, name: str, value: str) -> None:
        self.page.select_option(f"main [name='{name}']", value)

    def tick(self, name: str, value: str) -> None:
        self.page.check(f"main [name='{name}'][value='{value}']")

    def shows(self, words: str) -> bool:
        return self.language.gettext(words) in self.page.inner_text("main")


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return kam_rubric()


def enter(served: Served, open_context: OpenContext, locale: str, **options: object) -> Walk:
    tongue = {"ru": "ru-RU", "en": "en-GB"}[locale]
    page = served.enter(open_context(locale=tongue, **options), MANAGERS[locale])
    return Walk(page, get_language(locale))


def make_position(walk: Walk, served: Served, title: str) -> str:
    """The address of the new position."""
    walk.page.goto(f"{served.address}/positions/new")
    walk.fill("title", title)
    walk.choose("level_sought", "L2")
    follow(walk.page.locator("main form .btn-primary").last)
    assert not walk.page.url.endswith("/new")
    return walk.page.url


FILLED: dict[str, Callable[[Walk], None]] = {
    "role": lambda walk: walk.fill("answers-role.definition", "Keeps and enlarges six client groups."),
    "sales": lambda walk: answer_sales(walk),
    "pay": lambda walk: answer_pay(walk),
    "levels": lambda walk: walk.choose("answers-profile.level", "L2"),
    "preview": lambda walk: walk.fill("answers-preview.upsides", "A team that listens."),
}


def answer_sales(walk: Walk) -> None:
    walk.page.locator("main [name='answers-profile.sales_system-channels']").first.check()
    walk.choose("answers-profile.portfolio_mode", "only_key")
    walk.choose("answers-profile.team_mode", "lead")
    for part in ("industry", "size", "decides"):
        walk.page.locator(f"main [name='answers-profile.client_type-{part}']").select_option(index=1)


def answer_pay(walk: Walk) -> None:
    for part in ("currency", "period"):
        walk.page.locator(f"main [name='answers-pay.currency_period_region-{part}']").select_option(index=1)
    walk.fill("answers-pay.budget-from", "150000")
    walk.fill("answers-pay.budget-to", "195000")


def sort_competencies(walk: Walk) -> None:
    for place, group in enumerate(walk.page.locator("main [role=radiogroup]").all()):
        group.locator(f"[value={'high' if place < 3 else 'medium'}]").check()
    walk.page.get_by_text(walk.language.gettext("Weights from your sorting")).wait_for()


def make_order(walk: Walk, locale: str, target: Path) -> str:
    """The text of the PDF that comes, its whitespace evened."""
    with walk.page.expect_download() as coming:
        walk.page.click(f".make-document button[value={locale}]")
    coming.value.save_as(target)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(target).pages).replace("\u00ad", "").split())


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_an_employer_comes_from_nothing_to_an_approved_profile_and_the_order(
    served: Served, open_context: OpenContext, rubric: Rubric, locale: str, tmp_path: Path
) -> None:
    walk = enter(served, open_context, locale)
    position = make_position(walk, served, f"From nothing ({locale})")
    walk.look()
    walk.primary()
    walk.primary()
    for topic in rubric.topics:
        assert walk.page.url == f"{position}/intake/topics/{topic.id}"
        if topic.id in FILLED:
            FILLED[topic.id](walk)
        if topic.id == "sales":
            walk.page.locator("#beside-profile-team-mode .follows").wait_for()
            walk.look()
        walk.primary()
    sort_competencies(walk)
    walk.primary()
    assert walk.shows("Everything that must be answered is answered.")
    walk.fill("reason", "Thought through with the board.")
    walk.primary()
    assert walk.page.url == f"{position}/profile" and walk.shows("not approved yet")
    walk.primary()
    walk.primary()
    assert not walk.shows("not approved yet")
    walk.page.goto(f"{position}/intake/print")
    walk.look()
    walk.page.goto(position)
    follow(walk.page.get_by_role("link", name=walk.language.gettext("Order, vacancy text and honest picture")))
    walk.look()
    for tongue in ("ru", "en"):
        said = make_order(walk, tongue, tmp_path / f"{tongue}.pdf")
        assert f"From nothing ({locale})" in said and "Keeps and enlarges six client groups." in said
        assert rubric.competency("team-leadership").short[tongue] in said
        assert walk.page.inner_text(".page-top-link") in said, "who approved it"
    assert walk.faults == {}


def test_what_is_typed_on_a_lost_line_is_there_again_and_saved(served: Served, open_context: OpenContext) -> None:
    walk = enter(served, open_context, "en")
    page, context = walk.page, walk.page.context
    topic = f"{make_position(walk, served, 'A lost line')}/intake/topics/sales"
    page.goto(topic)
    context.set_offline(True)
    walk.fill("answers-profile.territory", "Typed in a tunnel")
    page.get_by_text("no connection").wait_for()
    with page.expect_event("requestfailed"):
        page.locator("main form .btn-primary").click()
    page.get_by_text("no connection").wait_for()
    assert page.url == topic, "the page is not left before the line is back"
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(topic)
    expect(again.locator("[name='answers-profile.territory']")).to_have_value("Typed in a tunnel")
    again.locator("#autosave-words").get_by_text("Saved at").wait_for()
    again.reload()
    assert again.input_value("[name='answers-profile.territory']") == "Typed in a tunnel"


def test_a_stale_window_sees_both_versions_and_loses_nothing(served: Served, open_context: OpenContext) -> None:
    walk = enter(served, open_context, "en")
    topic = f"{make_position(walk, served, 'Two windows')}/intake/topics/sales"
    stale = walk.page.context.new_page()
    for page in (walk.page, stale):
        page.goto(topic)
    walk.fill("answers-profile.territory", "The north")
    walk.page.locator("#autosave-words").get_by_text("Saved at").wait_for()
    stale.fill("[name='answers-profile.territory']", "The south")
    stale.get_by_text("Somebody changed this").wait_for()
    follow(stale.get_by_role("button", name="Save", exact=True))
    assert stale.get_by_role("region", name="Both versions").is_visible()
    told = stale.inner_text("main")
    assert "The north" in told and "The south" in told
    assert faults_of(stale) == []
    assert stale.input_value("[name='answers-profile.territory']") == "The south"
    follow(stale.get_by_role("button", name="Save", exact=True))
    assert stale.get_by_role("region", name="Both versions").count() == 0
    walk.page.goto(topic)
    assert walk.page.input_value("[name='answers-profile.territory']") == "The south"


def test_without_a_script_consequences_come_after_saving(served: Served, open_context: OpenContext) -> None:
    walk = enter(served, open_context, "en")
    topic = f"{make_position(walk, served, 'No script')}/intake/topics/sales"
    plain = enter(served, open_context, "en", java_script_enabled=False)
    plain.page.goto(topic)
    plain.choose("answers-profile.team_mode", "lead")
    follow(plain.page.get_by_role("button", name="Save", exact=True))
    assert plain.page.url == topic
    assert "Competency: " in plain.page.inner_text("#beside-profile-team-mode")


PAGES = (
    "/positions/2/intake",
    *(f"/positions/2/intake/topics/{topic}" for topic in ("role", "sales", "key-client", "pay", "levels", "sourcing")),
    "/positions/2/intake/priorities",
    "/positions/2/intake/review",
    "/positions/2/intake/print",
    "/positions/2/profile",
    "/positions/2/profile/approve",
    "/positions/2/profile/comment",
    "/positions/2/screening",
    "/applications/6/elsewhere?level=L3",
    "/applications/6",
    "/positions/2",
)


@pytest.mark.parametrize(("viewport", "locale"), [(DESK, "en-GB"), (PHONE, "ru-RU")], ids=["desk-en", "phone-ru"])
def test_every_page_is_accessible_and_fits(
    served: Served, open_context: OpenContext, viewport: dict[str, int], locale: str
) -> None:
    page = served.enter(open_context(viewport, locale=locale), "nina.lukoshkina@example.org")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    found = {}
    for address in PAGES:
        answer = page.goto(served.address + address)
        assert answer is not None and answer.ok, address
        found[address] = faults_of(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert said == []
