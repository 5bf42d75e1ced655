"""People from outside: who gets in by a personal link, to what, and until when."""

from __future__ import annotations

import datetime as dt
import hashlib
from zoneinfo import ZoneInfo

import pytest
from factories import NOW, World

from hiring.actions.accounts import (
    authenticate,
    change_account,
    change_own_locale,
    change_password,
    create_account,
    get_account,
    reset_password,
)
from hiring.actions.applications import get_application
from hiring.actions.audit import list_audit
from hiring.actions.candidates import erase_candidate, get_candidate
from hiring.actions.interviews import change_interview, get_interview, list_interviews, panel_choices
from hiring.actions.invitations import (
    DAYS_OPEN,
    add_external,
    find_guest,
    find_invitation,
    list_links,
    open_invitation,
    renew_link,
    revoke_link,
)
from hiring.actions.letters import Desk, invite_panel
from hiring.actions.permissions import Actor, Role
from hiring.actions.scorecards import get_scorecard
from hiring.errors import Conflict, Forbidden, Invalid, NotFound
from hiring.storage.interview_tables import InvitationRow, MailRow

DAY = dt.timedelta(days=1)


def add(world: World, *, email: str = "vera@outside.example", name: str = "Vera Outside", interview: int = 0) -> int:
    return add_external(
        world.session,
        actor=world.recruiter,
        interview_id=interview or world.interview_id,
        name=name,
        email=email,
        locale="en",
        now=NOW,
    )


def renew(world: World, account_id: int, *, now: dt.datetime = NOW, interview: int = 0) -> str:
    number = interview or world.interview_id
    return renew_link(world.session, actor=world.recruiter, interview_id=number, account_id=account_id, now=now)


def codes(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in error.value.problems]


def test_a_link_is_256_random_bits_and_only_its_hash_is_kept(world: World) -> None:
    account_id = add(world)
    tokens = {renew(world, account_id) for _ in range(20)}
    assert len(tokens) == 20 and all(len(token) == 43 for token in tokens)
    kept = {row.token_hash for row in world.session.query(InvitationRow)}
    assert kept == {hashlib.sha256(token.encode()).hexdigest() for token in tokens}


def test_a_guest_is_bound_to_the_one_interview(world: World) -> None:
    account_id = add(world)
    elsewhere = world.interview(world.application_id, world.interviewer, title="Second")
    assert add(world, interview=elsewhere) == account_id
    guest = open_invitation(world.session, token=renew(world, account_id), now=NOW)
    actor = guest.account.actor
    assert (actor.role, actor.only_interview) == (Role.EXTERNAL, world.interview_id)
    assert get_scorecard(world.session, actor=actor, interview_id=world.interview_id).state == "new"
    with pytest.raises(NotFound):
        get_scorecard(world.session, actor=actor, interview_id=elsewhere)
    with pytest.raises(Forbidden):
        list_interviews(world.session, actor=actor)
    with pytest.raises(Forbidden):
        get_application(world.session, actor=actor, application_id=world.application_id)
    with pytest.raises(Forbidden):
        change_password(world.session, actor=actor, current="", new="a long enough phrase", now=NOW)
    change_own_locale(world.session, actor=actor, locale="ru", now=NOW)


def test_the_newest_link_closes_the_ones_before(world: World) -> None:
    account_id = add(world)
    first = renew(world, account_id)
    opened = open_invitation(world.session, token=first, now=NOW)
    second = renew(world, account_id)
    assert find_invitation(world.session, token=first, now=NOW) is None
    assert find_guest(world.session, invitation_id=opened.invitation_id, now=NOW) is None
    assert find_invitation(world.session, token=second, now=NOW) is not None


def test_a_link_ends_two_weeks_after_the_interview(world: World) -> None:
    token = renew(world, add(world))
    guest = find_invitation(world.session, token=token, now=NOW)
    assert guest is not None and guest.expires_at == NOW + DAYS_OPEN * DAY
    late = guest.expires_at
    assert find_invitation(world.session, token=token, now=late - dt.timedelta(seconds=1)) is not None
    assert find_invitation(world.session, token=token, now=late) is None
    assert find_guest(world.session, invitation_id=guest.invitation_id, now=late) is None
    with pytest.raises(NotFound):
        open_invitation(world.session, token=token, now=late)


