"""The pages of the interview plan and of an interview's kit."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from factories import NOW, World
from pypdf import PdfReader
from visiting import Browser, Site

from hiring.actions.interviews import Interview, get_interview, kit_of, list_interviews
from hiring.actions.permissions import Actor, Role
from hiring.actions.plans import Plan, get_plan, save_plan
from hiring.domain.interview_plan import PlannedSeat
from hiring.language import LOCALES
from hiring.storage.interviews import list_planned_sessions

ASKED = ("communication", "negotiation", "partnership", "client-insight", "issue-resolution")


def plan(site: Site, actor: Actor, position_id: int) -> Plan:
    with site.database.session(write=False) as session:
        return get_plan(session, actor=actor, position_id=position_id, locale="en")


def interviews(site: Site, actor: Actor) -> list[Interview]:
    with site.database.session(write=False) as session:
        lines = list_interviews(session, actor=actor).items
        found = [get_interview(session, actor=actor, interview_id=line.id) for line in lines]
    return sorted(found, key=lambda item: item.id)


def sessions_made(site: Site, application_id: int) -> frozenset[str]:
    with site.database.session(write=False) as session:
        return list_planned_sessions(session, application_id)


def person(site: Site, world: World, actor: Actor, locale: str = "en") -> Browser:
    world.session.commit()
    site.forget_one_time_passwords()
    return site.browser(actor, locale=locale)


def staff(world: World) -> None:
    """Saves the proposal with both interviewers in both sessions."""
    first, second = get_plan(world.session, actor=world.recruiter, position_id=world.position_id, locale="en").sessions
    ivan, yana = world.interviewer.account_id, world.second_interviewer.account_id
    part = PlannedSeat(yana, ("communication", "negotiation"))
    sessions = (replace(first, panel=(PlannedSeat(ivan), part)), replace(second, panel=(PlannedSeat(yana),)))
    save_plan(
        world.session,
        actor=world.recruiter,
        position_id=world.position_id,
        version=0,
        sessions=sessions,
        quorum=None,
        now=NOW,
    )


def fields(page: str) -> dict[str, object]:
    """What a browser would send of the page's main form, as it stands."""
    found: dict[str, object] = {}
    for control in re.findall(r"<input\b[^>]*>", page[page.index("<main") :]):
        name = re.search(r'\bname="([^"]*)"', control)
        value = re.search(r'\bvalue="([^"]*)"', control)
        if name is None or name.group(1) == "csrf_token":
            continue
        if 'type="checkbox"' in control:
            if "checked" in control:
                given = found.setdefault(name.group(1), [])
                assert isinstance(given, list)
                given.append(value.group(1) if value else "y")
        else:
            found[name.group(1)] = value.group(1) if value else ""
    return found


