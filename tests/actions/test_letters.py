"""What a panel is told, when, and what it is never told."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from factories import EVIDENCE, NOW, World
from icalendar import Calendar

from hiring.actions.accounts import change_own_locale
from hiring.actions.interviews import change_interview, get_interview
from hiring.actions.invitations import add_external, find_invitation, list_links, renew_link, revoke_link
from hiring.actions.letters import Desk, cancel_interview, invite_panel, list_told, own_calendar, switched_off
from hiring.actions.outbox import (
    GIVEN_UP_AFTER,
    MOST_ATTEMPTS,
    Letter,
    due_letters,
    get_letter,
    hand_over,
    list_letters,
    mark_sent,
    note_failed,
    note_sent,
    send_again,
    take_letter,
)
from hiring.errors import Conflict, Forbidden, NotFound
from hiring.storage.interview_tables import MailRow
from hiring.storage.tables import AccountRow, ApplicationRow

DESK = Desk("https://hiring.example.org", ZoneInfo("Europe/Moscow"), "en")
DAY = dt.timedelta(days=1)


def invite(world: World, *, now: dt.datetime = NOW) -> dict[int, Letter]:
    """The letters written now, by account."""
    made = invite_panel(world.session, actor=world.recruiter, interview_id=world.interview_id, desk=DESK, now=now)
    return {account_of(world, number): read(world, number) for number in made}


def read(world: World, number: int) -> Letter:
    return get_letter(world.session, actor=world.recruiter, letter_id=number)


def account_of(world: World, number: int) -> int:
    row = world.session.get(MailRow, number)
    assert row is not None
    return row.account_id


def add_vera(world: World, *, locale: str = "en") -> int:
    return add_external(
        world.session,
        actor=world.recruiter,
        interview_id=world.interview_id,
        name="Vera Outside",
        email="vera@outside.example",
        locale=locale,
        now=NOW,
    )


def change(world: World, **values: object) -> None:
    interview = get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id)
    kept: dict[str, object] = {
        "title": interview.title,
        "scheduled_at": interview.scheduled_at,
        "place": interview.place,
        "minutes": interview.minutes,
        "kit": interview.kit,
        "work_samples": tuple(interview.work_samples),
        "panel": tuple(member.account_id for member in interview.panel),
    }
    change_interview(
        world.session,
        actor=world.recruiter,
        interview_id=interview.id,
        version=interview.version,
        now=NOW,
        **{**kept, **values},  # type: ignore[arg-type]
    )


def send(world: World, *, now: dt.datetime = NOW) -> None:
    """As the delivery does, with a server that takes everything."""
    for number in due_letters(world.session, now=now - DAY):
        assert take_letter(world.session, letter_id=number, now=now) is not None
        note_sent(world.session, letter_id=number, now=now)


def event(letter: Letter) -> tuple[str, int, str]:
    """Method, version and name of the calendar entry."""
    calendar = Calendar.from_ical(letter.calendar)
    entry = calendar.walk("VEVENT")[0]
    return str(calendar["method"]), int(entry["sequence"]), str(entry["uid"])


def test_everybody_on_the_panel_is_told_once(world: World) -> None:
    change(world, place="Room 5", minutes=50)
    made = invite(world)
    assert set(made) == {world.interviewer.account_id, world.second_interviewer.account_id}
    letter = made[world.interviewer.account_id]
    assert "Hello, Ivan Interviewer!" in letter.body and "Анна Ёлкина" in letter.body
    for words in ("Room 5", "50 min", "(UTC+3)", "Panel: Ivan Interviewer, Yana Interviewer", "Rita Recruiter"):
        assert words in letter.body
    assert f"{DESK.address}/interviews/{world.interview_id}\n" in letter.body and not letter.secret
    assert "Ёлкина" not in letter.line.subject
    assert invite(world) == {}


def test_a_letter_is_written_in_the_language_of_whom_it_is_to(world: World) -> None:
    change_own_locale(world.session, actor=world.interviewer, locale="ru", now=NOW)
    made = invite(world)
    assert {letter.body.split(",")[0] for letter in made.values()} == {"Здравствуйте", "Hello"}


def test_a_change_is_told_with_the_same_entry_counted_up(world: World) -> None:
    first = invite(world)[world.interviewer.account_id]
    send(world)
    change(world, scheduled_at=NOW + DAY)
    told = list_told(
        world.session,
        actor=world.recruiter,
        interview=get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id),
        desk=DESK,
    )
    assert [item.current for item in told.values()] == [False, False]
    second = invite(world)[world.interviewer.account_id]
    assert second.line.subject.startswith("Interview changed")
    (_, before, uid), (method, after, same) = event(first), event(second)
    assert (method, same) == ("REQUEST", uid) and after > before


def test_a_newer_letter_takes_the_place_of_one_that_never_went_out(world: World) -> None:
    invite(world)
    change(world, place="Room 6")
    made = invite(world)
    assert all(letter.line.subject.startswith("Interview:") for letter in made.values())
    assert list_letters(world.session, actor=world.recruiter).total == 2


def test_who_left_the_panel_is_told_only_if_they_were_asked(world: World) -> None:
    invite(world)
    send(world)
    change(world, panel=(world.interviewer.account_id,))
    made = invite(world)
    assert set(made) == {world.second_interviewer.account_id}
    gone = made[world.second_interviewer.account_id]
    assert event(gone)[0] == "CANCEL" and "without you" in gone.body
    send(world)
    assert invite(world) == {}


def test_calling_off_before_anything_went_out_writes_to_nobody(world: World) -> None:
    invite(world)
    cancel(world)
    assert list_letters(world.session, actor=world.recruiter).total == 0


def cancel(world: World) -> tuple[int, ...]:
    version = get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id).version
    return cancel_interview(
        world.session, actor=world.recruiter, interview_id=world.interview_id, version=version, desk=DESK, now=NOW
    )


def test_calling_off_tells_everybody_and_closes_every_link(world: World) -> None:
    vera = add_vera(world)
    uid = event(invite(world)[vera])[2]
    send(world)
    token = renew_link(world.session, actor=world.recruiter, interview_id=world.interview_id, account_id=vera, now=NOW)
    made = [read(world, number) for number in cancel(world)]
    assert len(made) == 3 and {event(letter)[::2] for letter in made} == {("CANCEL", uid)}
    assert not any(letter.secret for letter in made)
    assert find_invitation(world.session, token=token, now=NOW) is None
    interview = get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id)
    assert interview.panel == ()
    assert cancel(world) == ()


def test_a_panel_chosen_again_brings_the_interview_back(world: World) -> None:
    first = invite(world)[world.interviewer.account_id]
    send(world)
    cancel(world)
    send(world)
    change(world, panel=(world.interviewer.account_id,))
    [again] = invite(world).values()
    assert again.line.subject.startswith("Interview:")
    assert event(again)[2] == event(first)[2] and event(again)[1] > event(first)[1]


def test_an_interview_that_is_rated_is_not_called_off(world: World) -> None:
    world.draft(world.interviewer, world.interview_id, 3)
    with pytest.raises(Conflict) as refused:
        cancel(world)
    assert refused.value.code == "interview_begun"


def test_calling_off_the_last_interview_that_was_waited_for_reveals_the_others(world: World) -> None:
    assert world.interview_id
    world.score(world.interviewer, world.interview(world.application_id, world.interviewer, title="Held"), 3)
    assert revealed_at(world) is None
    cancel(world)
    assert revealed_at(world) == NOW


def revealed_at(world: World) -> dt.datetime | None:
    row = world.session.get(ApplicationRow, world.application_id, populate_existing=True)
    assert row is not None
    return row.revealed_at


def test_a_stale_page_calls_nothing_off(world: World) -> None:
    assert world.interview_id
    with pytest.raises(Conflict) as refused:
        cancel_interview(
            world.session, actor=world.recruiter, interview_id=world.interview_id, version=0, desk=DESK, now=NOW
        )
    assert refused.value.code == "stale"


def test_without_a_time_there_is_a_letter_and_no_calendar_entry(world: World) -> None:
    change(world, scheduled_at=None)
    letter = invite(world)[world.interviewer.account_id]
    assert "time to be agreed" in letter.body + letter.line.subject and letter.calendar == ""
    assert own_calendar(world.session, actor=world.interviewer, interview_id=world.interview_id, desk=DESK, now=NOW) is None


def test_a_personal_link_is_in_the_letter_that_goes_out_and_in_nothing_that_is_kept(world: World) -> None:
    vera = add_vera(world)
    made = invite(world)
    assert made[vera].secret and "/i/…" in made[vera].body
    taken = take_letter(world.session, letter_id=made[vera].line.id, now=NOW)
    assert taken is not None
    outgoing, token = taken
    assert f"{DESK.address}/i/{token}\n" in outgoing.body and token not in outgoing.calendar
    assert find_invitation(world.session, token=token, now=NOW) is not None
    kept = [value for row in world.session.query(MailRow) for value in vars(row).values()]
    assert not any(token in str(value) for value in kept)
    assert not any(f"{DESK.address}/interviews/" in text for text in (outgoing.body, outgoing.calendar))


def test_a_letter_tells_of_no_rating(world: World) -> None:
    world.draft(world.interviewer, world.interview_id, 4)
    made = invite(world)
    assert not any(EVIDENCE in letter.body + letter.calendar for letter in made.values())


def test_who_was_locked_out_gets_no_letter(world: World) -> None:
    vera = add_vera(world)
    invite(world)
    revoke_link(world.session, actor=world.recruiter, interview_id=world.interview_id, account_id=vera, now=NOW)
    assert vera not in {account_of(world, line.id) for line in list_letters(world.session, actor=world.recruiter).items}
    change(world, place="Room 7")
    assert vera not in invite(world)
    renew_link(world.session, actor=world.recruiter, interview_id=world.interview_id, account_id=vera, now=NOW)
    assert vera in invite(world)


def test_who_was_switched_off_gets_no_letter(world: World) -> None:
    account_id = world.interviewer.account_id
    assert world.interview_id
    world.session.get_one(AccountRow, account_id).active = False
    assert set(invite(world)) == {world.second_interviewer.account_id}
    interview = get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id)
    assert switched_off(world.session, actor=world.recruiter, interview=interview) == {account_id}


def test_an_expired_link_is_written_anew(world: World) -> None:
    vera = add_vera(world)
    invite(world)
    send(world)
    late = NOW + 20 * DAY
    again = invite(world, now=late)
    assert set(again) == {vera}
    interview = get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id)
    assert list_links(world.session, actor=world.recruiter, interview=interview, now=late)[vera].state == "open"


def test_an_own_calendar_entry_is_for_the_panel(world: World) -> None:
    text = own_calendar(world.session, actor=world.interviewer, interview_id=world.interview_id, desk=DESK, now=NOW)
    assert text is not None and "METHOD:PUBLISH" in text and "ATTENDEE" not in text
    outsider = world.account(world.interviewer.role, "Otto Outsider")
    with pytest.raises(NotFound):
        own_calendar(world.session, actor=outsider, interview_id=world.interview_id, desk=DESK, now=NOW)


def test_only_who_manages_interviews_reads_letters(world: World) -> None:
    number = next(iter(invite(world).values())).line.id
    for actor in (world.interviewer, world.manager):
        with pytest.raises(Forbidden):
            get_letter(world.session, actor=actor, letter_id=number)
        with pytest.raises(Forbidden):
            list_letters(world.session, actor=actor)
        with pytest.raises(Forbidden):
            hand_over(world.session, actor=actor, letter_id=number, now=NOW)
        with pytest.raises(Forbidden):
            invite_panel(world.session, actor=actor, interview_id=world.interview_id, desk=DESK, now=NOW)


def test_a_letter_copied_by_hand_has_a_link_that_works_and_closes_the_one_before(world: World) -> None:
    vera = add_vera(world)
    number = invite(world)[vera].line.id
    first, second = (
        hand_over(world.session, actor=world.recruiter, letter_id=number, now=NOW).partition("/i/")[2].split()[0]
        for _ in range(2)
    )
    assert find_invitation(world.session, token=first, now=NOW) is None
    assert find_invitation(world.session, token=second, now=NOW) is not None
    mark_sent(world.session, actor=world.recruiter, letter_id=number, now=NOW)
    assert read(world, number).line.by_hand
    with pytest.raises(Conflict):
        send_again(world.session, actor=world.recruiter, letter_id=number, now=NOW)


def test_a_letter_is_taken_by_one_sender_only(world: World) -> None:
    number = next(iter(invite(world).values())).line.id
    assert take_letter(world.session, letter_id=number, now=NOW) is not None
    assert take_letter(world.session, letter_id=number, now=NOW) is None
    with pytest.raises(Conflict):
        send_again(world.session, actor=world.recruiter, letter_id=number, now=NOW)


def test_what_was_cut_off_is_taken_again_later(world: World) -> None:
    change(world, scheduled_at=NOW + DAY)
    number = next(iter(invite(world).values())).line.id
    take_letter(world.session, letter_id=number, now=NOW)
    later = NOW + GIVEN_UP_AFTER + dt.timedelta(seconds=1)
    assert number not in due_letters(world.session, now=NOW)
    assert number in due_letters(world.session, now=later)
    assert take_letter(world.session, letter_id=number, now=later) is not None


def test_nobody_is_invited_by_the_program_to_what_is_over_or_failed_often(world: World) -> None:
    change(world, scheduled_at=NOW + DAY)
    numbers = [letter.line.id for letter in invite(world).values()]
    assert due_letters(world.session, now=NOW) == tuple(numbers)
    assert due_letters(world.session, now=NOW + 2 * DAY) == ()
    for _ in range(MOST_ATTEMPTS):
        assert take_letter(world.session, letter_id=numbers[0], now=NOW) is not None
        note_failed(world.session, letter_id=numbers[0], error="refused: 550 no")
    assert due_letters(world.session, now=NOW) == (numbers[1],)
    send_again(world.session, actor=world.recruiter, letter_id=numbers[0], now=NOW)
    assert read(world, numbers[0]).line.state == "queued" and due_letters(world.session, now=NOW) == tuple(numbers)