def test_a_revoked_link_opens_nothing_and_ends_what_it_opened(world: World) -> None:
    account_id = add(world)
    token = renew(world, account_id)
    guest = open_invitation(world.session, token=token, now=NOW)
    revoke_link(world.session, actor=world.recruiter, interview_id=world.interview_id, account_id=account_id, now=NOW)
    assert find_guest(world.session, invitation_id=guest.invitation_id, now=NOW) is None
    assert find_invitation(world.session, token=token, now=NOW) is None
    interview = get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id)
    links = list_links(world.session, actor=world.recruiter, interview=interview, now=NOW)
    assert (links[account_id].state, links[account_id].opened_at) == ("revoked", NOW)


def test_who_leaves_the_panel_is_out(world: World) -> None:
    account_id = add(world)
    token = renew(world, account_id)
    guest = open_invitation(world.session, token=token, now=NOW)
    seat(world, world.interviewer.account_id)
    assert find_guest(world.session, invitation_id=guest.invitation_id, now=NOW) is None
    assert find_invitation(world.session, token=token, now=NOW) is None


def seat(world: World, *panel: int) -> None:
    interview = get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id)
    change_interview(
        world.session,
        actor=world.recruiter,
        interview_id=interview.id,
        version=interview.version,
        title=interview.title,
        scheduled_at=interview.scheduled_at,
        place=interview.place,
        kit=interview.kit,
        work_samples=tuple(interview.work_samples),
        panel=panel,
        now=NOW,
    )


def test_who_is_switched_off_is_out(world: World) -> None:
    account_id = add(world)
    token = renew(world, account_id)
    guest = open_invitation(world.session, token=token, now=NOW)
    kept = get_account(world.session, actor=world.administrator, account_id=account_id)
    change_account(
        world.session,
        actor=world.administrator,
        account_id=account_id,
        version=kept.version,
        name=kept.name,
        role=kept.role,
        employer_id=None,
        active=False,
        now=NOW,
    )
    assert find_guest(world.session, invitation_id=guest.invitation_id, now=NOW) is None
    assert find_invitation(world.session, token=token, now=NOW) is None
    with pytest.raises(Invalid) as refused:
        add(world, interview=world.interview(world.application_id, world.interviewer))
    assert codes(refused) == [("external_switched_off", "email")]


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "й" * 43, "x" * 44, "' or 1=1 --", "x" * 100_000, "a" * 42 + "\n"])
def test_any_other_text_is_no_link(world: World, token: str) -> None:
    renew(world, add(world))
    assert find_invitation(world.session, token=token, now=NOW) is None
    with pytest.raises(NotFound):
        open_invitation(world.session, token=token, now=NOW)


def test_the_kept_hash_is_no_link_either(world: World) -> None:
    renew(world, add(world))
    for row in world.session.query(InvitationRow):
        assert find_invitation(world.session, token=row.token_hash[:43], now=NOW) is None


def test_the_trail_tells_of_links_without_a_secret_or_a_name(world: World) -> None:
    account_id = add(world)
    token = renew(world, account_id)
    open_invitation(world.session, token=token, now=NOW)
    revoke_link(world.session, actor=world.recruiter, interview_id=world.interview_id, account_id=account_id, now=NOW)
    lines = list_audit(world.session, actor=world.administrator).items
    told = {line.action: line for line in lines}
    assert {"add_external", "renew_link", "open_invitation", "revoke_link"} <= set(told)
    assert told["open_invitation"].account_name == "Vera Outside"
    details = repr([line.detail for line in lines])
    digest = hashlib.sha256(token.encode()).hexdigest()
    assert token not in details and digest not in details and "Vera" not in details and "outside" not in details