class TestPlan:
    @pytest.mark.parametrize("locale", LOCALES)
    def test_the_proposal_is_shown_with_what_it_lacks(self, site: Site, world: World, locale: str) -> None:
        position, recruiter = world.position_id, world.recruiter
        answer = person(site, world, recruiter, locale).get(f"/positions/{position}/plan")
        assert answer.status_code == 200
        asked = plan(site, recruiter, position)
        assert answer.text.count('class="plan-session"') == len(asked.sessions)
        assert answer.text.count("<li>") >= len(asked.problems) == 14

    def test_the_position_leads_to_it(self, site: Site, world: World) -> None:
        position = world.position_id
        page = person(site, world, world.recruiter).get(f"/positions/{position}").text
        assert f'href="/positions/{position}/plan"' in page

    def test_the_form_of_a_session_sent_as_it_stands_keeps_it(self, site: Site, world: World) -> None:
        staff(world)
        position, recruiter = world.position_id, world.recruiter
        browser = person(site, world, recruiter)
        before = plan(site, recruiter, position)
        for session in before.sessions:
            address = f"/positions/{position}/plan/sessions/{session.id}"
            answer = browser.post(address, fields(browser.get(address).text))
            assert (answer.status_code, answer.headers["Location"]) == (303, f"/positions/{position}/plan#{session.id}")
        after = plan(site, recruiter, position)
        assert (after.sessions, after.version) == (before.sessions, before.version)

    def test_a_session_is_changed_as_it_is_typed(self, site: Site, world: World) -> None:
        staff(world)
        position, recruiter, yana = world.position_id, world.recruiter, str(world.second_interviewer.account_id)
        added = str(world.account(Role.INTERVIEWER, "Nina New").account_id)
        browser = person(site, world, recruiter)
        address = f"/positions/{position}/plan/sessions/first"
        form = fields(browser.get(address).text)
        form |= {"name": "A talk", "minutes": "55", "competencies-coordination-place": "1.5"}
        assert browser.post(address, form).status_code == 422
        form |= {"competencies-coordination-place": "0", "competencies-drive-resilience-place": ""}
        form |= {"competencies-partnership-questions": ["partnership-1"], "panel": [yana, added]}
        form |= {"competencies-communication-raters": []}
        assert browser.post(address, form).status_code == 303
        first = plan(site, recruiter, position).sessions[0]
        kept = ("coordination", "communication", "partnership", "client-insight", "negotiation", "issue-resolution")
        assert (first.name, first.minutes, first.competencies) == ("A talk", 55, kept)
        assert first.questions["partnership"] == ("partnership-1",)
        assert first.panel == (PlannedSeat(int(yana), ("negotiation",)), PlannedSeat(int(added)))

    @pytest.mark.parametrize(
        ("changes", "status", "said"),
        [
            ({"name": " "}, 422, "Name the session."),
            ({"minutes": "an hour"}, 422, "Write a number"),
            ({"minutes": "601"}, 422, "from 1 to 600 minutes"),
            ({"panel": ["999999"]}, 422, "no active account"),
            ({"panel": ["; drop table"]}, 303, ""),
            ({"version": "0"}, 409, "Somebody changed this"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, site: Site, world: World, changes: dict[str, object], status: int, said: str
    ) -> None:
        staff(world)
        position = world.position_id
        browser = person(site, world, world.recruiter)
        address = f"/positions/{position}/plan/sessions/second"
        form = {**fields(browser.get(address).text), "competencies-negotiation-place": "7", **changes}
        answer = browser.post(address, form)
        assert answer.status_code == status and said in answer.text
        if status != 303:
            assert re.search(r'name="competencies-negotiation-place"[^>]*value="7"', answer.text)

    def test_after_a_conflict_the_same_form_sent_again_is_kept(self, site: Site, world: World) -> None:
        staff(world)
        position, recruiter = world.position_id, world.recruiter
        browser = person(site, world, recruiter)
        address = f"/positions/{position}/plan/sessions/second"
        form = {**fields(browser.get(address).text), "name": "Mine", "version": "0"}
        again = fields(browser.post(address, form).text)
        assert again["name"] == "Mine"
        assert browser.post(address, again).status_code == 303
        assert plan(site, recruiter, position).sessions[1].name == "Mine"

    def test_whoever_has_nothing_to_rate_is_no_interviewer(self, site: Site, world: World) -> None:
        staff(world)
        browser = person(site, world, world.recruiter)
        address = f"/positions/{world.position_id}/plan/sessions/second"
        form = fields(browser.get(address).text)
        form = {key: [] if key.endswith("-raters") else value for key, value in form.items()}
        answer = browser.post(address, form)
        assert answer.status_code == 422 and "Tick at least one competency" in answer.text

    def test_a_new_session_asks_what_no_other_does_and_can_be_taken_out(self, site: Site, world: World) -> None:
        staff(world)
        position, recruiter = world.position_id, world.recruiter
        browser = person(site, world, recruiter)
        form = fields(browser.get(f"/positions/{position}/plan/sessions/new").text)
        assert not any(value for key, value in form.items() if key.endswith("-place"))
        form |= {"name": "Third", "competencies-negotiation-place": "1"}
        assert browser.post(f"/positions/{position}/plan/sessions/new", form).status_code == 303
        found = plan(site, recruiter, position)
        assert [session.name for session in found.sessions][2:] == ["Third"]
        address = f"/positions/{position}/plan/sessions/{found.sessions[2].id}/remove"
        assert browser.post(address, {"version": found.version - 1}).status_code == 409
        assert browser.post(address, {"version": found.version}).status_code == 303
        assert len(plan(site, recruiter, position).sessions) == 2

    def test_while_it_is_typed_the_page_says_what_would_be_lacking(self, site: Site, world: World) -> None:
        staff(world)
        position, recruiter = world.position_id, world.recruiter
        browser = person(site, world, recruiter)
        form = fields(browser.get(f"/positions/{position}/plan/sessions/first").text)
        form |= {"minutes": "10", "competencies-negotiation-place": ""}
        said = browser.post(f"/positions/{position}/plan/sessions/first/check", form).text
        assert "<html" not in said and "10 minutes; its questions take" in said
        assert "No session asks about “Negotiation" in said
        assert plan(site, recruiter, position).version == 1

    def test_the_quorum_is_kept_beside_the_sessions(self, site: Site, world: World) -> None:
        position, recruiter = world.position_id, world.recruiter
        browser = person(site, world, recruiter)
        address = f"/positions/{position}/plan"
        assert browser.post(address, {"version": "0", "quorum": "40"}).status_code == 422
        assert browser.post(address, {"version": "0", "quorum": "2"}).status_code == 303
        found = plan(site, recruiter, position)
        assert (found.version, found.quorum, len(found.sessions)) == (1, 2, 2)

    def test_the_employer_reads_it_without_a_button(self, site: Site, world: World) -> None:
        staff(world)
        browser = person(site, world, world.manager)
        page = browser.get(f"/positions/{world.position_id}/plan").text
        assert "Ivan Interviewer" in page and "/plan/sessions/" not in page
        assert browser.get(f"/positions/{world.position_id}/plan/sessions/first").status_code == 403

    def test_a_strange_session_is_not_found(self, site: Site, world: World) -> None:
        browser = person(site, world, world.recruiter)
        for name in ("third", "%27", "first.x"):
            assert browser.get(f"/positions/{world.position_id}/plan/sessions/{name}").status_code == 404


class TestMaking:
    def test_one_button_makes_the_interviews_of_the_plan(self, site: Site, world: World) -> None:
        staff(world)
        application, recruiter = world.application_id, world.recruiter
        browser = person(site, world, recruiter)
        page = browser.get(f"/applications/{application}").text
        assert "Make the 2 interviews of the plan" in page
        for _ in range(2):
            assert browser.post(f"/applications/{application}/interviews/plan").status_code == 303
        assert len(interviews(site, recruiter)) == 2
        assert sessions_made(site, application) == {"first", "second"}
        assert "All interviews of the plan are there already." in browser.get(f"/applications/{application}").text

    def test_without_a_panel_it_is_said_what_is_missing(self, site: Site, world: World) -> None:
        position, application, recruiter = world.position_id, world.application_id, world.recruiter
        browser = person(site, world, recruiter)
        browser.post(f"/positions/{position}/plan", {"version": "0", "quorum": ""})
        browser.post(f"/applications/{application}/interviews/plan")
        assert "Nobody is on the panel of “First meeting”" in browser.get(f"/applications/{application}").text
        assert interviews(site, recruiter) == []

    def test_a_single_interview_is_filled_in_from_the_plan(self, site: Site, world: World) -> None:
        staff(world)
        application, recruiter = world.application_id, world.recruiter
        yana = world.second_interviewer.account_id
        browser = person(site, world, recruiter)
        address = f"/applications/{application}/interviews/new"
        form = fields(browser.get(address).text)
        assert browser.post(address, form).status_code == 303
        (made,) = interviews(site, recruiter)
        session = plan(site, recruiter, world.position_id).sessions[0]
        assert (made.kit, made.questions) == (session.competencies, session.questions)
        assert sessions_made(site, application) == {"first"}
        assert (made.minutes, kit_of(made, yana)) == (session.minutes, ("communication", "negotiation"))

    def test_a_change_of_the_title_keeps_the_order_of_the_kit(self, site: Site, world: World) -> None:
        kit = ("negotiation", "client-insight", "communication")
        identity = world.interview(world.application_id, world.interviewer, kit=kit)
        world.draft(world.interviewer, identity, {"negotiation": 3})
        browser = person(site, world, world.recruiter)
        form = fields(browser.get(f"/interviews/{identity}/edit").text)
        assert browser.post(f"/interviews/{identity}/edit", {**form, "title": "Other"}).status_code == 303
        assert [(item.title, item.kit) for item in interviews(site, world.recruiter)] == [("Other", kit)]


class TestGap:
    def contested(self, world: World) -> int:
        identity = world.application()
        held = world.interview(identity, world.interviewer, world.second_interviewer, kit=ASKED)
        world.score(world.interviewer, held, 3)
        world.score(world.second_interviewer, held, {**dict.fromkeys(ASKED, 3), "negotiation": 5})
        return identity

    def test_the_result_says_what_is_open_and_offers_an_interview_on_it(self, site: Site, world: World) -> None:
        identity = self.contested(world)
        browser = person(site, world, world.recruiter)
        page = browser.get(f"/applications/{identity}").text
        assert "the ratings contradict each other" in page
        address = f"/applications/{identity}/interviews/new?from=gap"
        assert address in page
        form = fields(browser.get(address).text)
        assert "negotiation" in form["kit"] and "communication" not in form["kit"]  # type: ignore[operator]
        form |= {"panel": [str(world.interviewer.account_id)]}
        assert browser.post(address, form).status_code == 303

    def test_before_the_reveal_nothing_is_open(self, site: Site, world: World) -> None:
        held = world.interview(world.application_id, world.interviewer, world.second_interviewer, kit=ASKED)
        world.score(world.interviewer, held, 3)
        browser = person(site, world, world.recruiter)
        assert "Open for a further interview" not in browser.get(f"/applications/{world.application_id}").text
        form = fields(browser.get(f"/applications/{world.application_id}/interviews/new?from=gap").text)
        assert form["title"] == "Second meeting"


class TestKit:
    def held(self, world: World) -> int:
        return world.interview(world.application_id, world.interviewer, world.second_interviewer, kit=ASKED)

    def share(self, browser: Browser, identity: int, account: int, *competencies: str) -> int:
        address = f"/interviews/{identity}/kit/edit"
        form = fields(browser.get(address).text)
        for competency in ASKED:
            name = f"competencies-{competency}-raters"
            others = [item for item in form.get(name, []) if item != str(account)]  # type: ignore[attr-defined]
            form[name] = [*others, str(account)] if competency in competencies else others
        return browser.post(address, form).status_code

    @pytest.mark.parametrize("locale", LOCALES)
    def test_an_interviewer_reads_the_own_part_and_the_whole(self, site: Site, world: World, locale: str) -> None:
        identity, account = self.held(world), world.second_interviewer.account_id
        recruiter = person(site, world, world.recruiter)
        assert self.share(recruiter, identity, account, "negotiation", "partnership") == 303
        browser = site.browser(world.second_interviewer, locale=locale)
        counts = [
            browser.get(f"/interviews/{identity}/kit{rest}").text.count('class="kit-asked"') for rest in ("", "?whole=yes")
        ]
        assert counts == [2, 5]
        assert recruiter.get(f"/interviews/{identity}/kit").text.count('class="kit-asked"') == 5

    def test_nobody_is_left_without_a_part(self, site: Site, world: World) -> None:
        identity = self.held(world)
        browser = person(site, world, world.recruiter)
        assert self.share(browser, identity, world.interviewer.account_id) == 422

    def test_the_form_sent_as_it_stands_changes_nothing_even_when_somebody_rates(self, site: Site, world: World) -> None:
        identity = self.held(world)
        world.draft(world.interviewer, identity, {"negotiation": 3})
        browser = person(site, world, world.recruiter)
        address = f"/interviews/{identity}/kit/edit"
        form = fields(browser.get(address).text)
        assert browser.post(address, form).status_code == 303
        form["competencies-negotiation-questions"] = ["negotiation-1"]
        answer = browser.post(address, form)
        assert answer.status_code == 409 and "There are scorecards already" in answer.text

    @pytest.mark.parametrize("locale", LOCALES)
    def test_the_file_for_paper_comes_in_the_language_asked_for(self, site: Site, world: World, locale: str) -> None:
        identity = self.held(world)
        world.score(world.second_interviewer, identity, 4)
        browser = person(site, world, world.interviewer)
        address = f"/interviews/{identity}/kit.pdf?locale={locale}"
        answer, again = browser.get(address), browser.get(address)
        assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/pdf", "no-store")
        assert answer.data == again.data
        reader = PdfReader(io.BytesIO(answer.data))
        assert reader.root_object["/Lang"] == locale
        assert "Named the client" not in " ".join(page.extract_text() for page in reader.pages)

    def test_only_the_panel_and_those_who_plan_get_it(self, site: Site, world: World) -> None:
        identity = world.interview(world.application_id, world.interviewer, kit=ASKED)
        stranger = person(site, world, world.second_interviewer)
        for rest in ("kit", "kit.pdf"):
            assert stranger.get(f"/interviews/{identity}/{rest}").status_code == 404
        assert stranger.get(f"/interviews/{identity}/kit/edit").status_code == 403
