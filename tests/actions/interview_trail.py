"""The changes around an interview that test_trail.py holds to their events: plan, kit, people from outside, letters."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from factories import LATER, NOW, World

from hiring.actions import invitations, kits, letters, outbox, plans
from hiring.actions.accounts import find_account
from hiring.actions.interviews import get_interview
from hiring.domain.interview_plan import PlannedSession

Act = Callable[[], object]
DESK = letters.Desk("http://localhost", ZoneInfo("UTC"), "en")
SECRET = "Засекреченный"


def outsider(world: World) -> int:
    """Somebody from outside on the panel, whom `world.guest` acts for."""
    about = {"interview_id": world.interview_id, "name": SECRET, "email": "eve@example.com", "locale": "en"}
    identity = invitations.add_external(world.session, actor=world.recruiter, now=NOW, **about)  # type: ignore[arg-type]
    account = find_account(world.session, account_id=identity)
    assert account is not None
    world.__dict__["guest"] = account.actor
    return identity


def letter(world: World) -> int:
    """The first of the letters to the panel."""
    made = letters.invite_panel(world.session, actor=world.recruiter, interview_id=world.interview_id, desk=DESK, now=NOW)
    return made[0]


def save_plan(world: World) -> Act:
    session = PlannedSession("first", SECRET, world.competencies[:6], minutes=60)
    form = {"position_id": world.position_id, "version": 0, "sessions": (session,), "quorum": None}
    return lambda: plans.save_plan(world.session, actor=world.recruiter, now=LATER, **form)  # type: ignore[arg-type]


def change_kit(world: World) -> Act:
    version = get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id).version
    focus = {world.interviewer.account_id: world.competencies[:2]}
    form = {"interview_id": world.interview_id, "version": version, "questions": {}, "focus": focus}
    return lambda: kits.change_kit(world.session, actor=world.recruiter, now=LATER, **form)  # type: ignore[arg-type]


def add_external(world: World) -> Act:
    assert world.interview_id
    return lambda: outsider(world)


def renew_link(world: World) -> Act:
    about = {"interview_id": world.interview_id, "account_id": outsider(world)}
    return lambda: invitations.renew_link(world.session, actor=world.recruiter, now=LATER, **about)


def revoke_link(world: World) -> Act:
    about = {"interview_id": world.interview_id, "account_id": outsider(world)}
    invitations.renew_link(world.session, actor=world.recruiter, now=NOW, **about)
    return lambda: invitations.revoke_link(world.session, actor=world.recruiter, now=LATER, **about)


def open_invitation(world: World) -> Act:
    about = {"interview_id": world.interview_id, "account_id": outsider(world)}
    token = invitations.renew_link(world.session, actor=world.recruiter, now=NOW, **about)
    return lambda: invitations.open_invitation(world.session, token=token, now=LATER)


def invite_panel(world: World) -> Act:
    assert world.interview_id
    return lambda: letter(world)


def cancel_interview(world: World) -> Act:
    letter(world)
    version = get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id).version
    return lambda: letters.cancel_interview(
        world.session, actor=world.recruiter, interview_id=world.interview_id, version=version, desk=DESK, now=LATER
    )


def hand_over(world: World) -> Act:
    identity = letter(world)
    return lambda: outbox.hand_over(world.session, actor=world.recruiter, letter_id=identity, now=LATER)


def mark_sent(world: World) -> Act:
    identity = letter(world)
    return lambda: outbox.mark_sent(world.session, actor=world.recruiter, letter_id=identity, now=LATER)


def send_again(world: World) -> Act:
    """Of one that failed."""
    identity = letter(world)
    outbox.take_letter(world.session, letter_id=identity, now=NOW)
    outbox.note_failed(world.session, letter_id=identity, error="refused")
    return lambda: outbox.send_again(world.session, actor=world.recruiter, letter_id=identity, now=LATER)


INTERVIEW_CHANGES: tuple[tuple[Callable[[World], Act], str, str, str | None], ...] = (
    (save_plan, "save_plan", "position", "recruiter"),
    (change_kit, "change_kit", "interview", "recruiter"),
    (add_external, "add_external", "interview", "recruiter"),
    (renew_link, "renew_link", "interview", "recruiter"),
    (revoke_link, "revoke_link", "interview", "recruiter"),
    (open_invitation, "open_invitation", "interview", "guest"),
    (invite_panel, "invite_panel", "interview", "recruiter"),
    (cancel_interview, "cancel_interview", "interview", "recruiter"),
    (hand_over, "hand_over", "interview", "recruiter"),
    (mark_sent, "mark_sent", "interview", "recruiter"),
    (send_again, "send_again", "interview", "recruiter"),
)