def test_nobody_from_outside_signs_in_or_is_given_a_password(world: World) -> None:
    account_id = add(world)
    with pytest.raises(Invalid) as refused:
        authenticate(world.session, email="vera@outside.example", password="", now=NOW)
    assert codes(refused) == [("sign_in_wrong", "password")]
    with pytest.raises(Conflict) as conflict:
        reset_password(world.session, actor=world.administrator, account_id=account_id, now=NOW)
    assert conflict.value.code == "external_without_password"


def test_somebody_from_outside_becomes_nobody_else_and_the_other_way_round(world: World) -> None:
    account_id = add(world)
    for number, role in ((account_id, Role.ADMINISTRATOR), (world.interviewer.account_id, Role.EXTERNAL)):
        kept = get_account(world.session, actor=world.administrator, account_id=number)
        with pytest.raises(Invalid) as refused:
            change_account(
                world.session,
                actor=world.administrator,
                account_id=number,
                version=kept.version,
                name=kept.name,
                role=role,
                employer_id=None,
                active=True,
                now=NOW,
            )
        assert codes(refused) == [("role_unknown", "role")]
    with pytest.raises(Invalid) as made:
        create_account(
            world.session,
            actor=world.administrator,
            email="x@example.org",
            name="X",
            role="external",
            employer_id=None,
            locale=None,
            now=NOW,
        )
    assert codes(made) == [("role_unknown", "role")]


def test_who_is_put_on_the_panel(world: World) -> None:
    assert world.interview_id
    for values, expected in (
        ({"name": " "}, [("name_missing", "name")]),
        ({"email": "nobody"}, [("email_invalid", "email")]),
        ({"email": "ADMIN@example.org"}, [("signs_in_already", "email")]),
    ):
        with pytest.raises(Invalid) as refused:
            add(world, **values)
        assert codes(refused) == expected
    account_id = add(world)
    with pytest.raises(Invalid) as twice:
        add(world, email="Vera@Outside.Example", name="Vera Again")
    assert codes(twice) == [("on_panel_already", "email")]
    interview = get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id)
    assert account_id in {member.account_id for member in interview.panel}
    assert account_id not in dict(panel_choices(world.session, actor=world.recruiter))
    assert get_account(world.session, actor=world.administrator, account_id=account_id).password_expired is False


def test_a_seat_for_somebody_outside_makes_an_open_form_stale(world: World) -> None:
    before = get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id).version
    add(world)
    assert get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id).version > before


def test_links_are_made_for_people_from_outside_on_this_panel_only(world: World) -> None:
    stranger = add(world, interview=world.interview(world.application_id, world.interviewer, title="Second"))
    for account_id in (world.interviewer.account_id, stranger, 10_000):
        with pytest.raises(NotFound):
            renew(world, account_id)


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.HIRING_MANAGER, Role.EXTERNAL])
def test_only_who_manages_interviews_makes_links(world: World, role: Role) -> None:
    account_id = add(world)
    actor = Actor(world.interviewer.account_id, role, world.employer_id)
    number = world.interview_id
    with pytest.raises(Forbidden):
        renew_link(world.session, actor=actor, interview_id=number, account_id=account_id, now=NOW)
    with pytest.raises(Forbidden):
        revoke_link(world.session, actor=actor, interview_id=number, account_id=account_id, now=NOW)
    with pytest.raises(Forbidden):
        add_external(world.session, actor=actor, interview_id=number, name="N", email="n@example.org", locale="en", now=NOW)


def test_an_erased_candidate_takes_links_and_letters_along(world: World) -> None:
    token = renew(world, add(world))
    desk = Desk("https://hiring.example.org", ZoneInfo("Europe/Moscow"), "en")
    made = invite_panel(world.session, actor=world.recruiter, interview_id=world.interview_id, desk=desk, now=NOW)
    assert len(made) == 3
    candidate = get_candidate(world.session, actor=world.recruiter, candidate_id=world.candidate_id)
    erase_candidate(
        world.session,
        actor=world.recruiter,
        candidate_id=candidate.id,
        version=candidate.version,
        reason="asked for it",
        now=NOW,
    )
    assert find_invitation(world.session, token=token, now=NOW) is None
    assert not world.session.query(InvitationRow).all() and not world.session.query(MailRow).all()
